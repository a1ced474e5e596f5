// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <chrono>
#include <string>
#include <string_view>

namespace poolwart {

// "500ms", "20s", "5m", "2h"; a bare 0 is allowed, any other bare number is refused, for it would be a guess.
Outcome<std::chrono::milliseconds> parseDuration(std::string_view text);

// The shortest of the same forms that is exact: 90000 ms is "90s", 60000 ms "1m".
std::string formatDuration(std::chrono::milliseconds duration);

} // namespace poolwart
