// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/histogram.h"

#include <optional>
#include <string>
#include <string_view>

// Histograms of runPrecision in HdrHistogram's V2 form (Tene; AbstractHistogram.encodeIntoCompressedByteBuffer of the Java
// reference implementation): 1 ns to 1 h, three significant digits. The buckets are the same, so nothing is lost but the
// exact mean and maximum.
namespace poolwart {

// The counts alone, varied in length, zeros by their number: small, and quick to make.
std::string packCounts(const Histogram &histogram);
std::optional<Histogram> unpackCounts(std::string_view packed);

// The compressed V2 form in Base64, as it stands in interval logs: "HISTFAAA…".
std::string encodeHistogram(const Histogram &histogram);
// Nothing where the text is not that, or is of another range or precision.
std::optional<Histogram> decodeHistogram(std::string_view text);

} // namespace poolwart
