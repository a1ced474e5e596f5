// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/recordedarrivals.h"
#include "model/core/outcome.h"

#include <string>
#include <string_view>

namespace poolwart {

// Arrivals as a run file keeps them, about three bytes each: for each the nanoseconds since the one before, the script and the
// class, as numbers of varied length (seven bits a byte, the lowest first, the top bit: there are more); all of it compressed by
// zlib, in Base64.
std::string encodeArrivals(const std::vector<RecordedArrival> &arrivals); // in the order of their times
// Refused: what is not that, or is of another number than expected.
Outcome<std::vector<RecordedArrival>> decodeArrivals(std::string_view text, std::uint64_t expected);

} // namespace poolwart
