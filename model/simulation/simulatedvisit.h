// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/experiment/cellvisit.h"
#include "model/analysis/experiment/whyexperiment.h"
#include "model/simulation/simulatedtraffic.h"

namespace poolwart {

// Visits a cell: opens its pools, warms up, measures. The same seed gives the same visit; equal seeds give equal arrivals.
CellVisit simulatedVisit(const Cell &cell, const SimulatedTraffic &common, std::uint64_t seed);

} // namespace poolwart
