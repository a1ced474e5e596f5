// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What the parser of scripts reads a line by.
namespace poolwart::scriptwords {

std::string_view trimmed(std::string_view written);
std::string shortened(std::string_view line); // as much of a line as fits into a message
Error refusal(int line, const std::string &message, std::string hint = {});
bool isName(std::string_view written);
std::optional<std::int64_t> wholeNumber(std::string_view written);
std::string_view takeWord(std::string_view &rest); // the first word, cut off from what is left
std::size_t metaLength(std::string_view written);  // a backslash at the end of a line draws the next line to it

} // namespace poolwart::scriptwords
