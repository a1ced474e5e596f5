// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace poolwart {

// Time span of a chart: the longer, the more data is merged into one point.
enum class HistorySpan : std::uint8_t { Minute, TenMinutes, TwoHours, Day };

inline constexpr std::array historySpans{HistorySpan::Minute, HistorySpan::TenMinutes, HistorySpan::TwoHours, HistorySpan::Day};

constexpr std::size_t indexOf(HistorySpan span)
{
    return static_cast<std::size_t>(span);
}

constexpr Duration lengthOf(HistorySpan span)
{
    constexpr std::array<Duration, historySpans.size()> lengths{std::chrono::minutes(1), std::chrono::minutes(10), std::chrono::hours(2),
                                                                std::chrono::hours(24)};
    return lengths[indexOf(span)];
}

// Period covered by a point; zero: one sample.
constexpr Duration pointStep(HistorySpan span)
{
    constexpr std::array<Duration, historySpans.size()> steps{Duration(0), std::chrono::seconds(1), std::chrono::seconds(10),
                                                              std::chrono::minutes(1)};
    return steps[indexOf(span)];
}

// Period covered by a column of the heat map, so that the columns fit the picture.
constexpr Duration columnStep(HistorySpan span)
{
    constexpr std::array<Duration, historySpans.size()> steps{std::chrono::seconds(1), std::chrono::seconds(3), std::chrono::seconds(30),
                                                              std::chrono::minutes(6)};
    return steps[indexOf(span)];
}

// The step of this length that contains a moment; a moment on an edge belongs to the earlier step.
constexpr std::int64_t stretchOf(TimePoint end, Duration step)
{
    return (end.time_since_epoch().count() - 1) / step.count();
}

} // namespace poolwart
