// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/runoptions.h"
#include "app/output/exitcode.h"
#include "model/store/runfile.h"

namespace poolwart {

// The run's file where one is asked for, then its table or JSON on standard output, which may be gone. `code` is how the
// run itself ended; what is returned is that, or bad input where the file could not be written.
ExitCode deliver(const RunRecord &run, const RunOptions &options, ExitCode code);

} // namespace poolwart
