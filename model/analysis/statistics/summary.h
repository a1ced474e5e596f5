// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace poolwart {

double meanOf(std::span<const double> values); // at least one
// Sum of squares of the deviations, divided by n - 1; at least two.
double varianceOf(std::span<const double> values);
double medianOf(std::vector<double> values); // at least one; the middle of the two middle ones
// With linear interpolation between the ranks (R's type 7); share: 0 to 1, at least one value, increasing.
double quantileOfSorted(std::span<const double> sorted, double share);
// Median of the deviations from `center`, times 1.4826: the standard deviation if they are normal. At least one value.
double medianDeviation(std::span<const double> values, double center = 0);

} // namespace poolwart
