// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/figures/snapshot.h"
#include "model/session/history.h"

#include <QList>

#include <deque>
#include <optional>
#include <vector>

namespace poolwart {

// The live figures of one pool, with what the table makes of those before.
struct PoolRowFigures : PoolStatus
{
    double completedPerSecond = 0; // over the last second; updated at most twice per second, to stay readable
    std::optional<TimePoint> ratedAt;
    std::optional<TimePoint> timeoutsGrewAt; // while recent
    std::optional<TimePoint> errorsGrewAt;

    std::uint64_t errors() const { return requests.failed + requests.rejected + counters.openFailures; }
    bool operator==(const PoolRowFigures &) const = default;
};

struct PoolRow
{
    PoolPlan plan;
    bool isDefault = false;
    bool leaving = false;                  // no longer in the plan; draining
    std::optional<PoolRowFigures> figures; // empty until the engine knows the pool

    bool operator==(const PoolRow &) const = default;
};

// The pools of the plan in its order, then those being removed. `before` are the rows shown last.
std::vector<PoolRow> poolRows(const Plan &plan, const Snapshot &snapshot, const std::deque<HistoryPoint> &points,
                              const std::vector<PoolRow> &before);

// Mean slots in use in each of the last `seconds` full seconds, oldest first; seconds without a sample are left out.
QList<double> inUseBySecond(const std::deque<HistoryPoint> &points, PoolId pool, int seconds);

} // namespace poolwart
