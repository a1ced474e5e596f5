// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/ids.h"
#include "model/core/serverstate.h"
#include "model/figures/snapshot.h"

#include <optional>
#include <vector>

namespace poolwart {

// One pool's part of a history point.
struct PoolPoint
{
    PoolId id{};
    double inUse = 0; // as all counts here: means, where the point covers a stretch of time
    double idle = 0;
    double waiting = 0;
    double servedPerSecond = 0;

    bool operator==(const PoolPoint &) const = default;
};

// What the charts draw at one moment, or of a stretch of time up to it. Rates are over the time since the point before, as measured.
struct HistoryPoint
{
    TimePoint at{};
    double completedPerSecond = 0;
    double failedPerSecond = 0; // failed, timed out, rejected, dropped
    LatencySummary response;    // over the last full second, or the stretch
    LatencySummary service;
    double inUse = 0;
    double maxInUse = 0; // at once
    double waiting = 0;
    double maxWaiting = 0;
    int committed = 0;                  // slots wanted, all pools; behind a pooler the server connections that it takes for them
    std::optional<ServerLimits> limits; // none until the server was seen
    int others = 0;
    std::vector<PoolPoint> pools;
};

} // namespace poolwart
