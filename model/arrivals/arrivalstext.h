// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/arrivals.h"

#include <string>
#include <string_view>

namespace poolwart {

// How the rate of an open loop is written on the command line: "constant:2000", "ramp:100:2000:30s" (from, to, over),
// "steps:100:100:10s:5" (first, increment, each, levels) or "burst:100:2000:10s:1s" (base, peak, period, length). The
// spacing is not in it. What comes of it is valid.
Outcome<OpenLoop> parseArrivals(std::string_view written);
std::string formatArrivals(const OpenLoop &open);

// "10ms" or "exponential:10ms"; the clients are left as they are.
Outcome<ClosedLoop> parseThinkTime(std::string_view written, ClosedLoop closed);

} // namespace poolwart
