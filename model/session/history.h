// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/arrivals.h"
#include "model/core/serverstate.h"
#include "model/figures/snapshot.h"
#include "model/session/historyspan.h"
#include "model/session/historytier.h"
#include "model/session/latencyhistory.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

namespace poolwart {

// From here on other arrivals drove the traffic.
struct HistoryMark
{
    TimePoint at{};
    Arrivals arrivals;
    std::string replay; // whose recorded arrivals they are; empty: none's

    bool operator==(const HistoryMark &) const = default;
};

// The last day, in constant memory: as it was sampled for a minute, and the farther back the coarser. Each span has its own ring of
// points, filled at the same time, so that one picture has one resolution. Sampling goes on whether or not anyone looks.
class History
{
public:
    explicit History(std::size_t capacity = 600);

    void add(const Snapshot &snapshot, const ServerSample &server);
    void add(const SecondFigures &second);
    void mark(const HistoryMark &mark); // of one moment and what follows within a second the last: a slider that is dragged
    void clear();

    const std::deque<HistoryPoint> &points() const { return m_points; }
    const std::deque<HistoryPoint> &points(HistorySpan span) const;  // of full stretches
    const std::deque<HistoryMark> &marks() const { return m_marks; } // as far back as any points, the latest thousand
    bool hasDropped() const { return m_tiers.back().hasDropped(); }  // what is older than the longest span
    const LatencyHistory &latency() const { return m_latency; }

private:
    std::size_t m_capacity;
    std::deque<HistoryPoint> m_points;
    std::vector<HistoryTier> m_tiers; // of all spans but the first
    std::deque<HistoryMark> m_marks;
    std::optional<Snapshot> m_last;
    LatencyHistory m_latency;
};

} // namespace poolwart
