// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace poolwart {

// The SQL with '…' in the place of each literal in quotes; numbers and names stay.
std::string withoutLiterals(std::string_view sql);

// Whether a statement or a value names a password or another secret: as CREATE ROLE … PASSWORD does, a connection string in
// a literal, set_config('my.password', …), crypt(…), or holds a URL with a password. Its literals and parameters are shown to
// nobody.
bool namesPassword(std::string_view sql);

// For files: the script with <redacted> in the place of each literal of a statement that names a password, and then without
// comments. A server takes that for no SQL, so that it is never run by mistake.
std::string withoutSecrets(std::string_view script);
bool isRedacted(std::string_view script);

} // namespace poolwart
