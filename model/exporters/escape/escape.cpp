// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/escape/escape.h"

#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/exporters/escape/databaseurl.h"
#include "model/exporters/escape/escapefiles.h"
#include "model/exporters/escape/escapejvm.h"

#include <algorithm>
#include <array>
#include <utility>

namespace poolwart {

namespace {

Error cannotBeWritten(const char *source)
{
    return {.kind = ErrorKind::BadInput, .message = text(source)};
}

// "\u000a": for control characters, in JavaScript and JSON alike.
std::string unicodeEscape(char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    return {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
}

std::string backslashed(std::string_view value, char quote)
{
    std::string result(1, quote);
    for (std::size_t i = 0; i < value.size(); ++i) {
        const std::string_view rest = value.substr(i, 3);
        if (rest == "\u2028" || rest == "\u2029") { // line ends in JavaScript before 2019
            result += rest == "\u2028" ? "\\u2028" : "\\u2029";
            i += 2;
        } else if (isControl(value[i])) {
            result += unicodeEscape(value[i]);
        } else {
            if (value[i] == quote || value[i] == '\\')
                result += '\\';
            result += value[i];
        }
    }
    return result + quote;
}

// Unseen within a text, and an error within a Go file, comments included.
std::string withVisibleByteOrderMarks(std::string text)
{
    constexpr std::string_view byteOrderMark = "\ufeff";
    for (std::size_t at = text.find(byteOrderMark); at != std::string::npos; at = text.find(byteOrderMark, at))
        text.replace(at, byteOrderMark.size(), "\\ufeff");
    return text;
}

} // namespace

Outcome<std::string> typescriptString(std::string_view value)
{
    return backslashed(value, '\'');
}

Outcome<std::string> jsonString(std::string_view value)
{
    return backslashed(value, '"');
}

Outcome<std::string> goString(std::string_view value)
{
    return withVisibleByteOrderMarks(backslashed(value, '"'));
}

Outcome<std::string> dotenvValue(std::string_view value)
{
    // Nothing can be escaped in dotenv: a value stands between quotes that it does not hold. Between double quotes
    // \n is a line break; a "$" is expanded by dotenv-expand wherever it stands unless a backslash precedes it,
    // which other readers keep.
    if (std::ranges::any_of(value, [](char c) { return c == '\r' || c == '\0'; }))
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "A carriage return cannot be written in a .env file."));
    if (value.find('$') != std::string_view::npos)
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "A “$” cannot be written in a .env file in a way that all readers understand."));
    if (value.find_first_of("\"\\") == std::string_view::npos)
        return '"' + std::string(value) + '"';
    for (const char quote : {'\'', '`'}) {
        if (value.find(quote) == std::string_view::npos)
            return quote + std::string(value) + quote;
    }
    return cannotBeWritten(QT_TRANSLATE_NOOP("core", "A value with all three kinds of quotes cannot be written in a .env file."));
}

Outcome<std::string> urlComponent(std::string_view value)
{
    return percentEncoded(value);
}

Outcome<std::string> wholeNumber(std::string_view value)
{
    const std::string_view digits = value.substr(value.starts_with('-') ? 1 : 0);
    if (digits.empty() || !std::ranges::all_of(digits, isDigit))
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "A whole number is required."));
    return std::string(value);
}

Outcome<std::string> decimalNumber(std::string_view value)
{
    const std::size_t point = std::min(value.find('.'), value.size());
    const std::string_view fraction = value.substr(std::min(point + 1, value.size()));
    const bool isSound = wholeNumber(value.substr(0, point)).ok()
                      && (point == value.size() || (!fraction.empty() && std::ranges::all_of(fraction, isDigit)));
    if (!isSound)
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "A number is required."));
    return std::string(value);
}

Outcome<std::string> commentText(std::string_view value)
{
    std::string result;
    for (const char c : value) {
        if (c == '/' && result.ends_with('*'))
            result += ' ';
        result += isControl(c) ? ' ' : c;
    }
    return withVisibleByteOrderMarks(std::move(result));
}

Outcome<std::string> rawText(std::string_view value)
{
    return std::string(value);
}

Escape findEscape(std::string_view name)
{
    static constexpr std::array escapes{
        std::pair<std::string_view, Escape>{"ts", typescriptString},   std::pair<std::string_view, Escape>{"json", jsonString},
        std::pair<std::string_view, Escape>{"go", goString},           std::pair<std::string_view, Escape>{"env", dotenvValue},
        std::pair<std::string_view, Escape>{"url", urlComponent},      std::pair<std::string_view, Escape>{"int", wholeNumber},
        std::pair<std::string_view, Escape>{"decimal", decimalNumber}, std::pair<std::string_view, Escape>{"comment", commentText},
        std::pair<std::string_view, Escape>{"raw", rawText},
    };
    const auto *found = std::ranges::find(escapes, name, &decltype(escapes)::value_type::first);
    if (found != escapes.end())
        return found->second;
    const Escape ofFiles = findFileEscape(name);
    return ofFiles ? ofFiles : findJvmEscape(name);
}

} // namespace poolwart
