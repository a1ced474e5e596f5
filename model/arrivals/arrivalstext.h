// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/arrivals.h"

#include <string>
#include <string_view>

namespace poolwart {

// Parses the rate of an open loop as on the command line: "constant:2000", "ramp:100:2000:30s" (from, to, time),
// "steps:100:100:10s:5" (first, increment, time, levels) or "burst:100:2000:10s:1s" (base, peak, period, length). The spacing
// is given separately and keeps its default here. The returned loop has passed validation.
Outcome<OpenLoop> parseArrivals(std::string_view written);

// "10ms" or "exponential:10ms"; leaves the number of clients unchanged.
Outcome<ClosedLoop> parseThinkTime(std::string_view written, ClosedLoop closed);

} // namespace poolwart
