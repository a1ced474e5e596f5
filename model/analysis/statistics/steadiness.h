// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace poolwart {

// One second of a run.
struct WarmupSecond
{
    double completedPerSecond = 0;
    double medianResponse = 0; // in any unit, the same in all

    bool operator==(const WarmupSecond &) const = default;
};

// The test for the end of a warm-up: throughput and median response are both steady over the last eight seconds. A figure is
// steady if its slope (Theil and Sen: the median of the slopes of all pairs) is below 1 % of its median per second, up or down,
// and the median of its last four seconds differs by less than 3 % from that of the four before. A figure that is zero, or
// not finite, is not steady.
namespace steadinesslimits {
inline constexpr std::size_t window = 8;       // seconds
inline constexpr double slope = 0.01;          // of the median, per second
inline constexpr double step = 0.03;           // between the halves of the window
inline constexpr std::size_t longestWait = 30; // seconds
} // namespace steadinesslimits

bool isSteady(std::span<const WarmupSecond> seconds);

// After how many seconds, from the first, the run was steady; empty if it was not within the longest wait.
std::optional<std::size_t> secondsUntilSteady(std::span<const WarmupSecond> seconds);

} // namespace poolwart
