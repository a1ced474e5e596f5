// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/exportcommand.h"

namespace poolwart {

// Options of `poolwart import`.
struct ImportOptions
{
    std::string file;
    std::string from; // id of an importer; empty: detect the format
    ExportOptions output;
};

void describeImportCommand(OptionParser &parser);
Outcome<ImportOptions> readImportOptions(OptionParser &parser);

// `poolwart import`: reads another program's configuration as a plan, or converts it to a third program's.
ExitCode importCommand(const ImportOptions &options);

} // namespace poolwart
