// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/secondfigures.h"
#include "model/session/historyspan.h"

#include <array>
#include <cstddef>
#include <deque>

namespace poolwart {

// Durations in bands of equal ratio: eight per decade from 10 µs to 100 s, one below for shorter and one above for longer ones.
// A duration on an edge belongs to the lower band.
inline constexpr std::size_t bandsPerDecade = 8;
inline constexpr std::size_t latencyBands = 7 * bandsPerDecade + 2;

Duration bandBottom(std::size_t band); // zero for the lowest
Duration bandTop(std::size_t band);    // the longest measurable duration for the highest

using BandCounts = std::array<std::uint64_t, latencyBands>;

// The number of values of a histogram in each band, within the histogram's precision.
BandCounts bandCounts(const Histogram &histogram);

// One second of a run, or a longer period, for the heat map.
struct LatencySecond
{
    TimePoint at{};          // its end
    std::uint64_t count = 0; // requests completed in it
    BandCounts response{};   // from the intended start to the end
    BandCounts service{};

    bool operator==(const LatencySecond &) const = default;
};

// Response times: the last two minutes by second, longer spans in longer periods, and the whole run since the last reset.
// Constant memory: rings of periods and two histograms.
class LatencyHistory
{
public:
    static constexpr std::size_t capacity = 120; // seconds

    void add(const SecondFigures &second);

    const std::deque<LatencySecond> &seconds() const { return m_seconds; } // seconds without requests are all zero
    // Of longer spans: as many periods as fit, the newest still incomplete.
    const std::deque<LatencySecond> &columns(HistorySpan span) const
    {
        return span == HistorySpan::Minute ? m_seconds : m_columns[indexOf(span)];
    }
    const Histogram &response() const { return m_response; } // from the intended start to the end
    const Histogram &service() const { return m_service; }
    TimePoint from() const { return m_from; } // start of the two histograms: the first second with a request
    TimePoint to() const { return m_to; }     // their end

private:
    void addTo(HistorySpan span, const LatencySecond &second);

    std::deque<LatencySecond> m_seconds;
    std::array<std::deque<LatencySecond>, historySpans.size()> m_columns; // for all spans except the first
    TimePoint m_measuredSince{};
    TimePoint m_from{};
    TimePoint m_to{};
    Histogram m_response;
    Histogram m_service;
};

} // namespace poolwart
