// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/words.h"

#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/core/urlcredentials.h"
#include "model/exporters/escape/databaseurl.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr auto npos = std::string_view::npos;

// Drivers put themselves before or behind the scheme: jdbc:postgresql://, jdbc:p6spy:postgresql://, postgresql+psycopg://.
std::string withoutDriver(std::string url)
{
    const std::size_t colon = url.find("://");
    if (colon == std::string::npos)
        return url;
    std::string scheme = url.substr(0, colon);
    if (scheme.starts_with("jdbc:"))
        scheme.erase(0, scheme.rfind(':') + 1);
    scheme.erase(std::min(scheme.find('+'), scheme.size()));
    return scheme + url.substr(colon);
}

struct HostAndPort
{
    std::string host;
    std::string_view port;
};

HostAndPort hostAndPort(std::string_view place)
{
    const std::size_t bracket = place.starts_with('[') ? place.find(']') : npos;
    const std::size_t colon = place.find(':', bracket == npos ? 0 : bracket);
    const std::string_view host = bracket == npos ? place.substr(0, colon) : place.substr(1, bracket - 1);
    return {.host = percentDecoded(host), .port = colon == npos ? std::string_view() : place.substr(colon + 1)};
}

// "a:1,b:2" is the hosts "a,b" with the ports "1,2".
Done splitHosts(std::string_view places, UrlParts &parts)
{
    std::string hosts;
    std::string ports;
    for (std::size_t begin = 0; begin <= places.size();) {
        const std::size_t end = std::min(places.find(',', begin), places.size());
        const auto [host, port] = hostAndPort(places.substr(begin, end - begin));
        if (!std::ranges::all_of(port, [](char c) { return isDigit(c) || c == openPart; }))
            return Error{.kind = ErrorKind::BadInput,
                         .message = text(QT_TRANSLATE_NOOP("core", "The port of the database URL is not a number.")),
                         .hint = percentEncodingHint()};
        hosts += (begin > 0 ? "," : "") + host;
        ports += (begin > 0 ? "," : "") + std::string(port);
        begin = end + 1;
    }
    if (!hosts.empty())
        parts.target["host"] = hosts;
    if (ports.find_first_not_of(',') != std::string::npos)
        parts.target["port"] = ports;
    return done();
}

void splitUser(std::string_view user, UrlParts &parts)
{
    const std::size_t colon = user.find(':');
    if (!user.substr(0, colon).empty())
        parts.target["user"] = percentDecoded(user.substr(0, colon));
    parts.hasPassword = colon != npos && colon + 1 < user.size();
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

// An unquoted password that contains a blank continues in the words that follow it.
bool namesPassword(const Words &words)
{
    return std::ranges::any_of(words, [](const auto &word) { return word.first.ends_with("password"); });
}

// Reads one value from `text` at `position` and moves that behind it; false: a quote is not closed.
bool readValue(std::string_view text, std::size_t &position, ConnstrQuotes quotes, std::string &value)
{
    const bool isQuoted = position < text.size() && text[position] == '\'';
    position += isQuoted ? 1 : 0;
    for (; position < text.size(); ++position) {
        const char c = text[position];
        const bool hasNext = position + 1 < text.size();
        if (c == '\\' && quotes == ConnstrQuotes::Backslash && hasNext) {
            value += text[++position];
        } else if (isQuoted && c == '\'') {
            if (quotes == ConnstrQuotes::Backslash || !hasNext || text[position + 1] != '\'') {
                ++position;
                return true;
            }
            value += text[++position];
        } else if (!isQuoted && isBlank(c)) {
            return true;
        } else {
            value += c;
        }
    }
    return !isQuoted;
}

} // namespace

std::string urlScheme(std::string_view url)
{
    constexpr std::string_view jdbc = "jdbc:";
    constexpr std::string_view ends = " /?@=\"'{<";
    std::string_view scheme = url.substr(0, url.find("://"));
    if (scheme.size() == url.size() || scheme.find_first_of(ends) != npos) {
        // jdbc:h2:mem:test has no "//"
        const std::string_view kind = url.starts_with(jdbc) ? url.substr(jdbc.size()) : std::string_view();
        return std::string(kind.substr(0, kind.find_first_of(":;")));
    }
    const bool isJdbc = scheme.starts_with(jdbc);
    if (isJdbc)
        scheme.remove_prefix(scheme.find(":postgresql") != npos ? scheme.rfind(':') + 1 : jdbc.size());
    return std::string(scheme.substr(0, scheme.find_first_of("+:")));
}

