// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/windowoptions.h"
#include "app/output/exitcode.h"

namespace poolwart {

// The window, from its first to its last moment: makes the QApplication and runs its event loop. The exit code says
// what became of the requests that were under way at the end.
ExitCode windowCommand(int &argc, char **argv, const WindowOptions &options);

} // namespace poolwart
