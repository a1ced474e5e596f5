// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/sqltransaction.h"

#include "model/workload/sqltoken.h"

#include <algorithm>
#include <array>
#include <string>

namespace poolwart {

namespace {

constexpr std::array<std::string_view, 9> controlWords{"abort",    "begin",     "commit", "end",  "release",
                                                       "rollback", "savepoint", "set",    "start"};

std::string firstWord(std::string_view sql)
{
    while (!sql.empty()) {
        const SqlToken token = firstToken(sql);
        if (token.kind == SqlToken::Kind::Word) {
            std::string word(sql.substr(0, token.length));
            std::ranges::transform(word, word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
            return word;
        }
        if (token.kind != SqlToken::Kind::Space && token.kind != SqlToken::Kind::Comment)
            break;
        sql.remove_prefix(token.length);
    }
    return {};
}

} // namespace

bool controlsTransaction(std::string_view sql)
{
    return std::ranges::find(controlWords, firstWord(sql)) != controlWords.end();
}

} // namespace poolwart
