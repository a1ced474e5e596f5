// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/escape/escapejvm.h"

#include <QString>

#include <algorithm>
#include <array>
#include <utility>

namespace poolwart {

namespace {

std::string unicodeEscape(char16_t unit)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "\\u";
    for (const int shift : {12, 8, 4, 0})
        result += digits[static_cast<std::size_t>((unit >> shift) & 15)];
    return result;
}

} // namespace

Outcome<std::string> propertiesValue(std::string_view value)
{
    const QString utf16 = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    std::string result;
    for (qsizetype i = 0; i < utf16.size(); ++i) {
        const char16_t unit = utf16[i].unicode();
        const bool isAtEnd = i == 0 || i == utf16.size() - 1; // blanks there are dropped by one reader or another
        if (unit < 0x20 || unit > 0x7e || (unit == ' ' && isAtEnd)) {
            result += unicodeEscape(unit);
            continue;
        }
        if (unit == '\\')
            result += '\\';
        result += static_cast<char>(unit);
    }
    return result;
}

Outcome<std::string> javaComment(std::string_view value)
{
    const std::string line = commentText(value).value();
    std::string result;
    for (const char c : line)
        result += c == '\\' ? std::string("\\\\") : std::string(1, c);
    return result;
}

// Spring before 6.2 has no escape for "${". A placeholder that nothing sets has its default, "$", and what comes out is not
// looked at again. Backslashes before it go along: since 6.2 one of them would be an escape.
Outcome<std::string> springText(std::string_view value)
{
    std::string result;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value.substr(i, 2) != "${") {
            result += value[i];
            continue;
        }
        std::string before;
        while (result.ends_with('\\')) {
            result.pop_back();
            before += '\\';
        }
        result += "${poolwart.text:" + before + "$}";
    }
    return jsonString(result);
}

Outcome<std::string> quarkusValue(std::string_view value)
{
    std::string result;
    for (const char c : value) {
        if (c == '$')
            result += '\\'; // MicroProfile Config's escape
        result += c;
    }
    return propertiesValue(result);
}

Escape findJvmEscape(std::string_view name)
{
    static constexpr std::array escapes{
        std::pair<std::string_view, Escape>{"properties", propertiesValue},
        std::pair<std::string_view, Escape>{"javacomment", javaComment},
        std::pair<std::string_view, Escape>{"spring", springText},
        std::pair<std::string_view, Escape>{"quarkus", quarkusValue},
    };
    const auto *found = std::ranges::find(escapes, name, &decltype(escapes)::value_type::first);
    return found == escapes.end() ? nullptr : found->second;
}

} // namespace poolwart
