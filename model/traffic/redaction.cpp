// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/redaction.h"

#include "model/traffic/sqltoken.h"

#include <algorithm>
#include <cctype>

namespace poolwart {

namespace {

bool isPassword(std::string_view word)
{
    constexpr std::string_view password = "password";
    return std::ranges::search(word, password, [](unsigned char c, unsigned char of) { return std::tolower(c) == of; }).begin() != word.end();
}

} // namespace

std::string withoutLiterals(std::string_view sql)
{
    std::string shown;
    while (!sql.empty()) {
        const SqlToken token = firstToken(sql);
        const std::string_view written = sql.substr(0, token.length);
        const bool isLiteral = token.kind == SqlToken::Kind::Quoted && written.front() != '"';
        const bool isComment = token.kind == SqlToken::Kind::Comment; // it may hold a literal that was taken out
        shown += isLiteral ? "'…'" : isComment ? std::string_view(" ") : written;
        sql.remove_prefix(token.length);
    }
    return shown;
}

bool namesPassword(std::string_view sql)
{
    while (!sql.empty()) {
        const SqlToken token = firstToken(sql);
        if (token.kind == SqlToken::Kind::Word && isPassword(sql.substr(0, token.length)))
            return true;
        sql.remove_prefix(token.length);
    }
    return false;
}

} // namespace poolwart
