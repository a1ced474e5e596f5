// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/javaproperties.h"

#include <QString>

#include <algorithm>
#include <charconv>

namespace poolwart {

namespace {

// The unit of four hexadecimal digits, as in \u00fc; none: they are something else.
std::optional<char16_t> unicodeUnit(std::string_view digits)
{
    unsigned value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool isWhole = fault == std::errc() && digits.size() == 4 && end == digits.data() + digits.size();
    return isWhole ? std::optional(static_cast<char16_t>(value)) : std::nullopt;
}

} // namespace

std::optional<std::string> unescapedProperty(std::string_view value)
{
    QString result;
    while (!value.empty()) {
        const std::size_t plain = std::min(value.find('\\'), value.size());
        result += QString::fromUtf8(value.data(), static_cast<qsizetype>(plain));
        value.remove_prefix(plain);
        if (value.empty())
            break;
        if (value.size() == 1)
            return std::nullopt;
        const auto unit = value[1] == 'u' ? unicodeUnit(value.substr(2, 4)) : std::nullopt;
        if (value[1] == 'u' && !unit)
            return std::nullopt;
        constexpr std::string_view named = "tnrf";
        const std::size_t name = named.find(value[1]);
        if (unit || name != std::string_view::npos) {
            result += unit ? QChar(*unit) : QChar(u"\t\n\r\f"[name]);
            value.remove_prefix(unit ? 6 : 2);
        } else {
            value.remove_prefix(1); // what follows stands for itself
            result += QString::fromUtf8(value.data(), 1);
            value.remove_prefix(1);
        }
    }
    return result.toStdString();
}

} // namespace poolwart
