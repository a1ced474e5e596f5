// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

#include <map>

namespace poolwart {

// What was seen of a run whose figures began with its measuring: as the measuring ended, and after all that was under way had
// ended too.
struct MeasuredRun
{
    TimePoint from{};                             // start of the measurement, engine time
    Snapshot measured;                            // at the end of the measurement
    Snapshot last;                                // after the shutdown
    std::map<PoolId, std::uint64_t> openedBefore; // connections opened before the measurement
};

// The connections that the plans of these pools keep open, and those that are open.
OpeningFigures openingOf(const std::vector<PoolSnapshot> &pools);
// Connections opened so far, by pool.
std::map<PoolId, std::uint64_t> openedOf(const std::vector<PoolSnapshot> &pools);

// The figures of a run file. The rest (plan, traffic, server, opening, shutdown …) stays as it is.
void fillFigures(RunRecord &record, const MeasuredRun &run);

} // namespace poolwart
