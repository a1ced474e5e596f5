// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/recordedarrivals.h"
#include "model/core/outcome.h"

#include <string>
#include <string_view>

namespace poolwart {

// The arrivals in a run file, about three bytes each: the nanoseconds since the previous one, the script and the class, as
// variable-length numbers (seven bits per byte, lowest first; the top bit marks continuation), compressed by zlib, in Base64.
std::string encodeArrivals(const std::vector<RecordedArrival> &arrivals); // in the order of their times
// Refuses other data, or another number of arrivals than expected.
Outcome<std::vector<RecordedArrival>> decodeArrivals(std::string_view text, std::uint64_t expected);

} // namespace poolwart
