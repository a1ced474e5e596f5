// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <chrono>
#include <string>
#include <string_view>

namespace poolwart {

// "500ms", "20s", "5m", "2h". A bare 0 is allowed; any other number without a unit is refused as ambiguous.
Outcome<std::chrono::milliseconds> parseDuration(std::string_view text);

// The shortest exact form: 90000 ms is "90s", 60000 ms "1m".
std::string formatDuration(std::chrono::milliseconds duration);

} // namespace poolwart
