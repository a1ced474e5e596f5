// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/poolcounters.h"
#include "model/figures/latencysummary.h"
#include "model/figures/requestcounts.h"

#include <string>

namespace poolwart {

// The figures of one pool: those of a moment, and what was counted over a stretch of time up to it. The stretch is the holder's:
// the run so far in a snapshot, a second in a series, the whole of it in a run record.
struct PoolFigures
{
    std::string name;
    int slots = 0; // wanted
    int inUse = 0; // lent to a request, retiring ones included
    int idle = 0;
    int waiting = 0;
    RequestCounts requests;  // of the measuring; the pool counts for itself, what is not measured too
    PoolCounters counters;   // its peaks are always of the run so far
    Duration blockedWait{0}; // of its requests together, while another pool had a free slot
    LatencySummary acquire;  // from asking for a slot to having it
    LatencySummary response; // from the intended start to the end

    bool operator==(const PoolFigures &) const = default;
};

// Adds what was counted in another stretch; figures of a moment, peaks and times are the caller's.
void addCounts(PoolFigures &pool, const PoolFigures &more);

// Of two neighbouring stretches: counts are added; of slots in use, idle and awaited, and of times, the larger is kept.
PoolFigures joined(const PoolFigures &first, PoolFigures second);

} // namespace poolwart
