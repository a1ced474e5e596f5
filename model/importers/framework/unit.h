// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <chrono>
#include <string_view>

namespace poolwart {

// How a format writes a time.
enum class Unit {
    Milliseconds,
    Seconds,  // fractions allowed
    Postgres, // milliseconds, or with us, ms, s, min, h or d
    Go,       // 1h30m, 500ms
    Iso,      // PT20S; Quarkus: 20S, 5M, or seconds
};

// Parses a time. Refuses, with the reason, a text that is not a time of this unit, or is too long a time.
Outcome<std::chrono::milliseconds> readTime(std::string_view written, Unit unit);

Outcome<int> readNumber(std::string_view written);

} // namespace poolwart
