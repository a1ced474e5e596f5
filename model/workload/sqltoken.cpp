// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/sqltoken.h"

#include "model/core/characters.h"

#include <algorithm>

namespace poolwart {

namespace {

using Kind = SqlToken::Kind;

// The locale has no say in SQL, so these are not those of <cctype>.
bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// The length of the longest beginning of which every character fits.
template <class Fits>
std::size_t run(std::string_view sql, Fits fits)
{
    return static_cast<std::size_t>(std::ranges::find_if_not(sql, fits) - sql.begin());
}

// Up to and including the first `closing` at or after `from`.
std::size_t through(std::string_view sql, std::string_view closing, std::size_t from)
{
    const auto found = sql.find(closing, from);
    return found == std::string_view::npos ? sql.size() : found + closing.size();
}

std::size_t blockCommentLength(std::string_view sql)
{
    int depth = 1;
    std::size_t at = 2;
    while (at < sql.size() && depth > 0) {
        const std::string_view two = sql.substr(at, 2);
        depth += two == "/*" ? 1 : two == "*/" ? -1 : 0;
        at += two == "/*" || two == "*/" ? 2 : 1;
    }
    return at;
}

// `at` is behind the opening quote. A doubled quote is one of the text.
std::size_t quotedLength(std::string_view sql, std::size_t at, char quote, bool hasEscapes)
{
    while (at < sql.size()) {
        if (hasEscapes && sql[at] == '\\')
            ++at;
        else if (sql[at] == quote && (at + 1 == sql.size() || sql[at + 1] != quote))
            return at + 1;
        else if (sql[at] == quote)
            ++at;
        ++at;
    }
    return sql.size();
}

// $1, $$…$$, $tag$…$tag$, or a dollar sign.
SqlToken dollarToken(std::string_view sql)
{
    if (const std::size_t digits = run(sql.substr(1), isDigit))
        return {Kind::Parameter, 1 + digits};
    const std::size_t name = run(sql.substr(1), isNamePart);
    if (name + 1 == sql.size() || sql[name + 1] != '$')
        return {Kind::Other, 1};
    const std::string_view tag = sql.substr(0, name + 2);
    return {Kind::Quoted, through(sql, tag, tag.size())};
}

// :name; more than one colon is a cast or nonsense, and what follows is no variable, as in pgbench.
SqlToken colonToken(std::string_view sql)
{
    const std::size_t colons = run(sql, [](char c) { return c == ':'; });
    if (colons > 1 || sql.size() == 1 || !isNameStart(sql[1]))
        return {Kind::Other, colons};
    return {Kind::Variable, 1 + run(sql.substr(1), isNamePart)};
}

} // namespace

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isNamePart(char c)
{
    return isNameStart(c) || isDigit(c);
}

SqlToken firstToken(std::string_view sql)
{
    const char c = sql.front();
    if (isSpace(c))
        return {Kind::Space, run(sql, isSpace)};
    if (sql.starts_with("--"))
        return {Kind::Comment, std::min(sql.size(), sql.find_first_of("\r\n"))};
    if (sql.starts_with("/*"))
        return {Kind::Comment, blockCommentLength(sql)};
    if (sql.starts_with("E'") || sql.starts_with("e'"))
        return {Kind::Quoted, quotedLength(sql, 2, '\'', true)};
    if (c == '\'' || c == '"')
        return {Kind::Quoted, quotedLength(sql, 1, c, false)};
    if (isNameStart(c))
        return {Kind::Word, run(sql, [](char part) { return isNamePart(part) || part == '$'; })};
    if (c == '$')
        return dollarToken(sql);
    if (c == ':')
        return colonToken(sql);
    return {c == ';' ? Kind::Semicolon : Kind::Other, 1};
}

} // namespace poolwart
