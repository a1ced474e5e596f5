// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <string>
#include <string_view>

namespace poolwart {

// A value in the notation of a syntax, including its quotes. Input is UTF-8. Refuses only values that the syntax cannot
// express.
using Escape = Outcome<std::string> (*)(std::string_view value);

Outcome<std::string> typescriptString(std::string_view value); // '…', as JavaScript reads it
Outcome<std::string> jsonString(std::string_view value);       // RFC 8259
Outcome<std::string> goString(std::string_view value);         // "…", as Go reads it
Outcome<std::string> dotenvValue(std::string_view value);      // .env as npm's dotenv and dotenv-expand read it
Outcome<std::string> urlComponent(std::string_view value);     // percent-encoded
Outcome<std::string> wholeNumber(std::string_view value);      // digits, with a sign or not
Outcome<std::string> decimalNumber(std::string_view value);    // digits, at most one point between them
Outcome<std::string> commentText(std::string_view value);      // one line that cannot end the comment
Outcome<std::string> rawText(std::string_view value);          // unchanged: for code that is not a value

// The escape that a template calls `name`: those of escapefiles.h and escapejvm.h, and ts, json, go, env, url, int, decimal,
// comment or raw. Null if unknown.
Escape findEscape(std::string_view name);

} // namespace poolwart
