// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/scalability/sweep.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr double shareOfPeak = 0.95;

template <class Fits>
std::optional<int> smallest(std::span<const SweepLevel> levels, Fits fits)
{
    std::optional<int> found;
    for (const SweepLevel &level : levels) {
        if (fits(level))
            found = std::min(found.value_or(level.connections), level.connections);
    }
    return found;
}

} // namespace

std::optional<int> kneeOf(std::span<const SweepLevel> levels)
{
    double peak = 0;
    for (const SweepLevel &level : levels)
        peak = std::max(peak, level.throughput.value);
    if (peak <= 0)
        return std::nullopt;
    return smallest(levels, [&](const SweepLevel &level) { return level.throughput.interval.high >= shareOfPeak * peak; });
}

std::optional<int> smallestWithin(std::span<const SweepLevel> levels, double target)
{
    return smallest(levels, [&](const SweepLevel &level) { return level.responseP99.interval.high <= target; });
}

} // namespace poolwart
