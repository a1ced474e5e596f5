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

// The export, from the plan to the files' content, as the window and `poolwart export` both do it.
namespace poolwart {

class Session;

// What there is to be exported.
struct ExportSource
{
    Plan plan;
    std::optional<Target> server; // whose address and, on request, password are written; none: placeholders
    std::optional<Budget> budget; // none: no server was seen
    std::optional<RunHeadline> run;
};

// A plan file, or a run file, whose figures then stand in the files.
Outcome<ExportSource> exportSource(const std::string &file);

// The session's plan, against its server, with the figures of the traffic that runs. The sandbox's limits count, but its
// address is of no use to an application.
ExportSource exportSource(const Session &session);

// What the user decided.
struct ExportChoices
{
    std::string format;
    std::map<std::string, std::string> options; // absent ones are the format's defaults
    bool writesAddress = true;
    bool writesRun = true;
    bool writesPassword = false; // in plain text, into files that are then for their owner only
};

// What one of several formats has to say of itself.
struct FormatNotes
{
    std::string format;
    std::vector<ExportNote> notes;

    bool operator==(const FormatNotes &) const = default;
};

struct PlanExport
{
    ExportResult result;
    std::vector<FormatNotes> formats; // the result's notes by format, each without its name
    BudgetStamp stamp;
    std::string date; // "2026-02-03", as in the files
};

// Refused: an unknown format, an option that it does not have, an invalid plan.
Outcome<PlanExport> exportPlan(const ExportSource &source, const ExportChoices &choices);

// Several formats in one go: the files of each in a folder of its name, its notes with the name before the setting, one
// stamp for all. Refused, beside that: a format that is named twice.
Outcome<PlanExport> exportBundle(const ExportSource &source, const std::vector<ExportChoices> &formats);

// One format as it is, or several as a bundle.
Outcome<PlanExport> exportChosen(const ExportSource &source, const std::vector<ExportChoices> &formats);

// All formats, grouped by ecosystem.
std::span<const Exporter *const> exportFormats();

} // namespace poolwart
