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
    double inUse = 0; // like all counts here a mean, if the point covers a period
    double idle = 0;
    double waiting = 0;
    double completedPerSecond = 0;

    bool operator==(const PoolPoint &) const = default;
};

// The values that charts draw for a moment, or for a period up to it. Rates cover the measured time since the previous point.
struct HistoryPoint
{
    TimePoint at{};
    double completedPerSecond = 0;
    double failedPerSecond = 0; // failed, timed out, rejected, dropped
    LatencySummary response;    // over the last full second, or the period
    LatencySummary service;
    double inUse = 0;
    double maxInUse = 0; // maximum in use at once
    double waiting = 0;
    double maxWaiting = 0;
    int committed = 0;                  // slots wanted by all pools; behind a pooler the server connections used by them
    std::optional<ServerLimits> limits; // empty until the server was seen
    int others = 0;
    std::vector<PoolPoint> pools;
};

} // namespace poolwart
