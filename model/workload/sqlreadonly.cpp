// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/sqlreadonly.h"

#include "model/workload/sqltoken.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace poolwart {

namespace {

using namespace std::string_view_literals;

constexpr std::array queries{"select"sv, "with"sv, "table"sv, "values"sv};
constexpr std::array harmless{"show"sv,  "begin"sv,   "start"sv, "commit"sv, "end"sv,   "rollback"sv, "abort"sv,    "savepoint"sv,
                              "close"sv, "release"sv, "fetch"sv, "move"sv,   "reset"sv, "listen"sv,   "unlisten"sv, "discard"sv};
// The other commands of PostgreSQL. Any other word is a mistake, which the server reports; and should it be a command
// of a later version, it is refused in a session that is read-only.
constexpr std::array writing{"alter"sv,   "analyze"sv,    "analyse"sv, "call"sv,   "checkpoint"sv, "cluster"sv,  "comment"sv, "copy"sv,
                             "create"sv,  "deallocate"sv, "delete"sv,  "do"sv,     "drop"sv,       "execute"sv,  "explain"sv, "grant"sv,
                             "import"sv,  "insert"sv,     "load"sv,    "lock"sv,   "merge"sv,      "notify"sv,   "prepare"sv, "reassign"sv,
                             "refresh"sv, "reindex"sv,    "repack"sv,  "revoke"sv, "security"sv,   "truncate"sv, "update"sv,  "vacuum"sv};
constexpr std::array changes{"insert"sv, "update"sv, "delete"sv, "merge"sv, "into"sv};
constexpr std::array roleSettings{"role"sv, "authorization"sv, "session_authorization"sv};

// Functions of PostgreSQL and its extensions that change something although the transaction is read-only (those of large
// objects before 16), or that it refuses there.
constexpr std::array writers{
    "brin_desummarize_range"sv,
    "brin_summarize_new_values"sv,
    "brin_summarize_range"sv,
    "gin_clean_pending_list"sv,
    "lo_creat"sv,
    "lo_create"sv,
    "lo_export"sv,
    "lo_from_bytea"sv,
    "lo_import"sv,
    "lo_put"sv,
    "lo_truncate"sv,
    "lo_truncate64"sv,
    "lo_unlink"sv,
    "lowrite"sv,
    "nextval"sv,
    "pg_backup_start"sv,
    "pg_backup_stop"sv,
    "pg_cancel_backend"sv,
    "pg_import_system_collations"sv,
    "pg_log_backend_memory_contexts"sv,
    "pg_logical_emit_message"sv,
    "pg_notify"sv,
    "pg_promote"sv,
    "pg_reload_conf"sv,
    "pg_rotate_logfile"sv,
    "pg_start_backup"sv,
    "pg_stat_statements_reset"sv,
    "pg_stop_backup"sv,
    "pg_switch_wal"sv,
    "pg_terminate_backend"sv,
    "setval"sv,
};
constexpr std::array writingFamilies{"dblink"sv,           "pg_copy_"sv,        "pg_create_"sv,    "pg_drop_"sv,      "pg_file_"sv,
                                     "pg_logical_slot_"sv, "pg_replication_"sv, "pg_stat_reset"sv, "pg_wal_replay_"sv};

struct Item
{
    enum class Kind { Word, QuotedName, Literal, Sign };
    Kind kind = Kind::Sign;
    std::string text; // words and names in lower case, without quotes

