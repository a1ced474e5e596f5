// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/syntax/javaproperties.h"

#include "model/core/text.h"

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

constexpr std::string_view blanks = " \t\f";

std::string_view withoutLeadingBlanks(std::string_view line)
{
    return line.substr(std::min(line.find_first_not_of(blanks), line.size()));
}

// Whether an odd number of backslashes ends the line.
bool continues(std::string_view line)
{
    const std::size_t end = line.find_last_not_of('\\');
    return (line.size() - (end == std::string_view::npos ? 0 : end + 1)) % 2 == 1;
}

// The end of the key: "=", ":" or a blank that has no backslash before it.
std::size_t endOfKey(std::string_view line)
{
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\')
            ++i;
        else if (line[i] == '=' || line[i] == ':' || blanks.find(line[i]) != std::string_view::npos)
            return i;
    }
    return line.size();
}

// key=value, "key: value" or "key value".
Outcome<Setting> propertyOf(const Source &source, std::string_view line, int number)
{
    const std::size_t end = endOfKey(line);
    std::string_view written = withoutLeadingBlanks(line.substr(end));
    if (written.starts_with('=') || written.starts_with(':'))
        written = withoutLeadingBlanks(written.substr(1));
    auto key = unescapedProperty(line.substr(0, end));
    auto value = unescapedProperty(trimmed(written));
    if (!key || !value)
        return faultAt(source, number, text(QT_TRANSLATE_NOOP("core", "“\\u” must be followed by four hexadecimal digits.")));
    return Setting{.path = {*std::move(key)}, .value = *std::move(value), .line = number};
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
        if (value.size() == 1) // a line that continues behind the end of the file
            break;
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

Outcome<std::vector<Settings>> javaProperties(const Source &source)
{
    std::vector<Settings> documents(1);
    const std::vector<SourceLine> lines = linesOf(source);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view first = withoutLeadingBlanks(lines[i].text);
        if (lines[i].text == "#---" || lines[i].text == "!---")
            documents.emplace_back();
        if (first.empty() || first.starts_with('#') || first.starts_with('!'))
            continue;
        const int number = lines[i].number;
        std::string whole(first);
        while (continues(whole) && i + 1 < lines.size()) {
            whole.pop_back();
            whole += withoutLeadingBlanks(lines[++i].text);
        }
        auto property = propertyOf(source, whole, number);
        if (!property)
            return property.error();
        documents.back().push_back(*std::move(property));
    }
    return documents;
}

} // namespace poolwart
