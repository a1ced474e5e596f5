// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/session/session.h"

namespace poolwart {

// What the program's exit tells a script; the README and --help list them.
enum class ExitCode {
    Ok = 0,            // all was served, or there was nothing to do
    BadInput = 1,      // an option, a file, a plan or a statement that cannot be taken
    CannotConnect = 2, // no server, or no display for the window
    Cut = 3,           // something was cancelled or cut at the end
    OverBudget = 4,    // the plan needs more connections than the server can give
};

ExitCode exitCodeOf(const Error &error);
ExitCode exitCodeOf(const ShutdownReport &report);

} // namespace poolwart