bool isPostgresUrl(std::string_view url)
{
    const std::string scheme = urlScheme(url);
    return scheme == "postgres" || scheme == "postgresql";
}

Outcome<UrlParts> urlParts(const std::string &written)
{
    const std::string url = withoutDriver(written);
    const auto split = splitDatabaseUrl(url);
    if (!split)
        return split.error();
    UrlParts parts;
    const std::size_t scheme = split->base.find("://") + 3;
    const std::string_view base = split->base.substr(scheme);
    const std::size_t at = base.rfind('@', base.find('/', base.find('@') == npos ? 0 : base.find('@')));
    const std::size_t behind = at == npos ? 0 : at + 1;
    if (mayHoldPassword(std::string_view(url).substr(scheme + behind)))
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP(
                         "core", "The database URL has an “@” after its user and password: a character of the password is not "
                                 "percent-encoded.")),
                     .hint = percentEncodingHint()};
    const std::string_view place = base.substr(behind);
    if (at != npos)
        splitUser(base.substr(0, at), parts);
    const std::size_t slash = std::min(place.find('/'), place.size());
    if (const Done hosts = splitHosts(place.substr(0, slash), parts); !hosts)
        return hosts.error();
    if (slash + 1 < place.size())
        parts.target["dbname"] = percentDecoded(place.substr(slash + 1));
    for (std::size_t begin = 0; begin < split->query.size();) {
        const std::size_t end = std::min(split->query.find('&', begin), split->query.size());
        const std::string_view pair = split->query.substr(begin, end - begin);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (!pair.empty())
            parts.parameters.emplace_back(percentDecoded(pair.substr(0, equals)),
                                          percentDecoded(pair.substr(std::min(equals + 1, pair.size()))));
        begin = end + 1;
    }
    return parts;
}

Words serverOptions(std::string_view options)
{
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (options[i] == '\\' && i + 1 < options.size())
            words.back() += options[++i];
        else if (!isBlank(options[i]))
            words.back() += options[i];
        else if (!words.back().empty())
            words.emplace_back();
    }
    Words settings;
    for (const std::string &word : words) {
        std::string_view setting = word;
        if (setting.starts_with("--") || setting.starts_with("-c"))
            setting.remove_prefix(2);
        const std::size_t equals = std::min(setting.find('='), setting.size());
        if (!setting.empty())
            settings.emplace_back(setting.substr(0, equals), setting.substr(std::min(equals + 1, setting.size())));
    }
    return settings;
}

Outcome<Words> connstrWords(std::string_view words, ConnstrQuotes quotes)
{
    Words result;
    std::size_t position = 0;
    const auto skipBlanks = [&] {
        while (position < words.size() && isBlank(words[position]))
            ++position;
    };
    for (skipBlanks(); position < words.size(); skipBlanks()) {
        const std::size_t equals = words.find('=', position);
        std::string key(words.substr(position, std::min(equals, words.size()) - position));
        while (!key.empty() && isBlank(key.back()))
            key.pop_back();
        if (equals == npos || key.empty() || std::ranges::any_of(key, isBlank))
            return Error{.kind = ErrorKind::BadInput,
                         .message = text(QT_TRANSLATE_NOOP("core", "“%1”: expected key=value."),
                                         namesPassword(result) ? "…" : withoutCredentials(key))};
        position = equals + 1;
        skipBlanks();
        std::string value;
        if (!readValue(words, position, quotes, value))
            return Error{.kind = ErrorKind::BadInput, .message = text(QT_TRANSLATE_NOOP("core", "%1: a quote is not closed."), key)};
        result.emplace_back(std::move(key), std::move(value));
    }
    return result;
}

} // namespace poolwart
