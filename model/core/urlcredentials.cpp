// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/urlcredentials.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view ellipsis = "…";

// One "key=value" of a query. Users of some services are called user@server, and a socket's name may begin with "@".
bool isStray(std::string_view pair)
{
    if (pair.find('@') == npos)
        return false;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view key = pair.substr(0, equals);
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    const bool isName = key == "user" || key == "application_name";
    return !value.starts_with('@') && !(isName && value.find_first_of("/:#?") == npos);
}

// Where the first "password" is that "=" follows; npos: nowhere.
std::size_t findPasswordKey(std::string_view text)
{
    constexpr std::string_view key = "password";
    const auto isSame = [](char c, char of) { return (c | 0x20) == of; };
    for (std::size_t from = 0; from < text.size();) {
        const auto found = std::ranges::search(text.substr(from), key, isSame);
        if (found.empty())
            return npos;
        const auto end = static_cast<std::size_t>(found.end() - text.begin());
        const std::size_t next = text.find_first_not_of(" \t", end);
        if (next != npos && text[next] == '=')
            return next + 1;
        from = end;
    }
    return npos;
}

std::string concealed(std::string_view line)
{
    std::string shown(line);
    if (const std::size_t scheme = shown.find("://"); scheme != npos) {
        const std::size_t at = shown.rfind('@');
        if (at != npos && at > scheme)
            shown.replace(scheme + 3, at - scheme - 3, ellipsis);
    }
    if (const std::size_t value = findPasswordKey(shown); value != npos) {
        const std::size_t end = std::min(shown.rfind("”"), shown.size()); // of a quotation in a sentence
        shown.replace(value, end > value ? end - value : npos, ellipsis);
    }
    return shown;
}

} // namespace

bool mayHoldPassword(std::string_view behindCredentials)
{
    const std::size_t query = std::min(behindCredentials.find('?'), behindCredentials.size());
    if (behindCredentials.substr(0, query).find('@') != npos)
        return true;
    for (std::size_t from = query + 1; from < behindCredentials.size();) {
        const std::size_t end = std::min(behindCredentials.find('&', from), behindCredentials.size());
        if (isStray(behindCredentials.substr(from, end - from)))
            return true;
        from = end + 1;
    }
    return false;
}

std::string percentEncodingHint()
{
    return text(QT_TRANSLATE_NOOP("core", "In a URL, percent-encode these characters of a user name or password: "
                                          "@ is %40, : is %3A, / is %2F, ? is %3F, # is %23, % is %25."));
}

std::string withoutCredentials(std::string_view text)
{
    std::string shown;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        shown += (from > 0 ? "\n" : "") + concealed(text.substr(from, end - from));
        from = end + 1;
    }
    return shown;
}

} // namespace poolwart
