// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace poolwart {

// Whether what follows "user:password@" in a URL (hosts, path, query) may hold the rest of the password: an "@" that stands
// where none can be. It comes of an "@", "/" or "?" of the password that is not percent-encoded.
bool mayHoldPassword(std::string_view behindCredentials);

// How the signs that a URL keeps to itself are written in a user name or a password. Translated.
std::string percentEncodingHint();

// The text without the user and the password of each URL in it, and without what follows "password=". For texts that quote
// what a person has written; what is taken out is rather too much than too little.
std::string withoutCredentials(std::string_view text);

} // namespace poolwart
