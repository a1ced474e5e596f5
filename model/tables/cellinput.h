// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QString>

#include <chrono>
#include <optional>

namespace poolwart {

// What a person types into a cell, as a value; an Error says what would be taken. Spaces and the locale's group
// separators do not matter, "min" is "m"; "none", its translation or nothing at all is none.
Outcome<int> typedNumber(const QString &typed);
Outcome<std::optional<int>> typedOptionalNumber(const QString &typed);
Outcome<std::chrono::milliseconds> typedTime(const QString &typed);
Outcome<std::optional<std::chrono::milliseconds>> typedOptionalTime(const QString &typed);

} // namespace poolwart
