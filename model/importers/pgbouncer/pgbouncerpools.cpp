// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/pgbouncer/pgbouncerpools.h"

#include "model/core/text.h"
#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/words.h"
#include "model/importers/pgbouncer/pgbouncercapacity.h"
#include "model/importers/pgbouncer/pgbouncerrules.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace poolwart {

namespace {

using enum ImportRemark::Kind;

constexpr std::string_view anyDatabase = "*";

// The settings of an alias or a user, in the order of the file; of a key that is there twice, the last one counts.
Words lastOfEach(PlanDraft &draft, const IniEntry &entry, const Words &words)
{
    Words kept;
    for (auto word = words.begin(); word != words.end(); ++word) {
        const auto later = std::find_if(word + 1, words.end(), [word](const auto &other) { return other.first == word->first; });
        if (later == words.end())
            kept.push_back(*word);
        else if (later->second != word->second)
            draft.remark(LeftOut, entry.line, word->first, QT_TRANSLATE_NOOP("core", "Line %1 sets it again, and the last one counts."),
                         {std::to_string(entry.line)});
    }
    return kept;
}

// "SET statement_timeout = 30000" of connect_query, which is how this program writes it.
std::optional<std::string> statementTimeoutOf(std::string_view query)
{
    constexpr std::string_view start = "SET statement_timeout = ";
    if (!query.starts_with(start))
        return std::nullopt;
    return std::string(query.substr(start.size()));
}

class PgBouncerReader
{
public:
    PgBouncerReader(PlanDraft &draft, const std::vector<IniEntry> &entries)
        : m_draft(draft)
        , m_entries(entries)
        , m_capacity(draft)
    {}

    void read()
    {
        for (const IniEntry &entry : m_entries)
            readEntry(entry);
        m_draft.enter({});
        for (const IniSection &alias : m_aliases)
            readAlias(alias);
        m_draft.enter({});
        m_capacity.nameLimits(m_aliases);
    }

private:
    void readEntry(const IniEntry &entry)
    {
        m_draft.enter(entry.place);
        if (entry.section == "databases" && entry.key == anyDatabase && hasAliases())
            m_draft.remark(LeftOut, entry.line, entry.key,
                           QT_TRANSLATE_NOOP("core",
                                             "PgBouncer opens a pool for each other database that a client names; the plan has none of "
                                             "them."));
        else if (entry.section == "databases")
            split(entry, m_aliases);
        else if (entry.section == "users")
            readUser(entry);
        else if (entry.section == "pgbouncer")
            readCommon(entry);
        else if (entry.section == "peers")
            m_draft.set(Rule{.key = "peers"}, entry.value, entry.line);
        else
            m_draft.notUnderstood(entry.line, '[' + entry.section + "] " + entry.key);
    }

    bool hasAliases() const
    {
        return std::ranges::any_of(m_entries,
                                   [](const IniEntry &entry) { return entry.section == "databases" && entry.key != anyDatabase; });
    }

    void split(const IniEntry &entry, std::vector<IniSection> &sections)
    {
        const auto words = connstrWords(entry.value, ConnstrQuotes::Doubled);
        if (!words)
            return m_draft.fail(entry.line, words.error().message);
        sections.push_back({.entry = &entry, .words = lastOfEach(m_draft, entry, *words)});
    }

    void readUser(const IniEntry &entry)
    {
        const auto known = pgbouncerPassedOver();
        std::vector<IniSection> user;
        split(entry, user);
        if (user.empty())
            return;
        m_capacity.addUser(user.front());
        for (const auto &[key, value] : user.front().words) {
            if (std::ranges::find(known, key) != known.end())
                m_draft.set(Rule{.key = key}, value, entry.line);
            else if (!PgBouncerCapacity::isKey(key))
                m_draft.remark(LeftOut, entry.line, key, QT_TRANSLATE_NOOP("core", "It holds for one user; a plan has it for a pool."));
        }
    }

    void readCommon(const IniEntry &entry)
    {
        const auto known = pgbouncerPassedOver();
        m_draft.beginCommon();
        if (entry.key == "query_timeout" && entry.value != "0")
            m_draft.remark(
                LeftOut, entry.line, entry.key,
                QT_TRANSLATE_NOOP("core", "PgBouncer cancels a longer query (%1 s). A plan has the server's statement timeout only."),
                {entry.value});
        else if (PgBouncerCapacity::isKey(entry.key))
            m_capacity.addCommon(entry);
        else if (entry.key == "query_timeout" || std::ranges::find(known, entry.key) != known.end())
            m_draft.set(Rule{.key = entry.key}, entry.value, entry.line);
        else
            m_draft.set(pgbouncerRules(), entry.key, entry.value, entry.line);
    }

    void readAlias(const IniSection &alias)
    {
        const IniEntry &entry = *alias.entry;
        m_draft.enter(entry.place);
        m_draft.beginPool(entry.key, entry.line);
        bool hasDatabase = false;
        Words others;
        for (const auto &[key, word] : alias.words) {
            static constexpr Rule statement{.key = "connect_query", .field = Field::StatementTimeout, .unit = Unit::Postgres};
            hasDatabase = hasDatabase || key == "dbname";
            if (const auto timeout = key == "connect_query" ? statementTimeoutOf(word) : std::nullopt)
                m_draft.set(statement, *timeout, entry.line);
            else if (!PgBouncerCapacity::isKey(key))
                others.emplace_back(key, word);
        }
        m_draft.setWords(pgbouncerDatabaseRules(), others, entry.line);
        if (!hasDatabase)
            setDatabase(entry);
        m_capacity.read(alias);
    }

    // "Same as client-side database name".
    void setDatabase(const IniEntry &entry)
    {
        static constexpr Rule database{.key = "dbname", .field = Field::Target};
        const bool isAny = entry.key == anyDatabase;
        m_draft.set(database, isAny ? std::string("DATABASE") : entry.key, entry.line);
        if (isAny)
            m_draft.remark(ChangesMeaning, entry.line, entry.key,
                           QT_TRANSLATE_NOOP("core",
                                             "PgBouncer opens a pool for each database that a client names; the plan counts one. Files "
                                             "written from it have the placeholder DATABASE."));
    }

    PlanDraft &m_draft;
    const std::vector<IniEntry> &m_entries;
    std::vector<IniSection> m_aliases;
    PgBouncerCapacity m_capacity;
};

} // namespace

void readPgBouncer(PlanDraft &draft, const Source &source, int line)
{
    draft.useDefaultsOf("PgBouncer 1.25", pgbouncerDefaults());
    draft.expectPools(QT_TRANSLATE_NOOP("core", "Its pools are the aliases in [databases]."));
    const std::vector<IniEntry> entries = pgbouncerEntries(draft, source, line);
    PgBouncerReader(draft, entries).read();
}

} // namespace poolwart
