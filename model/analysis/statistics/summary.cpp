// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/summary.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace poolwart {

double meanOf(std::span<const double> values)
{
    Q_ASSERT(!values.empty());
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double varianceOf(std::span<const double> values)
{
    Q_ASSERT(values.size() >= 2);
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return squares / static_cast<double>(values.size() - 1);
}

double medianOf(std::vector<double> values)
{
    Q_ASSERT(!values.empty());
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

double quantileOfSorted(std::span<const double> sorted, double share)
{
    Q_ASSERT(!sorted.empty() && share >= 0 && share <= 1);
    const double rank = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const double value = sorted[below];
    const double above = sorted[std::min(below + 1, sorted.size() - 1)];
    const double part = rank - static_cast<double>(below);
    if (part == 0 || value == above)
        return value; // what follows, or both, may be infinite
    return value + part * (above - value);
}

double medianDeviation(std::span<const double> values, double center)
{
    std::vector<double> deviations;
    deviations.reserve(values.size());
    for (const double value : values)
        deviations.push_back(std::abs(value - center));
    return 1.4826 * medianOf(std::move(deviations));
}

} // namespace poolwart
