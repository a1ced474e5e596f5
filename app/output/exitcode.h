// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/session/session.h"

namespace poolwart {

// What the program's exit tells a script; the manual and --help list them.
enum class ExitCode {
    Ok = 0,            // every accepted request was served, or there was none
    BadInput = 1,      // invalid option, file, plan or statement
    CannotConnect = 2, // no server, or no display for the window
    Cut = 3,           // requests were cancelled or connections cut at the end
    OverBudget = 4,    // the plan needs more connections than the server can give
};

ExitCode exitCodeOf(const Error &error);
ExitCode exitCodeOf(const ShutdownReport &report);

} // namespace poolwart
