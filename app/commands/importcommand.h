// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/exportcommand.h"

namespace poolwart {

// What `poolwart import` is asked to do.
struct ImportOptions
{
    std::string file;
    std::string from; // id of an importer; empty: what the file looks like
    ExportOptions output;
};

void describeImportCommand(OptionParser &parser);
Outcome<ImportOptions> readImportOptions(OptionParser &parser);

// `poolwart import`: another program's configuration as a plan, or as a third program's.
ExitCode importCommand(const ImportOptions &options);

} // namespace poolwart
