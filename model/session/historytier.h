// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/histogram.h"
#include "model/figures/secondfigures.h"
#include "model/session/historypoint.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace poolwart {

// Points of equal periods, in constant memory. Keeps the time-weighted mean of the samples of a period, and the maximum of
// connections and queues; percentiles come from the histograms of all its requests and are as exact as a second's.
class HistoryTier
{
public:
    HistoryTier(Duration step, std::size_t capacity);

    void add(const HistoryPoint &sampled); // in the order of time
    void add(const SecondFigures &second); // the last one of a period may come after its end

    const std::deque<HistoryPoint> &points() const { return m_points; } // of complete periods; a period without samples has none
    bool hasDropped() const { return m_hasDropped; }                    // the oldest was dropped

private:
    void close();
    void weigh(const HistoryPoint &sampled, double seconds);

    Duration m_step;
    std::size_t m_capacity;
    std::deque<HistoryPoint> m_points;
    bool m_hasDropped = false;

    std::optional<std::int64_t> m_open; // the current period
    std::optional<TimePoint> m_last;    // of the previous sample
    HistoryPoint m_sum;                 // values times seconds; other fields are the last ones
    double m_seconds = 0;

    std::optional<std::int64_t> m_measured; // period of the histograms
    Histogram m_response;
    Histogram m_service;
};

} // namespace poolwart
