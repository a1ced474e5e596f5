// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace poolwart {

// The word that a statement begins with, in its own letters; empty where it begins with none.
std::string leadingWord(std::string_view sql);

// Whether a command of PostgreSQL 18 or before begins with it. A statement that begins with another word is refused by every such
// server, as a syntax error: it neither reads nor writes.
bool isCommandWord(std::string_view word);

} // namespace poolwart
