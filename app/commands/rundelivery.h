// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/runoptions.h"
#include "app/output/exitcode.h"
#include "model/store/runfile.h"

namespace poolwart {

// Writes the run file if requested, then prints the table or JSON; standard output may be closed. Returns `code`, the result of
// the run, or bad input if the file could not be written.
ExitCode deliver(const RunRecord &run, const RunOptions &options, ExitCode code);

} // namespace poolwart
