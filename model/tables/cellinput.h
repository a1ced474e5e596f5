// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QString>

#include <chrono>
#include <optional>

namespace poolwart {

// Parses a value typed into a cell; an Error describes the valid input. Spaces and the locale's group separators are ignored,
// "min" is "m"; "none", its translation or an empty text means none.
Outcome<int> typedNumber(const QString &typed);
Outcome<std::optional<int>> typedOptionalNumber(const QString &typed);
Outcome<std::chrono::milliseconds> typedTime(const QString &typed);
Outcome<std::optional<std::chrono::milliseconds>> typedOptionalTime(const QString &typed);

} // namespace poolwart
