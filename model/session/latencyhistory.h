// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/secondfigures.h"
#include "model/session/historyspan.h"

#include <array>
#include <cstddef>
#include <deque>

namespace poolwart {

// Times in bands of equal ratio: eight to a decade from 10 µs to 100 s, one below for all that is shorter and one above for
// all that is longer. A time on an edge belongs to the band below it.
inline constexpr std::size_t bandsPerDecade = 8;
inline constexpr std::size_t latencyBands = 7 * bandsPerDecade + 2;

Duration bandBottom(std::size_t band); // zero for the lowest
Duration bandTop(std::size_t band);    // the longest that is measured for the highest

using BandCounts = std::array<std::uint64_t, latencyBands>;

// How many values of a histogram of runs are in each band, to within its own precision.
BandCounts bandCounts(const Histogram &histogram);

// One second of a run as the heat map needs it, or a longer stretch.
struct LatencySecond
{
    TimePoint at{};          // its end, or that of the last second in it
    std::uint64_t count = 0; // requests that completed in it
    BandCounts response{};   // from the intended start to the end
    BandCounts service{};

    bool operator==(const LatencySecond &) const = default;
};

// How long requests took: the last two minutes second by second, longer spans in longer stretches, and all of the run since its
// figures began. Constant memory: rings of stretches and two histograms.
class LatencyHistory
{
public:
    static constexpr std::size_t capacity = 120; // seconds

    void add(const SecondFigures &second);

    const std::deque<LatencySecond> &seconds() const { return m_seconds; } // without requests: all zero
    // Of longer spans: as many stretches as fit, the newest still being filled.
    const std::deque<LatencySecond> &columns(HistorySpan span) const
    {
        return span == HistorySpan::Minute ? m_seconds : m_columns[indexOf(span)];
    }
    const Histogram &response() const { return m_response; } // from the intended start to the end
    const Histogram &service() const { return m_service; }
    TimePoint from() const { return m_from; } // which time the two are of: from the first second with a request in it
    TimePoint to() const { return m_to; }     // to the last one

private:
    void addTo(HistorySpan span, const LatencySecond &second);

    std::deque<LatencySecond> m_seconds;
    std::array<std::deque<LatencySecond>, historySpans.size()> m_columns; // but for the first span
    TimePoint m_measuredSince{};
    TimePoint m_from{};
    TimePoint m_to{};
    Histogram m_response;
    Histogram m_service;
};

} // namespace poolwart
