// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace poolwart {

// The longest part from the start that has at most `bytes` bytes and does not end within a character.
std::string_view utf8Prefix(std::string_view utf8, std::size_t bytes);

// The text, or its prefix of at most `bytes` bytes and "…".
std::string shortened(std::string_view utf8, std::size_t bytes);

// Of an error text that comes from outside, which may have megabytes.
inline constexpr std::size_t longestErrorText = 1'000;

// The text without the byte order mark that some editors put before it.
std::string_view withoutByteOrderMark(std::string_view utf8);

} // namespace poolwart
