// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/exportcommand.h"

namespace poolwart {

// Options of `poolwart import`.
struct ImportOptions
{
    std::string file;   // "-" is the standard input
    std::string from;   // id of an importer; empty: detect the format
    std::string server; // whose pools the plan has, "HOST" or "HOST:PORT"; empty: the only one of the file
    bool isVerbose = false;
    ExportOptions output;
};

void describeImportCommand(OptionParser &parser);
Outcome<ImportOptions> readImportOptions(OptionParser &parser);

// `poolwart import`: reads another program's configuration as a plan, or converts it to a third program's.
ExitCode importCommand(const ImportOptions &options);

} // namespace poolwart
