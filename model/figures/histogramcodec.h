// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/histogram.h"

#include <optional>
#include <string>
#include <string_view>

// Histograms of runPrecision in HdrHistogram's V2 format (Tene; AbstractHistogram.encodeIntoCompressedByteBuffer of the Java
// reference implementation): 1 ns to 1 h, three significant digits. The buckets are the same, so only the exact mean and
// maximum are lost.
namespace poolwart {

// The counts alone, as variable-length numbers with runs of zeros: small and fast to encode.
std::string packCounts(const Histogram &histogram);
std::optional<Histogram> unpackCounts(std::string_view packed);

// The compressed V2 format in Base64, as in interval logs: "HISTFAAA…".
std::string encodeHistogram(const Histogram &histogram);
// Returns nothing if the text has another format, range or precision.
std::optional<Histogram> decodeHistogram(std::string_view text);

} // namespace poolwart
