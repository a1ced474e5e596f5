// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/escape/escapefiles.h"

#include "model/core/characters.h"
#include "model/core/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace poolwart {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

Error cannotBeWritten(const char *source)
{
    return {.kind = ErrorKind::BadInput, .message = text(source)};
}

// The text between quotes, each of `special` with `before` in front of it. These syntaxes end at the end of a line.
Outcome<std::string> enclosed(std::string_view value, char quote, std::string_view special, char before)
{
    if (std::ranges::any_of(value, isControl))
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "A value of this file must be on one line, without control characters."));
    std::string result;
    for (const char c : value) {
        if (special.find(c) != std::string_view::npos)
            result += before;
        result += c;
    }
    return quote + result + quote;
}

std::string replaced(std::string value, std::string_view what, std::string_view with)
{
    for (std::size_t at = value.find(what); at != std::string::npos; at = value.find(what, at + with.size()))
        value.replace(at, what.size(), with);
    return value;
}

} // namespace

Outcome<std::string> serviceValue(std::string_view value)
{
    constexpr std::size_t longest = 900; // libpq refuses a line of 1,023 bytes
    if (std::ranges::any_of(value, isControl))
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "A value of this file must be on one line, without control characters."));
    if (!value.empty() && isBlank(value.back()))
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "libpq drops spaces at the end of a value in a service file."));
    if (value.size() > longest)
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "The value is too long for a line of a service file."));
    return std::string(value);
}

Outcome<std::string> passfileField(std::string_view value)
{
    if (std::ranges::any_of(value, isControl))
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "A value of this file must be on one line, without control characters."));
    std::string result;
    for (const char c : value) {
        if (c == ':' || c == '\\')
            result += '\\';
        result += c;
    }
    return result;
}

Outcome<std::string> connstrValue(std::string_view value)
{
    if (value.empty())
        return cannotBeWritten(QT_TRANSLATE_NOOP("core", "PgBouncer refuses an empty value in [databases]."));
    return enclosed(value, '\'', "'", '\'');
}

Outcome<std::string> userlistText(std::string_view value)
{
    return enclosed(value, '"', "\"", '"');
}

Outcome<std::string> sqlLiteral(std::string_view value)
{
    return enclosed(value, '\'', "'", '\'');
}

Outcome<std::string> sqlIdentifier(std::string_view value)
{
    return enclosed(value, '"', "\"", '"');
}

Outcome<std::string> odysseyString(std::string_view value)
{
    return enclosed(value, '"', "\"\\", '\\');
}

Outcome<std::string> erbString(std::string_view value)
{
    // JSON is YAML, but for the control characters of ISO 8859-1; without "<" there is no tag of ERB.
    std::string result = replaced(jsonString(value).value(), "<", "\\u003c");
    for (std::size_t at = result.find('\xc2'); at != std::string::npos; at = result.find('\xc2', at + 1)) {
        const auto next = static_cast<unsigned char>(result[at + 1]);
        if (next < 0xa0)
            result.replace(at, 2, std::string("\\u00") + (next < 0x90 ? '8' : '9') + "0123456789abcdef"[next & 15]);
    }
    return result;
}

Outcome<std::string> erbComment(std::string_view value)
{
    return replaced(commentText(value).value(), "<%", "<%%");
}

Escape findFileEscape(std::string_view name)
{
    static constexpr std::array escapes{
        std::pair<std::string_view, Escape>{"service", serviceValue},  std::pair<std::string_view, Escape>{"pgpass", passfileField},
        std::pair<std::string_view, Escape>{"connstr", connstrValue},  std::pair<std::string_view, Escape>{"userlist", userlistText},
        std::pair<std::string_view, Escape>{"sql", sqlLiteral},        std::pair<std::string_view, Escape>{"ident", sqlIdentifier},
        std::pair<std::string_view, Escape>{"odyssey", odysseyString}, std::pair<std::string_view, Escape>{"erb", erbString},
        std::pair<std::string_view, Escape>{"erbcomment", erbComment},
    };
    const auto *found = std::ranges::find(escapes, name, &decltype(escapes)::value_type::first);
    return found == escapes.end() ? nullptr : found->second;
}

} // namespace poolwart
