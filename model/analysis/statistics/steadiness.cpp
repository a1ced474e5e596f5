// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/steadiness.h"

#include "model/analysis/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace poolwart {

namespace {

// H. Theil, 1950; P. K. Sen, Estimates of the Regression Coefficient Based on Kendall's Tau, 1968. Per second.
double theilSenSlope(std::span<const double> values)
{
    std::vector<double> slopes;
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i + 1; j < values.size(); ++j)
            slopes.push_back((values[j] - values[i]) / static_cast<double>(j - i));
    }
    return medianOf(std::move(slopes));
}

bool isSteady(std::span<const double> values)
{
    if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); }))
        return false;
    const auto half = static_cast<std::ptrdiff_t>(values.size() / 2);
    const double median = medianOf({values.begin(), values.end()});
    const double before = medianOf({values.begin(), values.begin() + half});
    const double last = medianOf({values.begin() + half, values.end()});
    if (median <= 0 || before <= 0)
        return false;
    return std::abs(theilSenSlope(values)) < steadinesslimits::slope * median && std::abs(last - before) < steadinesslimits::step * before;
}

} // namespace

bool isSteady(std::span<const WarmupSecond> seconds)
{
    if (seconds.size() < steadinesslimits::window)
        return false;
    std::vector<double> throughput;
    std::vector<double> response;
    for (const WarmupSecond &second : seconds.last(steadinesslimits::window)) {
        throughput.push_back(second.completedPerSecond);
        response.push_back(second.medianResponse);
    }
    return isSteady(std::span<const double>(throughput)) && isSteady(std::span<const double>(response));
}

std::optional<std::size_t> secondsUntilSteady(std::span<const WarmupSecond> seconds)
{
    const std::size_t last = std::min(seconds.size(), steadinesslimits::longestWait);
    for (std::size_t end = steadinesslimits::window; end <= last; ++end) {
        if (isSteady(seconds.first(end)))
            return end;
    }
    return std::nullopt;
}

} // namespace poolwart
