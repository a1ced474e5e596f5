// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace poolwart {

// The first word of a statement, unchanged; empty if it does not begin with one.
std::string leadingWord(std::string_view sql);

// Returns whether a command of PostgreSQL up to 18 begins with this word. Any other statement is a syntax error for every such
// server: it neither reads nor writes.
bool isCommandWord(std::string_view word);

} // namespace poolwart
