// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "app/output/exitcode.h"
#include "model/core/target.h"
#include "model/session/planexport.h"

#include <map>
#include <optional>
#include <string>

namespace poolwart {

class JsonWriter;

// Options of `poolwart export`.
struct ExportOptions
{
    std::string planFile;                        // or a run file, whose figures are then written into the files
    std::string format;                          // or several: "prisma-7,pgbouncer"
    std::map<std::string, std::string> settings; // --set key=value; with several formats --set format.key=value
    std::optional<Target> target;
    std::optional<std::string> folder; // or a zip file; empty: standard output
    bool replaces = false;
    bool writesPassword = false;
    bool printsJson = false;
};

void describeExportCommand(OptionParser &parser);
Outcome<ExportOptions> readExportOptions(OptionParser &parser);

// `poolwart export`: writes the plan as another program's configuration.
ExitCode exportCommand(const ExportOptions &options);

// Shared with the import: --set, output as JSON, and writing or printing the files.
void readExportSettings(OptionParser &parser, std::map<std::string, std::string> &settings);
void writeExportFields(JsonWriter &json, ExportResult result);
ExitCode deliverExport(const PlanExport &made, const ExportOptions &options);

} // namespace poolwart
