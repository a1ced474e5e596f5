// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <optional>
#include <string>

namespace poolwart {

// Returns the path of the password file if libpq will ignore it because group or others may access it. libpq warns on standard
// error for each connection; we warn once and keep libpq from reading it. Returns nothing if the file is valid or missing, or
// if the target has a password.
std::optional<std::string> openPassfile(const Target &target);

// The warning to show, translated.
std::optional<std::string> passfileWarning(const Target &target);

// A path that libpq treats as a missing file; used instead of the ignored password file.
inline constexpr auto noPassfile = "/dev/null/none";

} // namespace poolwart
