// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/core/snapshot.h"

#include <cstddef>
#include <deque>
#include <optional>

namespace poolwart {

// One pool's part of a history point.
struct PoolPoint
{
    PoolId id{};
    int inUse = 0;
    int idle = 0;
    int waiting = 0;
    double servedPerSecond = 0;

    bool operator==(const PoolPoint &) const = default;
};

// What the charts draw at one moment. Rates are over the time since the point before, as measured.
struct HistoryPoint
{
    TimePoint at{};
    double completedPerSecond = 0;
    double failedPerSecond = 0; // failed, timed out, rejected, dropped
    LatencySummary response;    // over the last full second
    LatencySummary service;
    int inUse = 0;
    int waiting = 0;
    int committed = 0; // slots wanted, all pools
    std::optional<ServerLimits> limits; // none until the server was seen
    int others = 0;
    std::vector<PoolPoint> pools;
};

// The last minutes, in constant memory: a ring of points. Sampling goes on whether or not anyone looks.
class History
{
public:
    explicit History(std::size_t capacity = 600);

    void add(const Snapshot &snapshot, const ServerSample &server);
    void clear();

    const std::deque<HistoryPoint> &points() const { return m_points; }

private:
    std::size_t m_capacity;
    std::deque<HistoryPoint> m_points;
    std::optional<Snapshot> m_last;
};

} // namespace poolwart