    bool isName() const { return kind == Kind::Word || kind == Kind::QuotedName; }
    bool isSign(std::string_view sign) const { return kind == Kind::Sign && text == sign; }
};

std::string lowerCase(std::string_view written)
{
    std::string lower(written);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::string withoutQuotes(std::string_view quoted)
{
    return quoted.size() < 2 ? std::string() : lowerCase(quoted.substr(1, quoted.size() - 2));
}

std::vector<Item> itemsOf(std::string_view sql)
{
    std::vector<Item> items;
    for (; !sql.empty();) {
        const SqlToken token = firstToken(sql);
        const std::string_view written = sql.substr(0, token.length);
        sql.remove_prefix(token.length);
        if (token.kind == SqlToken::Kind::Space || token.kind == SqlToken::Kind::Comment)
            continue;
        if (token.kind == SqlToken::Kind::Word)
            items.push_back({Item::Kind::Word, lowerCase(written)});
        else if (token.kind != SqlToken::Kind::Quoted)
            items.push_back({Item::Kind::Sign, std::string(written)});
        else if (written.front() == '"')
            items.push_back({Item::Kind::QuotedName, withoutQuotes(written)});
        else
            items.push_back({Item::Kind::Literal, std::string(written)});
    }
    return items;
}

template <class List>
bool holds(const List &list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

bool hasWord(const std::vector<Item> &items, std::string_view word)
{
    return std::ranges::any_of(items, [word](const Item &item) { return item.kind == Item::Kind::Word && item.text == word; });
}

// FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE, FOR KEY SHARE
bool locksRows(const std::vector<Item> &items)
{
    constexpr std::array strengths{"update"sv, "share"sv, "no"sv, "key"sv};
    return std::ranges::adjacent_find(items,
                                      [&](const Item &word, const Item &next) {
                                          return word.kind == Item::Kind::Word && word.text == "for" && next.kind == Item::Kind::Word
                                              && holds(strengths, next.text);
                                      })
        != items.end();
}

bool isGuard(std::string_view setting)
{
    return setting.ends_with("read_only") || holds(roleSettings, setting);
}

// SET, RESET and BEGIN that would let the session write, or make it another's. Names of settings may be quoted.
bool liftsGuard(const std::vector<Item> &items)
{
    return std::ranges::any_of(items, [](const Item &item) { return item.isName() && (item.text == "write" || isGuard(item.text)); });
}

// The arguments begin at `at`. What it sets must be there to be read.
bool setsHarmlessly(const std::vector<Item> &items, std::size_t at)
{
    const bool isPlain =
        at + 1 < items.size() && items[at].kind == Item::Kind::Literal && items[at].text.front() == '\'' && items[at + 1].isSign(",");
    return isPlain && !isGuard(withoutQuotes(items[at].text));
}

bool isWriter(std::string_view function)
{
    return holds(writers, function)
        || std::ranges::any_of(writingFamilies, [function](std::string_view family) { return function.starts_with(family); });
}

// A name with escapes (U&"…") is not looked into: it may be any function's.
bool callsWriter(const std::vector<Item> &items)
{
    for (std::size_t i = 0; i + 1 < items.size(); ++i) {
        const bool isEscaped = i > 0 && items[i - 1].text == "u" && items[i].isSign("&") && items[i + 1].kind == Item::Kind::QuotedName;
        const bool isCall = items[i].isName() && items[i + 1].isSign("(");
        if (isEscaped || (isCall && isWriter(items[i].text)))
            return true;
        if (isCall && items[i].text == "set_config" && !setsHarmlessly(items, i + 2))
            return true;
    }
    return false;
}

bool queryReads(const std::vector<Item> &items)
{
    return std::ranges::none_of(items, [](const Item &item) { return item.kind == Item::Kind::Word && holds(changes, item.text); })
        && !locksRows(items) && !callsWriter(items);
}

// Whether a COPY goes that way ("to", "from") between the server and the client, not a file or a program of the server's.
bool copies(const std::vector<Item> &items, std::string_view way)
{
    constexpr std::array client{"stdin"sv, "stdout"sv}; // either word may stand with either way
    int depth = 0;
    for (std::size_t i = 1; i + 1 < items.size(); ++i) {
        depth += items[i].isSign("(") ? 1 : items[i].isSign(")") ? -1 : 0;
        if (depth == 0 && items[i].kind == Item::Kind::Word && (items[i].text == "to" || items[i].text == "from"))
            return items[i].text == way && items[i + 1].kind == Item::Kind::Word && holds(client, items[i + 1].text);
    }
    return false;
}

// The first word; brackets before it do not count.
std::string_view commandOf(const std::vector<Item> &items)
{
    const auto first = std::ranges::find_if(items, [](const Item &item) { return !item.isSign("("); });
    return first != items.end() && first->kind == Item::Kind::Word ? std::string_view(first->text) : std::string_view();
}

} // namespace

bool isReading(std::string_view sql)
{
    const std::vector<Item> items = itemsOf(sql);
    if (items.empty())
        return true;
    const std::string_view command = commandOf(items);
    if (holds(queries, command) || command == "declare")
        return queryReads(items);
    if (command == "explain")
        return !hasWord(items, "analyze") || queryReads(items);
    if (command == "copy")
        return copies(items, "to") && queryReads(items);
    if (command == "set")
        return !liftsGuard(items);
    if (!holds(harmless, command) && !holds(writing, command))
        return true;
    const bool isOwnRole = command == "reset" && hasWord(items, "role");
    return holds(harmless, command) && (isOwnRole || !liftsGuard(items)) && !hasWord(items, "prepared");
}

bool wantsData(std::string_view sql)
{
    const std::vector<Item> items = itemsOf(sql);
    return commandOf(items) == "copy" && copies(items, "from");
}

bool standsAlone(std::string_view sql)
{
    const std::vector<Item> items = itemsOf(sql);
    return commandOf(items) == "discard" && hasWord(items, "all");
}

} // namespace poolwart
