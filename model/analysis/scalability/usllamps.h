// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/scalability/uslband.h"

#include <span>
#include <vector>

namespace poolwart {

// What makes a fit of the scalability law doubtful.
enum class UslLamp {
    PeakExtrapolated, // the peak lies beyond the largest measured concurrency
    NoPeakShown,      // the interval of kappa reaches 0, or kappa is 0: more connections were not shown to cost throughput
    ParameterAtBound, // the best fit is at the edge of what the law allows
    Superlinear,      // a point is more than 5 % more efficient than one request in flight: a measurement fault, or a warm cache
    WrongShape,       // residuals of one sign stand together (Wald and Wolfowitz' runs test, 5 %): not this law
    Outliers,         // points got less than half of their weight
};

struct UslDoubts
{
    std::vector<UslLamp> lamps;           // in the order above
    double extrapolation = 1;             // peak / largest measured concurrency; 1 or less: observed
    std::vector<std::size_t> outliers;    // indices of the points
    std::vector<std::size_t> superlinear; // indices of the points

    bool operator==(const UslDoubts &) const = default;
};

UslDoubts doubtsOf(const UslFit &fit, std::span<const UslPoint> points);

} // namespace poolwart
