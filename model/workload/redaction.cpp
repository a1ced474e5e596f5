// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/redaction.h"

#include "model/workload/sqltoken.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace poolwart {

namespace {

constexpr std::string_view placeholder = "<redacted>";

constexpr std::array secretWords{std::string_view("password"), std::string_view("passwd"),      std::string_view("passphrase"),
                                 std::string_view("pwd"),      std::string_view("secret"),      std::string_view("api_key"),
                                 std::string_view("apikey"),   std::string_view("private_key"), std::string_view("crypt("),
                                 std::string_view("pgp_sym_")};

bool contains(std::string_view text, std::string_view word)
{
    return !std::ranges::search(text, word, [](unsigned char c, unsigned char of) { return std::tolower(c) == of; }).empty();
}

// As in postgresql://user:password@host.
bool hasUrlWithPassword(std::string_view text)
{
    for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
        const std::string_view authority = text.substr(at + 3, text.find_first_of(" '\"\n", at + 3) - (at + 3));
        const std::size_t host = authority.rfind('@');
        if (host != std::string_view::npos && authority.substr(0, host).find(':') != std::string_view::npos)
            return true;
    }
    return false;
}

enum class Literals { Kept, Elided, Redacted };

// Comments are never shown: one may hold a literal that was taken out.

std::string without(std::string_view sql, Literals literals)
{
    std::string shown;
    while (!sql.empty()) {
        const SqlToken token = firstToken(sql);
        const std::string_view written = sql.substr(0, token.length);
        const bool isLiteral = token.kind == SqlToken::Kind::Quoted && written.front() != '"';
        if (isLiteral && literals != Literals::Kept)
            shown += literals == Literals::Elided ? "'…'" : placeholder;
        else
            shown += token.kind == SqlToken::Kind::Comment ? std::string_view(" ") : written;
        sql.remove_prefix(token.length);
    }
    return shown;
}

// The statement up to its semicolon.
std::string_view firstStatement(std::string_view sql)
{
    std::size_t length = 0;
    while (length < sql.size()) {
        const SqlToken token = firstToken(sql.substr(length));
        length += token.length;
        if (token.kind == SqlToken::Kind::Semicolon)
            break;
    }
    return sql.substr(0, length);
}

} // namespace

std::string withoutLiterals(std::string_view sql)
{
    return without(sql, Literals::Elided);
}

bool namesPassword(std::string_view sql)
{
    return std::ranges::any_of(secretWords, [sql](std::string_view word) { return contains(sql, word); }) || hasUrlWithPassword(sql);
}

std::string withoutSecrets(std::string_view script)
{
    if (!namesPassword(script))
        return std::string(script);
    std::string shown;
    while (!script.empty()) {
        const std::string_view statement = firstStatement(script);
        shown += without(statement, namesPassword(statement) ? Literals::Redacted : Literals::Kept);
        script.remove_prefix(statement.size());
    }
    return shown;
}

bool isRedacted(std::string_view script)
{
    return withoutLiterals(script).find(placeholder) != std::string::npos; // a literal may hold the word
}

} // namespace poolwart
