// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstdint>
#include <vector>

namespace poolwart {

// Percentiles on an axis with equal width for each further nine (HdrHistogram's plots): the place of p is the decimal logarithm
// of 1 / (1 − p), so 90 % is at 1 and 99.999 % at 5.
double percentPlace(double percent);
double percentShare(double percent); // 0 … 1, the double nearest to the decimal number
QString percentText(double percent); // "99.9 %", as exact as it is

// The percentiles named by the axis and the readout.
inline constexpr std::array namedPercents{50.0, 90.0, 99.0, 99.9, 99.99, 99.999};

// The percentiles of a curve, ascending: from the median to 99.999 %, twenty per nine.
const std::vector<double> &curvePercents();

// Fewer than one of this many requests is slower than the percentile, so that only the maximum is known there.
bool isBeyond(double percent, std::uint64_t requests);

} // namespace poolwart
