// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace poolwart {

// Returns whether the part after "user:password@" of a URL may contain the rest of the password: it has an "@" where none is
// allowed, because an "@", "/" or "?" of the password is not percent-encoded.
bool mayHoldPassword(std::string_view behindCredentials);

// Explains how reserved characters are written in a user name or a password of a URL. Translated.
std::string percentEncodingHint();

// Removes user and password of each URL from the text, and what follows "password=". For quoting user input; it removes too
// much rather than too little.
std::string withoutCredentials(std::string_view text);

} // namespace poolwart
