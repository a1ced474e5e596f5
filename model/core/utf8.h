// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace poolwart {

// The longest prefix of at most `bytes` bytes that does not end within a character.
std::string_view utf8Prefix(std::string_view utf8, std::size_t bytes);

// The text, or its prefix of at most `bytes` bytes and "…".
std::string shortened(std::string_view utf8, std::size_t bytes);

// For error texts from outside, which may have megabytes.
inline constexpr std::size_t longestErrorText = 1'000;

// The text without a leading byte order mark.
std::string_view withoutByteOrderMark(std::string_view utf8);

} // namespace poolwart
