// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/statistics/interval.h"

#include <optional>
#include <span>

namespace poolwart {

// What was measured with one total of connections.
struct SweepLevel
{
    int connections = 0;
    Estimate throughput;  // per second
    Estimate responseP99; // seconds

    bool operator==(const SweepLevel &) const = default;
};

// The knee: the smallest total whose throughput may be 95 % of the largest measured one, because its interval reaches that far;
// more connections are not shown to bring more. Empty without levels, or without throughput.
std::optional<int> kneeOf(std::span<const SweepLevel> levels);

// The smallest total whose p99 is shown to be within the target: the interval's high end is. Empty if none is; target in seconds.
std::optional<int> smallestWithin(std::span<const SweepLevel> levels, double target);

} // namespace poolwart
