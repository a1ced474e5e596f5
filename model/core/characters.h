// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

// Character classes of ASCII, independent of the locale.
namespace poolwart {

inline constexpr std::string_view whiteSpace = " \t\r\n\f\v";

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

} // namespace poolwart
