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

// The live figures of one pool as the table shows them.
struct PoolFigures
{
    PoolState state = PoolState::Active;
    int open = 0;
    int opening = 0;
    int backingOff = 0;
    int inUse = 0;
    int idle = 0;
    int waiting = 0;
    int peakInUse = 0;
    int peakWaiting = 0;
    double servedPerSecond = 0; // over the last second; taken anew at most twice a second, to be readable
    Duration acquireP99{0};
    Duration blockedWait{0};
    std::uint64_t timeouts = 0;
    std::uint64_t failed = 0;
    std::uint64_t rejected = 0;
    std::uint64_t openFailures = 0;
    std::string lastConnectError;
    std::optional<TimePoint> ratedAt;
    std::optional<TimePoint> timeoutsGrewAt; // while it is recent
    std::optional<TimePoint> errorsGrewAt;

    std::uint64_t errors() const { return failed + rejected + openFailures; }
    bool operator==(const PoolFigures &) const = default;
};

struct PoolRow
{
    PoolPlan plan;
    bool isDefault = false;
    bool leaving = false;               // no longer in the plan; being drained
    std::optional<PoolFigures> figures; // none until the engine knows the pool

    bool operator==(const PoolRow &) const = default;
};

// The pools of the plan in its order, then those that are leaving. `before` are the rows shown last.
std::vector<PoolRow> poolRows(const Plan &plan, const Snapshot &snapshot, const std::deque<HistoryPoint> &points,
                              const std::vector<PoolRow> &before);

// Mean slots in use in each of the last `seconds` full seconds, oldest first; seconds without a sample are left out.
QList<double> inUseBySecond(const std::deque<HistoryPoint> &points, PoolId pool, int seconds);

} // namespace poolwart
