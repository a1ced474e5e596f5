// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/escape/databaseurl.h"

#include "model/core/characters.h"
#include "model/core/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace poolwart {

namespace {

constexpr auto npos = std::string_view::npos;

bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Error notAPostgresUrl(std::string message)
{
    return {.kind = ErrorKind::BadInput,
            .message = std::move(message),
            .hint = text(QT_TRANSLATE_NOOP("core", "Write it as postgresql://user:password@host:5432/database."))};
}

std::string lower(std::string_view letters)
{
    std::string result(letters);
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

// Where the scheme's "://" ends, or why this is no URL of ours.
Outcome<std::size_t> endOfScheme(std::string_view url)
{
    const std::size_t colon = url.find("://");
    const std::string_view scheme = url.substr(0, colon == npos ? 0 : colon);
    const bool isScheme = !scheme.empty() && isAsciiLetter(scheme.front()) && std::ranges::all_of(scheme, [](char c) {
        return isAsciiLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
    });
    if (!isScheme)
        return notAPostgresUrl(text(QT_TRANSLATE_NOOP("core", "The database URL has no scheme.")));
    if (const std::string name = lower(scheme); name != "postgres" && name != "postgresql")
        return notAPostgresUrl(text(QT_TRANSLATE_NOOP("core", "The database URL begins with “%1://”, which is not PostgreSQL."), name));
    return colon + 3;
}

// How much of the URL's text up to the first "/" may be the user part. "[user@]host[:port]?key=…" is a query, and what
// follows the "?" is not looked at; any other "?" stands in a password.
std::string_view withoutQuery(std::string_view authority)
{
    const std::string_view before = authority.substr(0, authority.find('?'));
    const std::string_view host = before.substr(before.rfind('@') + 1); // npos + 1 is 0
    const std::size_t colon = host.rfind(':');
    const bool portIsNumeric = colon == npos || host.back() == ']' || std::ranges::all_of(host.substr(colon + 1), isDigit);
    const bool queryHasKey = authority.find('=', before.size()) < authority.find('@', before.size());
    return portIsNumeric && queryHasKey && before.find('#') == npos ? before : authority;
}

// One "key=value" of the query with the value replaced, or nothing where the key is another.
std::optional<std::string> replaced(std::string_view pair, const std::string &key, const std::string &value)
{
    const std::string_view written = pair.substr(0, pair.find('='));
    if (percentDecoded(written) != percentDecoded(key))
        return std::nullopt;
    return std::string(written) + '=' + value;
}

std::string setInQuery(std::string_view query, const std::string &key, const std::string &value)
{
    std::string result;
    bool found = false;
    for (std::size_t begin = 0; begin <= query.size();) {
        const std::size_t end = std::min(query.find('&', begin), query.size());
        const std::string_view pair = query.substr(begin, end - begin);
        const auto changed = replaced(pair, key, value);
        found = found || changed;
        result += changed ? *changed : std::string(pair);
        if (end < query.size())
            result += '&';
        begin = end + 1;
    }
    if (found)
        return result;
    if (!result.empty() && result.back() != '&')
        result += '&';
    return result + key + '=' + value;
}

int hexadecimal(char c)
{
    if (isDigit(c))
        return c - '0';
    const char letter = static_cast<char>(c | 0x20);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

} // namespace

Outcome<DatabaseUrlParts> splitDatabaseUrl(std::string_view url)
{
    const auto start = endOfScheme(url);
    if (!start)
        return start.error();
    if (std::ranges::any_of(url, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return notAPostgresUrl(text(QT_TRANSLATE_NOOP("core", "The database URL contains a control character, such as a line break.")));

    const std::string_view authority = url.substr(*start, url.find('/', *start) - *start);
    const std::size_t host = *start + (withoutQuery(authority).rfind('@') + 1); // npos + 1 is 0

    const std::size_t hash = std::min(url.find('#', host), url.size());
    const std::size_t question = std::min(url.find('?', host), hash);
    const bool hasQuery = question < hash;
    return DatabaseUrlParts{.base = url.substr(0, question),
                            .hasQuery = hasQuery,
                            .query = hasQuery ? url.substr(question + 1, hash - question - 1) : std::string_view(),
                            .fragment = url.substr(hash)};
}

Outcome<std::string> setUrlParameters(std::string_view url, const std::vector<std::pair<std::string, std::string>> &parameters)
{
    const auto parts = splitDatabaseUrl(url);
    if (!parts)
        return parts.error();
    if (parameters.empty())
        return std::string(url);
    std::string query(parts->query);
    for (const auto &[key, value] : parameters)
        query = setInQuery(query, key, value);
    return std::string(parts->base) + '?' + query + std::string(parts->fragment);
}

Outcome<std::string> rewriteDatabaseUrl(std::string_view url, int connectionLimit, std::chrono::seconds poolTimeout)
{
    return setUrlParameters(url,
                            {{"connection_limit", std::to_string(connectionLimit)}, {"pool_timeout", std::to_string(poolTimeout.count())}});
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        if (isAsciiLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            result += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        result += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return result;
}

std::string percentDecoded(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isEscape = text[i] == '%' && i + 2 < text.size() && hexadecimal(text[i + 1]) >= 0 && hexadecimal(text[i + 2]) >= 0;
        result += isEscape ? static_cast<char>(hexadecimal(text[i + 1]) * 16 + hexadecimal(text[i + 2])) : text[i];
        i += isEscape ? 2 : 0;
    }
    return result;
}

} // namespace poolwart
