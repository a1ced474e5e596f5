// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace poolwart {

// The SQL with '…' instead of each quoted literal; numbers and names stay.
std::string withoutLiterals(std::string_view sql);

// Returns whether a statement or a value contains a password or another secret: CREATE ROLE … PASSWORD, a connection string in
// a literal, set_config('my.password', …), crypt(…), a URL with a password. Its literals and parameters are never shown.
bool namesPassword(std::string_view sql);

// For files: the script with <redacted> instead of each literal of a statement that contains a password, and then without
// comments. This is not valid SQL, so that it is never run by mistake.
std::string withoutSecrets(std::string_view script);
bool isRedacted(std::string_view script);

} // namespace poolwart
