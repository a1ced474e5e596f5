// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/simulation/servicetime.h"

#include <chrono>

namespace poolwart {

// What the cells of an experiment have in common on the modelled server.
struct SimulatedTraffic
{
    // Of model time, before the measurement. It is as long in each cell, whether it was steady earlier or not, so that all cells of
    // a block are measured under the same arrivals of an open loop.
    static constexpr std::chrono::seconds warmup{30};
    static constexpr std::chrono::seconds piece{5};

    TrafficPlan traffic; // one statement per request; valid
    ServiceTime service;
    std::chrono::seconds duration{10}; // of the measurement: whole pieces, at least one
};

} // namespace poolwart
