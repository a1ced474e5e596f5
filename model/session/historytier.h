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

// Points of equal stretches of time, in constant memory. Of what was sampled in a stretch the mean is kept, weighted by time, and of
// connections and queues the most; percentiles are those of all its requests, from their histograms, and so as exact as a second's.
class HistoryTier
{
public:
    HistoryTier(Duration step, std::size_t capacity);

    void add(const HistoryPoint &sampled); // in the order of time
    void add(const SecondFigures &second); // the last one of a stretch may come after the stretch has ended

    const std::deque<HistoryPoint> &points() const { return m_points; } // of full stretches; without samples: none
    bool hasDropped() const { return m_hasDropped; }                    // the oldest had to go

private:
    void close();
    void weigh(const HistoryPoint &sampled, double seconds);

    Duration m_step;
    std::size_t m_capacity;
    std::deque<HistoryPoint> m_points;
    bool m_hasDropped = false;

    std::optional<std::int64_t> m_open; // the stretch that is being filled
    std::optional<TimePoint> m_last;    // of the sample before
    HistoryPoint m_sum;                 // means times seconds; the rest as it was last
    double m_seconds = 0;

    std::optional<std::int64_t> m_measured; // the stretch of the histograms
    Histogram m_response;
    Histogram m_service;
};

} // namespace poolwart
