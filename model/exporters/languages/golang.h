// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"
#include "model/exporters/framework/planformatting.h"

#include <chrono>
#include <string>
#include <vector>

namespace poolwart {

// Common parts of the Go formats: resources/exporters/go.
namespace golang {

// "5m", for time.ParseDuration.
std::string durationText(std::chrono::milliseconds time);

// "5 * time.Minute"; 0 is "0".
std::string durationCode(std::chrono::milliseconds time);

// The types and calls used in pools.go.
struct Words
{
    std::string pool;       // "pgxpool.Pool"
    std::string connection; // "pgxpool.Conn"
    std::string take;       // "Acquire", the pool's function
    std::string release;    // "Release", the connection's function
    std::vector<std::string> modules;
};

// Header, notes, policy and words for pools.go. Flags of a single format must be added.
TemplateData data(const ExportContext &context, const std::string &target, const std::vector<ExportNote> &notes, const Words &words);

// One entry of pools.go; idle and lifetime are written as the pool's package writes "none".
TemplateData settings(const Plan &plan, std::size_t index, const std::string &idle, const std::string &lifetime);

// Limitations of all Go formats.
Notes notes(const ExportContext &context);

// The program, and .env with the address.
Outcome<std::vector<ExportFile>> files(const ExportContext &context, const std::string &folder, const TemplateData &data);

} // namespace golang
} // namespace poolwart
