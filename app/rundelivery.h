// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exitcode.h"
#include "app/runoptions.h"
#include "model/store/runfile.h"

namespace poolwart {

// The run's table or JSON on standard output, and its file where one is asked for. `code` is how the run itself ended; what
// is returned is that, or bad input where the file could not be written.
ExitCode deliver(const RunRecord &run, const RunOptions &options, ExitCode code);

} // namespace poolwart
