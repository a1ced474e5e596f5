// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace poolwart {

// The value axis. It changes in steps only, and shrinks late, so that a line's height can be followed.
struct ChartScale
{
    double bottom = 0;
    double top = 1;
    bool isLogarithmic = false;
    std::vector<double> ticks; // values, ascending, within the scale

    // Where a value lies on the axis that Qt Charts is given: the value, or its decimal logarithm. A logarithmic
    // scale has no place for zero; what is below the bottom lies on it.
    double position(double value) const;
    double lowest() const { return position(bottom); }
    double highest() const { return position(top); }

    bool operator==(const ChartScale &) const = default;
};

// From zero to exactly `top`, with at most `most` ticks at round values.
ChartScale scaleTo(double top, int most = 6);

// From zero to a round value at or above `largest`. The scale before is kept as long as it fits and is at least
// a third full.
ChartScale linearScale(double largest, const ChartScale &before = {});

// Whole decades around the values, ticks at each; values at 0 or below are not counted.
ChartScale logarithmicScale(double smallest, double largest, const ChartScale &before = {});

} // namespace poolwart
