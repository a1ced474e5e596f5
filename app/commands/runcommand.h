// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/runoptions.h"
#include "app/output/exitcode.h"

namespace poolwart {

// `poolwart run`: runs, writes the run file and prints the table. Needs a QCoreApplication and runs its event loop.
ExitCode runCommand(const RunOptions &options);

} // namespace poolwart
