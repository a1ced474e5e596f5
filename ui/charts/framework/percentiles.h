// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstdint>
#include <vector>

namespace poolwart {

// Percentiles on an axis where each further nine takes the same room (HdrHistogram's plots): the place of p is the decimal
// logarithm of 1 / (1 − p), so 90 % lies at 1 and 99.999 % at 5.
double percentPlace(double percent);
double percentShare(double percent); // 0 … 1, the double that is nearest to what is written
QString percentText(double percent); // "99.9 %", as exact as it is

// Those that the axis and the readout name.
inline constexpr std::array namedPercents{50.0, 90.0, 99.0, 99.9, 99.99, 99.999};

// Those of a curve, ascending: round ones from the median to 99.999 %, twenty to a nine.
const std::vector<double> &curvePercents();

// Fewer than one request of so many is slower than this percentile: what stands there is only the largest.
bool isBeyond(double percent, std::uint64_t requests);

} // namespace poolwart
