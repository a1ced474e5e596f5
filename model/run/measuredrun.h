// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

#include <map>

namespace poolwart {

// What was seen of a run: as its measuring ended, and after all that was under way had ended too.
struct MeasuredRun
{
    TimePoint from{};                             // the measuring's begin, engine time
    Snapshot measured;                            // at its end
    Snapshot last;                                // after the shutdown
    std::map<PoolId, std::uint64_t> openedBefore; // connections; the counts begin anew with the measuring
    OpeningFigures opening;
};

// Of the pools as they are: what their plans keep open, and how much of it is.
OpeningFigures openingOf(const std::vector<PoolSnapshot> &pools);

// The figures of a run file. The rest (plan, traffic, server, shutdown …) is the caller's to fill in.
RunRecord recordOf(const MeasuredRun &run);

} // namespace poolwart
