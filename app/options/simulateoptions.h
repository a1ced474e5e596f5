// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/runoptions.h"
#include "model/simulation/servicetime.h"

namespace poolwart {

// What `poolwart simulate` is asked to do: a run, on a modelled server in the place of a real one.
struct SimulateOptions
{
    RunOptions run; // its server is not used
    ServiceTime service;
    bool runsScripts = false; // a workload was asked for, or is replayed
    int failures = 0;         // per cent of the statements
};

void describeSimulateCommand(OptionParser &parser);
Outcome<SimulateOptions> readSimulateOptions(OptionParser &parser);

} // namespace poolwart
