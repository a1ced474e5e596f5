// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/histogram.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace poolwart {

// One measurement of a cell, in contiguous pieces of equal length: five seconds are enough for one piece to hardly depend on the
// next, as the requests within a second do on each other.
struct Visit
{
    // The figure of the chosen pieces together; a piece may be chosen several times. At least one.
    using Figure = std::function<double(std::span<const std::size_t> chosen)>;

    std::size_t pieces = 0; // 1 or more
    Figure figure;

    double value() const; // of all pieces
};

// The mean of a rate; `perPiece` in any unit.
Visit visitOfMean(std::vector<double> perPiece);
// The quantile of the pieces' values together, in nanoseconds; share: 0 to 1. All histograms have the same precision. 0 if the
// chosen ones are empty.
Visit visitOfQuantile(std::span<const Histogram> perPiece, double share);

} // namespace poolwart
