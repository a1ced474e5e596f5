// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/sqlcommand.h"

#include "model/workload/sqltoken.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

using namespace std::string_view_literals;

// "SQL Commands" of the manual and the other beginnings of the grammar, sorted.
constexpr std::array commandWords{
    "abort"sv,   "alter"sv,  "analyse"sv,  "analyze"sv,  "begin"sv,      "call"sv,     "checkpoint"sv, "close"sv,   "cluster"sv,
    "comment"sv, "commit"sv, "copy"sv,     "create"sv,   "deallocate"sv, "declare"sv,  "delete"sv,     "discard"sv, "do"sv,
    "drop"sv,    "end"sv,    "execute"sv,  "explain"sv,  "fetch"sv,      "grant"sv,    "import"sv,     "insert"sv,  "listen"sv,
    "load"sv,    "lock"sv,   "merge"sv,    "move"sv,     "notify"sv,     "prepare"sv,  "reassign"sv,   "refresh"sv, "reindex"sv,
    "release"sv, "reset"sv,  "revoke"sv,   "rollback"sv, "savepoint"sv,  "security"sv, "select"sv,     "set"sv,     "show"sv,
    "start"sv,   "table"sv,  "truncate"sv, "unlisten"sv, "update"sv,     "vacuum"sv,   "values"sv,     "with"sv,
};
static_assert(std::ranges::is_sorted(commandWords));

} // namespace

std::string leadingWord(std::string_view sql)
{
    while (!sql.empty()) {
        const SqlToken token = firstToken(sql);
        if (token.kind == SqlToken::Kind::Word)
            return std::string(sql.substr(0, token.length));
        if (token.kind != SqlToken::Kind::Space && token.kind != SqlToken::Kind::Comment)
            return {};
        sql.remove_prefix(token.length);
    }
    return {};
}

bool isCommandWord(std::string_view word)
{
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::ranges::binary_search(commandWords, lower);
}

} // namespace poolwart
