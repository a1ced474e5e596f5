// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"
#include "model/exporters/framework/budgetstamp.h"
#include "model/exporters/framework/exporter.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

// The export from a plan to file contents, shared by the window and `poolwart export`.
namespace poolwart {

class Session;

// The input of an export.
struct ExportSource
{
    Plan plan;
    std::optional<Target> server; // address and, on request, password to write; empty: placeholders
    bool hasDefaults = true;      // libpq's defaults, with this user and environment, apply to absent values of the address
    std::optional<Budget> budget; // empty: no server was connected
    std::optional<RunHeadline> run;
};

// Reads a plan file, or a run file whose figures are then written into the exported files.
Outcome<ExportSource> exportSource(const std::string &file);

// The session's plan with its server and the figures of the current traffic. The sandbox's limits count, but its address is not
// used.
ExportSource exportSource(const Session &session);

// The user's choices.
struct ExportChoices
{
    std::string format;
    std::map<std::string, std::string> options; // missing ones have the format's defaults
    bool writesAddress = true;
    bool writesRun = true;
    bool writesPassword = false; // in plain text, into files readable by their owner only
};

// Notes of one of several formats.
struct FormatNotes
{
    std::string format;
    std::vector<ExportNote> notes;

    bool operator==(const FormatNotes &) const = default;
};

struct PlanExport
{
    ExportResult result;
    std::vector<FormatNotes> formats; // the result's notes by format, each without the format's name
    BudgetStamp stamp;
    std::string date; // "2026-02-03", as in the files
};

// Refuses an unknown format, an unknown option and an invalid plan.
Outcome<PlanExport> exportPlan(const ExportSource &source, const ExportChoices &choices);

// Several formats together: each in a folder of its own, the format's name before the setting in its notes, one budget stamp
// for all. Also refuses a format named twice.
Outcome<PlanExport> exportBundle(const ExportSource &source, const std::vector<ExportChoices> &formats);

// One format, or several as a bundle.
Outcome<PlanExport> exportChosen(const ExportSource &source, const std::vector<ExportChoices> &formats);

// All formats, grouped by ecosystem.
std::span<const Exporter *const> exportFormats();

} // namespace poolwart
