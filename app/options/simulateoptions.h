// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/runoptions.h"
#include "model/simulation/servicetime.h"

namespace poolwart {

// Options of `poolwart simulate`: a run on a modelled server.
struct SimulateOptions
{
    RunOptions run; // the server options are unused
    ServiceTime service;
    bool runsScripts = false; // a workload was given or is replayed
    int failures = 0;         // percentage of the statements
};

void describeSimulateCommand(OptionParser &parser);
Outcome<SimulateOptions> readSimulateOptions(OptionParser &parser);

} // namespace poolwart
