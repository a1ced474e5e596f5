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
#include <map>
#include <optional>
#include <vector>

namespace poolwart {

// A change of the arrivals at this moment.
struct HistoryMark
{
    TimePoint at{};
    Arrivals arrivals;
    std::string replay; // source of recorded arrivals; empty: not a replay

    bool operator==(const HistoryMark &) const = default;
};

// The last day in constant memory: one minute as sampled, longer spans in coarser steps. Each span has its own ring of points,
// filled at the same time, so that a chart has one resolution. Sampling does not depend on the display.
class History
{
public:
    explicit History(std::size_t capacity = 600);

    void add(const Snapshot &snapshot, const ServerSample &server);
    void add(const SecondFigures &second);
    void mark(const HistoryMark &mark); // of several marks within a second the last is kept, for a dragged slider

    const std::deque<HistoryPoint> &points() const { return m_points; }
    const std::deque<HistoryPoint> &points(HistorySpan span) const;  // of complete steps
    const std::deque<HistoryMark> &marks() const { return m_marks; } // as far back as any points, at most the latest thousand
    bool hasDropped() const { return m_tiers.back().hasDropped(); }  // data older than the longest span
    const LatencyHistory &latency() const { return m_latency; }

private:
    // Of the last snapshot, for the rates.
    struct Counted
    {
        std::uint64_t sequence = 0;
        TimePoint at{};
        RequestCounts requests;
        std::map<PoolId, std::uint64_t> completed;
    };

    static Counted countedOf(const Snapshot &snapshot);
    void addRates(HistoryPoint &point, const Counted &now) const;

    std::size_t m_capacity;
    std::deque<HistoryPoint> m_points;
    std::vector<HistoryTier> m_tiers; // of all spans except the first
    std::deque<HistoryMark> m_marks;
    std::optional<Counted> m_last;
    LatencyHistory m_latency;
};

} // namespace poolwart
