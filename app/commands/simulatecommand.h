// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/simulateoptions.h"
#include "app/output/exitcode.h"

namespace poolwart {

// `poolwart simulate`: a run without a server, as fast as possible. Needs no event loop.
ExitCode simulateCommand(const SimulateOptions &options);

} // namespace poolwart
