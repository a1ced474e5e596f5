// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"
#include "model/exporters/framework/planformatting.h"

#include <chrono>
#include <string>
#include <vector>

namespace poolwart {

// What the Go formats have in common: resources/exporters/go.
namespace golang {

// "5m", for time.ParseDuration.
std::string durationText(std::chrono::milliseconds time);

// "5 * time.Minute"; 0 is "0".
std::string durationCode(std::chrono::milliseconds time);

// The types and calls that pools.go is written with.
struct Words
{
    std::string pool;       // "pgxpool.Pool"
    std::string connection; // "pgxpool.Conn"
    std::string take;       // "Acquire", the pool's function
    std::string release;    // "Release", the connection's function
    std::vector<std::string> modules;
};

// Header, notes, policy and words, as pools.go needs them. Flags still to be set: those of one format alone.
TemplateData data(const ExportContext &context, const std::string &target, const Notes &notes, const Words &words);

// One entry of pools.go; idle and lifetime are as the pool's package wants "none" to be written.
TemplateData settings(const Plan &plan, std::size_t index, const std::string &idle, const std::string &lifetime);

// The losses that no Go format avoids.
Notes notes(const ExportContext &context);

// The program, and .env with the address.
Outcome<std::vector<ExportFile>> files(const ExportContext &context, const std::string &folder, const TemplateData &data);

} // namespace golang
} // namespace poolwart
