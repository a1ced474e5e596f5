// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/scriptwords.h"

#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/core/utf8.h"
#include "model/workload/sqltoken.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace poolwart::scriptwords {

std::string_view trimmed(std::string_view written)
{
    written = written.substr(0, written.find_last_not_of(whiteSpace) + 1);
    return written.substr(std::min(written.size(), written.find_first_not_of(whiteSpace)));
}

// As much of a line as fits into a message.
std::string shortened(std::string_view line)
{
    return poolwart::shortened(line, 60);
}

Error refusal(int line, const std::string &message, std::string hint)
{
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "Script, line %1: %2"), static_cast<long long>(line), message),
            .hint = std::move(hint)};
}

bool isName(std::string_view written)
{
    return !written.empty() && isNameStart(written.front()) && std::ranges::all_of(written, isNamePart);
}

std::optional<std::int64_t> wholeNumber(std::string_view written)
{
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(written.data(), written.data() + written.size(), number);
    return fault == std::errc{} && end == written.data() + written.size() ? std::optional(number) : std::nullopt;
}

// The first word, cut off from what is left.
std::string_view takeWord(std::string_view &rest)
{
    rest = trimmed(rest);
    const std::string_view word = rest.substr(0, rest.find_first_of(whiteSpace));
    rest = trimmed(rest.substr(word.size()));
    return word;
}

// A backslash at the end of a line draws the next line to it.
std::size_t metaLength(std::string_view written)
{
    std::size_t at = 0;
    while (true) {
        const std::size_t end = written.find('\n', at);
        if (end == std::string_view::npos)
            return written.size();
        const std::size_t last = written.substr(0, end).find_last_not_of('\r');
        if (last == std::string_view::npos || last == 0 || written[last] != '\\')
            return end;
        at = end + 1;
    }
}

} // namespace poolwart::scriptwords
