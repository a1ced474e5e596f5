// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/laboptions.h"
#include "app/output/exitcode.h"

namespace poolwart {

// `poolwart lab`: an experiment on the modelled server. Needs no event loop.
ExitCode labCommand(const LabOptions &options);

} // namespace poolwart
