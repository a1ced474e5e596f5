// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace poolwart {

// The value axis. It changes in steps and shrinks late, so that the height of a line stays comparable.
struct ChartScale
{
    double bottom = 0;
    double top = 1;
    bool isLogarithmic = false;
    std::vector<double> ticks; // values, ascending, within the scale

    // The position of a value on Qt Charts' axis: the value, or its decimal logarithm. On a logarithmic scale smaller values,
    // such as zero, lie on the bottom.
    double position(double value) const;
    double lowest() const { return position(bottom); }
    double highest() const { return position(top); }

    bool operator==(const ChartScale &) const = default;
};

// From zero to exactly `top`, with at most `most` ticks at round values.
ChartScale scaleTo(double top, int most = 6);

// From zero to a round value at or above `largest`. Keeps the previous scale while the values fit and fill at least a third.
ChartScale linearScale(double largest, const ChartScale &before = {});

// Whole decades around the values with a tick at each; values at or below 0 are ignored.
ChartScale logarithmicScale(double smallest, double largest, const ChartScale &before = {});

} // namespace poolwart
