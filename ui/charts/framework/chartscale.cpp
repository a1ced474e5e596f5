// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/framework/chartscale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolwart {

namespace {

constexpr double shrinkBelow = 1.0 / 3;

// 1, 2 or 5 times a power of ten, at or above `value`.
double roundUp(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= value * (1 - 1e-9))
            return step * power;
    }
    return 10 * power;
}

} // namespace

double ChartScale::position(double value) const
{
    return isLogarithmic ? std::log10(std::max(value, bottom)) : value;
}

ChartScale scaleTo(double top, int most)
{
    ChartScale scale{.top = std::max(top, std::numeric_limits<double>::min())};
    const double step = roundUp(scale.top / most);
    for (int i = 0; i * step <= scale.top * (1 + 1e-9); ++i)
        scale.ticks.push_back(i * step);
    return scale;
}

ChartScale linearScale(double largest, const ChartScale &before)
{
    const bool fits = !before.isLogarithmic && !before.ticks.empty() && largest <= before.top;
    if (fits && (largest >= before.top * shrinkBelow || largest <= 0))
        return before;
    return scaleTo(largest > 0 ? roundUp(largest) : 1);
}

ChartScale logarithmicScale(double smallest, double largest, const ChartScale &before)
{
    if (!(largest > 0) || !(smallest > 0)) {
        smallest = 0.1;
        largest = 10;
    }
    const double low = std::floor(std::log10(smallest) + 1e-9);
    const double high = std::max(std::ceil(std::log10(largest) - 1e-9), low + 1);
    ChartScale scale{.bottom = std::pow(10, low), .top = std::pow(10, high), .isLogarithmic = true};
    const bool fits = before.isLogarithmic && before.bottom <= smallest && before.top >= largest;
    if (fits && before.top <= scale.top * 10 && before.bottom >= scale.bottom / 10)
        return before;
    for (double decade = low; decade <= high; ++decade)
        scale.ticks.push_back(std::pow(10, decade));
    return scale;
}

} // namespace poolwart
