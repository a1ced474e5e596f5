// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/pool.h"
#include "model/figures/blockedwait.h"
#include "model/figures/runfigures.h"

namespace poolwart {

// What the RunMeter keeps for one pool.
struct PoolMeter
{
    BlockedWait::Share blocked;
    RunFigures figures;
    LatencyFigure usage;
    Histogram creation;         // never reset: usually all connections are opened before the measurement begins
    RequestCounts countsBefore; // as the last second ended, like the others
    PoolCounters countersBefore;
    Duration blockedBefore{0};
};

} // namespace poolwart
