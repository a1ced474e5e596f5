// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "model/analysis/experiment/whyexperiment.h"
#include "model/simulation/simulatedtraffic.h"

#include <cstdint>

namespace poolwart {

// Options of `poolwart lab`: an experiment on the modelled server.
struct LabOptions
{
    WhyExperiment experiment;
    SimulatedTraffic common;
    int repeats = 8; // blocks
    std::uint64_t seed = 1;
    bool printsJson = false;
};

void describeLabCommand(OptionParser &parser);
Outcome<LabOptions> readLabOptions(OptionParser &parser);

} // namespace poolwart
