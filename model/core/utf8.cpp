// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/utf8.h"

namespace poolwart {

std::string_view utf8Prefix(std::string_view utf8, std::size_t bytes)
{
    if (utf8.size() <= bytes)
        return utf8;
    const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(utf8[at]) & 0xc0) == 0x80; };
    while (bytes > 0 && continues(bytes))
        --bytes;
    return utf8.substr(0, bytes);
}

std::string shortened(std::string_view utf8, std::size_t bytes)
{
    const std::string_view prefix = utf8Prefix(utf8, bytes);
    return prefix.size() == utf8.size() ? std::string(utf8) : std::string(prefix) + "…";
}

std::string_view withoutByteOrderMark(std::string_view utf8)
{
    constexpr std::string_view mark = "\xef\xbb\xbf";
    return utf8.starts_with(mark) ? utf8.substr(mark.size()) : utf8;
}

} // namespace poolwart
