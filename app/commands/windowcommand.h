// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/windowoptions.h"
#include "app/output/exitcode.h"
#include "model/manual/manual.h"

namespace poolwart {

// Runs the window: creates the QApplication and runs its event loop. The exit code tells whether requests were cancelled or cut
// at the end.
ExitCode windowCommand(int &argc, char **argv, const WindowOptions &options, const Manual::OptionLists &optionLists);

} // namespace poolwart
