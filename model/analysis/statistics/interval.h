// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// A confidence interval, in the unit of its figure.
struct Interval
{
    double low = 0;
    double high = 0;
    double level = 0.95; // share of such intervals that contain the true value, in (0, 1)

    bool contains(double value) const { return low <= value && value <= high; }

    bool operator==(const Interval &) const = default;
};

// A figure and its interval, of one estimator: the interval contains the value.
struct Estimate
{
    double value = 0;
    Interval interval;

    bool operator==(const Estimate &) const = default;
};

} // namespace poolwart
