// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <optional>
#include <string>

namespace poolwart {

// The path of the password file if libpq will not use it because group or others may access it. libpq says so on standard
// error at each of its looks, once for each connection; we say it once and keep libpq from looking. Nothing: the file is in
// order or not there, or the target has a password and needs none.
std::optional<std::string> openPassfile(const Target &target);

// The warning to show, translated.
std::optional<std::string> passfileWarning(const Target &target);

// A path that libpq takes as that of no file, in the place of the password file that it will not use.
inline constexpr auto noPassfile = "/dev/null/none";

} // namespace poolwart
