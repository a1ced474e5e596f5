// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/sqlpurpose.h"

#include "model/traffic/sqltoken.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace poolwart {

namespace {

using namespace std::string_view_literals;

constexpr std::array queries{"select"sv, "with"sv, "table"sv, "values"sv};
constexpr std::array harmless{"show"sv,      "begin"sv,   "start"sv, "commit"sv, "end"sv,   "rollback"sv, "abort"sv,
                              "savepoint"sv, "release"sv, "fetch"sv, "move"sv,   "close"sv, "reset"sv};
constexpr std::array changes{"insert"sv, "update"sv, "delete"sv, "merge"sv, "into"sv};

// In lower case; quoted names and literals are none.
std::vector<std::string> wordsOf(std::string_view sql)
{
    std::vector<std::string> words;
    while (!sql.empty()) {
        const SqlToken token = firstToken(sql);
        if (token.kind == SqlToken::Kind::Word) {
            std::string &word = words.emplace_back(sql.substr(0, token.length));
            std::ranges::transform(word, word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        }
        sql.remove_prefix(token.length);
    }
    return words;
}

template <class List>
bool holds(const List &list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

// FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE, FOR KEY SHARE
bool locksRows(const std::vector<std::string> &words)
{
    constexpr std::array strengths{"update"sv, "share"sv, "no"sv, "key"sv};
    return std::ranges::adjacent_find(words, [&](const std::string &word, const std::string &next) {
               return word == "for" && holds(strengths, next);
           }) != words.end();
}

bool setsWriting(const std::vector<std::string> &words)
{
    return std::ranges::any_of(words, [](const std::string &word) { return word == "write" || word.ends_with("read_only"); });
}

bool queryReads(const std::vector<std::string> &words)
{
    return std::ranges::none_of(words, [](const std::string &word) { return holds(changes, word); }) && !locksRows(words);
}

} // namespace

bool isReading(std::string_view sql)
{
    const std::vector<std::string> words = wordsOf(sql);
    if (words.empty())
        return true;
    const std::string &first = words.front();
    if (holds(queries, first))
        return queryReads(words);
    if (first == "explain")
        return !holds(words, "analyze") || queryReads(words);
    if (first == "declare")
        return queryReads(words);
    if (first == "set")
        return !setsWriting(words) && !holds(words, "role") && !holds(words, "authorization");
    return holds(harmless, first) && !setsWriting(words) && !holds(words, "all") && !holds(words, "prepared");
}

} // namespace poolwart
