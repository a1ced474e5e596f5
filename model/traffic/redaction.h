// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace poolwart {

// The SQL with '…' in the place of each literal in quotes; numbers and names stay.
std::string withoutLiterals(std::string_view sql);

// Whether a statement names a password, as CREATE ROLE … PASSWORD does: its literals and parameters are shown to nobody.
bool namesPassword(std::string_view sql);

} // namespace poolwart
