// SPDX-License-Identifier: GPL-3.0-or-later
// Long: each form of a target has its own faults, which are told apart here and nowhere else.
#include "model/server/connection/target.h"

#include "model/core/characters.h"
#include "model/core/text.h"
#include "model/core/urlcredentials.h"
#include "model/server/connection/libpqparameters.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>

namespace poolwart {

namespace {

struct FreeOptions
{
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

// What Prisma adds to the URL and libpq does not know (prisma-engines, quaint's postgres/url.rs). sslcert and sslpassword
// are libpq's too and stay.
constexpr std::array prismaKeys = {
    std::string_view("connection_limit"),
    std::string_view("max_connection_lifetime"),
    std::string_view("max_idle_connection_lifetime"),
    std::string_view("pgbouncer"),
    std::string_view("pool_timeout"),
    std::string_view("schema"),
    std::string_view("single_use_connections"),
    std::string_view("socket_timeout"),
    std::string_view("sslaccept"),
    std::string_view("sslidentity"),
    std::string_view("statement_cache_size"),
};

// Any of them says that a libpq program would know where to connect.
constexpr std::array serverVariables = {"PGHOST", "PGHOSTADDR", "PGPORT",        "PGDATABASE",
                                        "PGUSER", "PGSERVICE",  "PGSERVICEFILE", "PGPASSFILE"};

std::string formsHint()
{
    return text(QT_TRANSLATE_NOOP("core", "Write it as postgresql://user:password@host:5432/database or as host=… port=… dbname=… user=…"));
}

bool isUri(std::string_view text)
{
    return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

// A key that may be shown; anything else may be a piece of a password that was not quoted.
bool looksLikeKey(std::string_view key)
{
    const auto belongs = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return !key.empty() && std::all_of(key.begin(), key.end(), belongs);
}

bool isKnownKey(std::string_view key)
{
    const Options known(PQconndefaults());
    for (const auto *option = known.get(); option && option->keyword; ++option) {
        if (key == option->keyword)
            return true;
    }
    return false;
}

// Where the hosts of a URI begin: libpq takes everything up to the first "@" before a "/" as credentials.
std::size_t hostStart(std::string_view uri)
{
    const std::size_t from = uri.find("://") + 3;
    const auto end = uri.find_first_of("@/", from);
    return end != std::string_view::npos && uri[end] == '@' ? end + 1 : from;
}

// Where the query of a URI begins, behind its "?"; npos without one. A "?" within the credentials is not it.
std::size_t queryStart(std::string_view uri)
{
    const auto mark = uri.find('?', hostStart(uri));
    return mark == std::string_view::npos ? mark : mark + 1;
}

std::vector<std::string_view> queryParts(std::string_view uri)
{
    std::vector<std::string_view> parts;
    for (auto from = queryStart(uri); from != std::string_view::npos && from <= uri.size();) {
        const auto end = std::min(uri.find('&', from), uri.size());
        parts.push_back(uri.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}

std::string_view keyOf(std::string_view part)
{
    return part.substr(0, part.find('='));
}

bool isPassword(std::string_view key)
{
    return key == "password" || key == "sslpassword";
}

// The first key of the "key=value" form that libpq does not know. Only for naming it: values are skipped by
// libpq's rules (quotes, backslashes). What follows a password may be a piece of it.
std::optional<std::string> unknownKeyword(std::string_view text)
{
    std::size_t at = 0;
    const auto skipSpace = [&] { at = std::min(text.find_first_not_of(" \t\n\r", at), text.size()); };
    for (skipSpace(); at < text.size(); skipSpace()) {
        const auto end = text.find_first_of("= \t\n\r", at);
        if (end == std::string_view::npos)
            return std::nullopt; // not key=value at all; naming it might show a part of a password
        const auto key = text.substr(at, end - at);
        at = end;
        skipSpace();
        if (at == text.size() || text[at] != '=' || isPassword(key))
            return std::nullopt;
        if (!isKnownKey(key))
            return std::string(key);
        ++at;
        skipSpace();
        const bool quoted = at < text.size() && text[at] == '\'';
        for (at += quoted ? 1 : 0; at < text.size(); ++at) {
            if (text[at] == '\\')
                ++at;
            else if (quoted ? text[at] == '\'' : std::string_view(" \t\n\r").find(text[at]) != std::string_view::npos)
                break;
        }
        at = std::min(at + (quoted ? 1 : 0), text.size());
    }
    return std::nullopt;
}

std::optional<std::string> unknownKey(std::string_view text)
{
    if (!isUri(text))
        return unknownKeyword(text);
    if (text.find('@', hostStart(text)) != std::string_view::npos)
        return std::nullopt; // perhaps that of the credentials, and the query is a part of the password
    for (const auto part : queryParts(text)) {
        if (isPassword(keyOf(part)))
            return std::nullopt;
        if (!isKnownKey(keyOf(part)) && keyOf(part) != "ssl")
            return std::string(keyOf(part));
    }
    return std::nullopt;
}

bool isHexadecimal(char c)
{
    return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

bool hasBrokenEscape(std::string_view uri)
{
    for (std::size_t at = uri.find('%'); at != std::string_view::npos; at = uri.find('%', at + 1)) {
        if (at + 2 >= uri.size() || !isHexadecimal(uri[at + 1]) || !isHexadecimal(uri[at + 2]))
            return true;
    }
    return false;
}

// Whether a sign that is not percent-encoded lets libpq take a part of the credentials for something else.
bool hasLooseCredentials(std::string_view written)
{
    return isUri(written) && mayHoldPassword(written.substr(hostStart(written)));
}

// Whether the first host of a URI is an IPv6 address without the brackets, so that a part of it is taken for the port.
bool hasBareAddress(std::string_view uri)
{
    const std::string_view hosts = uri.substr(hostStart(uri));
    const std::string_view first = hosts.substr(0, hosts.find_first_of("/?,"));
    const auto belongs = [](char c) { return isHexadecimal(c) || c == ':' || c == '.'; };
    return std::ranges::all_of(first, belongs) && std::ranges::count(first, ':') > 1;
}

std::string hintFor(std::string_view written)
{
    if (isUri(written) && hasBareAddress(written))
        return text(QT_TRANSLATE_NOOP("core", "Write an IPv6 address in brackets: postgresql://user:password@[::1]:5432/database"));
    const bool mayHaveCredentials = isUri(written) && written.find('@') != std::string_view::npos;
    return mayHaveCredentials ? percentEncodingHint() : formsHint();
}

Error badInput(std::string message, std::string_view written)
{
    return {.kind = ErrorKind::BadInput, .message = std::move(message), .hint = hintFor(written)};
}

Error looseCredentials(std::string_view written)
{
    return badInput(text(QT_TRANSLATE_NOOP("core", "The URL has an “@” after its user and password: a character of the password is not "
                                                   "percent-encoded.")),
                    written);
}

// As in a .env file that a shell or a library would have read without them.
bool isQuoted(std::string_view written)
{
    return written.size() > 1 && (written.front() == '"' || written.front() == '\'') && written.front() == written.back();
}

// jdbc:postgresql://… of Java, postgresql+psycopg://… of SQLAlchemy
bool isDriverUrl(std::string_view written)
{
    const std::string_view scheme = written.substr(0, written.find("://"));
    return scheme.size() < written.size()
        && (scheme.starts_with("jdbc:") || scheme.starts_with("postgresql+") || scheme.starts_with("postgres+"));
}

Error unreadable(std::string_view written)
{
    if (isQuoted(written))
        return badInput(text(QT_TRANSLATE_NOOP("core", "The connection string is in quotes. Remove them.")), {});
    if (isDriverUrl(written))
        return badInput(text(QT_TRANSLATE_NOOP("core", "This is the URL of another driver; libpq's URLs begin with postgresql://.")), {});
    if (const auto key = unknownKey(written); key && looksLikeKey(*key))
        return badInput(text(QT_TRANSLATE_NOOP("core", "“%1” is not a connection parameter of PostgreSQL."), *key), {});
    if (written.starts_with("prisma://") || written.starts_with("prisma+postgres://"))
        return badInput(text(QT_TRANSLATE_NOOP("core", "This is the address of a Prisma proxy, not of a PostgreSQL server.")), {});
    if (isUri(written) && hasBrokenEscape(written))
        return badInput(text(QT_TRANSLATE_NOOP("core", "The URL has a “%” that is not followed by two hexadecimal digits.")), written);
    return badInput(text(QT_TRANSLATE_NOOP("core", "The connection string cannot be read.")), written);
}

// Port numbers may be a list, one for each host; an empty one means the default.
bool arePorts(std::string_view list)
{
    for (std::size_t from = 0; from <= list.size();) {
        const auto end = std::min(list.find(',', from), list.size());
        const auto item = list.substr(from, end - from);
        int port = 0;
        const auto read = std::from_chars(item.data(), item.data() + item.size(), port);
        if (!item.empty() && (read.ec != std::errc() || read.ptr != item.data() + item.size() || port < 1 || port > 65'535))
            return false;
        from = end + 1;
    }
    return true;
}

// A host is a name, an address, or a socket's folder ("/…", "@…").
bool areHosts(std::string_view list)
{
    for (std::size_t from = 0; from <= list.size();) {
        const auto end = std::min(list.find(',', from), list.size());
        const auto host = list.substr(from, end - from);
        if (!host.starts_with('/') && host.substr(std::min<std::size_t>(1, host.size())).find_first_of("@/") != std::string_view::npos)
            return false;
        from = end + 1;
    }
    return true;
}

Outcome<Target> targetFromOptions(const PQconninfoOption *option, std::string_view written)
{
    Target target;
    for (; option->keyword; ++option) {
        const std::string_view keyword = option->keyword;
        if (!option->val || !*option->val)
            continue;
        if (keyword == "password") {
            target.password = Secret(option->val);
        } else if (keyword == "sslpassword") {
            return Error{.kind = ErrorKind::BadInput,
                         .message = text(QT_TRANSLATE_NOOP("core", "“sslpassword” is not accepted here.")),
                         .hint = text(QT_TRANSLATE_NOOP("core", "Put it into the connection service file and connect by service."))};
        } else {
            target.parameters.emplace(keyword, option->val);
        }
    }
    if (auto fault = faultOf(target.parameters)) {
        fault->hint = hintFor(written);
        return *fault;
    }
    return target;
}

// libpq's words, English and German: a service that is not there is no fault of the file.
bool isFileFault(std::string_view words)
{
    const auto holds = [words](std::string_view part) { return words.find(part) != std::string_view::npos; };
    return (holds("service file") && !holds("not found")) || (holds("Servicedatei") && !holds("nicht gefunden"));
}

Error brokenServiceFile(std::string_view words)
{
    const std::string fault = withoutCredentials(std::string(words.substr(0, words.find('\n'))));
    return {.kind = ErrorKind::BadInput,
            .message = text(QT_TRANSLATE_NOOP("core", "The connection service file cannot be read: %1"), fault),
            .hint = text(QT_TRANSLATE_NOOP(
                "core", "Each line is a [name], a key=value without spaces around the “=”, or a comment that begins with “#”."))};
}

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

// What libpq would take from the service or the environment, judged before anything of it is shown.
Outcome<Target> checked(Target target)
{
    if (const auto fault = faultOf(effectiveParameters(target)))
        return *fault;
    return target;
}

} // namespace

std::optional<Error> faultOf(const std::map<std::string, std::string> &parameters)
{
    const auto value = [&](const char *keyword) {
        const auto found = parameters.find(keyword);
        return found == parameters.end() ? std::string() : found->second;
    };
    if (!arePorts(value("port")))
        return badInput(text(QT_TRANSLATE_NOOP("core", "The port is not a number from 1 to 65535.")), {});
    if (!areHosts(value("host")) || !areHosts(value("hostaddr")))
        return badInput(text(QT_TRANSLATE_NOOP("core", "The host contains an “@” or a “/”, which is not allowed.")), {});
    for (const char *keyword : {"dbname", "user", "service", "application_name"}) {
        if (withoutCredentials(value(keyword)) != value(keyword))
            return badInput(text(QT_TRANSLATE_NOOP("core", "The parameter “%1” contains a connection string of its own."), keyword), {});
    }
    return std::nullopt;
}

Outcome<Target> targetFromText(std::string_view uriOrConninfo)
{
    const auto first = uriOrConninfo.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return unreadable({});
    const auto last = uriOrConninfo.find_last_not_of(" \t\r\n");
    const std::string written(uriOrConninfo.substr(first, last - first + 1));
    if (hasLooseCredentials(written))
        return looseCredentials(written);

    char *message = nullptr; // quotes the input, so it is not shown
    const Options options(PQconninfoParse(written.c_str(), &message));
    PQfreemem(message);
    if (!options)
        return unreadable(written);
    return targetFromOptions(options.get(), written);
}

Outcome<ParsedTarget> targetFromApplicationUrl(std::string_view url)
{
    if (hasLooseCredentials(url))
        return looseCredentials(url);
    ParsedTarget parsed;
    std::string stripped(url);
    if (isUri(url) && queryStart(url) != std::string_view::npos) {
        stripped.resize(queryStart(url) - 1);
        char separator = '?';
        for (const auto part : queryParts(url)) {
            if (std::find(prismaKeys.begin(), prismaKeys.end(), keyOf(part)) != prismaKeys.end()) {
                parsed.ignored.emplace_back(keyOf(part));
            } else if (!part.empty()) {
                stripped += separator;
                stripped += part;
                separator = '&';
            }
        }
    }
    auto target = targetFromText(stripped);
    if (!target)
        return target.error();
    parsed.target = std::move(*target);
    return parsed;
}

Outcome<Target> targetFromService(const std::string &name)
{
    const auto resolved = resolveParameters({{"service", name}});
    if (!name.empty() && resolved)
        return checked({.parameters = {{"service", name}}, .password = {}});
    if (!resolved && isFileFault(resolved.error().details))
        return brokenServiceFile(resolved.error().details);
    return Error{
        .kind = ErrorKind::NotFound,
        .message = text(QT_TRANSLATE_NOOP("core", "There is no connection service “%1”."), withoutCredentials(name)),
        .hint = text(QT_TRANSLATE_NOOP("core", "Services are defined in ~/.pg_service.conf or in the file that PGSERVICEFILE names: a line "
                                               "[name], followed by key=value lines.")),
        .details = resolved ? std::string() : withoutCredentials(resolved.error().details)};
}

Outcome<ParsedTarget> targetFromEnvironment()
{
    if (const auto url = variable("DATABASE_URL"); !url.empty()) {
        auto parsed = targetFromApplicationUrl(url);
        if (parsed) {
            parsed->origin = "DATABASE_URL";
            return parsed;
        }
        Error error = parsed.error();
        error.message = text(QT_TRANSLATE_NOOP("core", "DATABASE_URL: %1"), error.message);
        return error;
    }
    const auto isSet = [](const char *name) { return !variable(name).empty(); };
    if (isSet("PGSERVICE")) {
        if (const auto service = targetFromService(variable("PGSERVICE")); !service)
            return service.error();
    }
    if (std::any_of(serverVariables.begin(), serverVariables.end(), isSet)) {
        const auto target = checked({});
        if (!target)
            return target.error();
        return ParsedTarget{.target = *target, .origin = text(QT_TRANSLATE_NOOP("core", "PG* variables")), .ignored = {}};
    }
    return Error{
        .kind = ErrorKind::BadInput,
        .message = text(QT_TRANSLATE_NOOP("core", "No server was given.")),
        .hint = text(QT_TRANSLATE_NOOP("core", "Use --sandbox for a private server, --target URI or --service NAME, or set DATABASE_URL or "
                                               "libpq's PG* variables (PGHOST, PGDATABASE, …)."))};
}

} // namespace poolwart
