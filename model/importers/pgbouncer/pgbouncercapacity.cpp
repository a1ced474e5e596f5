// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/pgbouncer/pgbouncercapacity.h"

#include "model/core/text.h"
#include "model/importers/framework/plandraft.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

using enum ImportRemark::Kind;

constexpr int defaultPoolSize = 20;

constexpr std::array<std::string_view, 7> keys{"pool_size",          "default_pool_size",    "reserve_pool",        "reserve_pool_size",
                                               "max_db_connections", "max_user_connections", "reserve_pool_timeout"};

} // namespace

const std::string *IniSection::find(std::string_view key) const
{
    const auto word = std::ranges::find(words, key, &std::pair<std::string, std::string>::first);
    return word == words.end() ? nullptr : &word->second;
}

bool PgBouncerCapacity::isKey(std::string_view key)
{
    return std::ranges::find(keys, key) != keys.end();
}

void PgBouncerCapacity::nameLimits(const std::vector<IniSection> &aliases)
{
    nameUserLimits();
    nameUnforcedUsers();
    nameOtherUsers(aliases);
}

// A number of the alias's or user's own settings.
std::optional<PgBouncerCapacity::Number> PgBouncerCapacity::own(const IniSection *section, std::string_view key)
{
    const std::string *value = section ? section->find(key) : nullptr;
    return value ? number(std::string(key), *value, *section->entry) : std::nullopt;
}

std::optional<PgBouncerCapacity::Number> PgBouncerCapacity::common(std::string_view key)
{
    const auto found = m_common.find(key);
    return found == m_common.end() ? std::nullopt : number(found->second->key, found->second->value, *found->second);
}

std::optional<PgBouncerCapacity::Number> PgBouncerCapacity::number(const std::string &key, const std::string &written,
                                                                   const IniEntry &entry)
{
    const auto value = readNumber(written);
    m_draft.enter(entry.place);
    if (!value)
        m_draft.fail(entry.line, key + ": " + value.error().message);
    else if (*value < 0)
        m_draft.fail(entry.line, key + ": " + text(QT_TRANSLATE_NOOP("core", "%1 is below 0."), written));
    return value ? std::optional(Number{*value, &entry}) : std::nullopt;
}

const IniSection *PgBouncerCapacity::userOf(const IniSection &alias) const
{
    const std::string *user = alias.find("user");
    const auto known = std::ranges::find_if(m_users, [user](const IniSection &other) { return user && other.entry->key == *user; });
    return known == m_users.end() ? nullptr : &*known;
}

std::optional<PgBouncerCapacity::Number> PgBouncerCapacity::sizeOf(const IniSection &alias, const IniSection *user)
{
    for (const auto &found : {own(user, "pool_size"), own(&alias, "pool_size")}) {
        if (found)
            return found;
    }
    return common("default_pool_size");
}

std::optional<PgBouncerCapacity::Number> PgBouncerCapacity::reserveOf(const IniSection &alias, const IniSection *user)
{
    const auto timeout = m_common.find("reserve_pool_timeout");
    const auto time = timeout == m_common.end() ? Outcome<std::chrono::milliseconds>(std::chrono::seconds(5))
                                                : readTime(timeout->second->value, Unit::Seconds);
    if (!time)
        m_draft.fail(timeout->second->line, timeout->first + ": " + time.error().message);
    else if (time->count() == 0)
        return std::nullopt; // which turns the reserve off
    for (const auto &found : {own(user, "reserve_pool_size"), own(&alias, "reserve_pool_size"), own(&alias, "reserve_pool")}) {
        if (found)
            return found;
    }
    return common("reserve_pool_size");
}

// Slots are what PgBouncer may open: the pool's size and its reserve, within the limits of the database and of the user.
void PgBouncerCapacity::read(const IniSection &alias)
{
    const IniSection *user = userOf(alias);
    const auto size = sizeOf(alias, user);
    const auto reserve = reserveOf(alias, user);
    auto databaseLimit = own(&alias, "max_db_connections");
    databaseLimit = databaseLimit ? databaseLimit : common("max_db_connections");
    auto userLimit = own(user, "max_user_connections");
    userLimit = userLimit ? userLimit : common("max_user_connections");

    const long long plain = size ? size->value : defaultPoolSize;
    long long slots = plain; // 0: no limit
    if (reserve && reserve->value > 0 && plain > 0)
        slots = addReserve(plain, *reserve);
    for (const auto &limit : {std::pair("max_db_connections", databaseLimit), std::pair("max_user_connections", userLimit)}) {
        if (limit.second && limit.second->value > 0)
            slots = lowered(slots, limit.first, *limit.second);
    }
    if (size || slots != plain)
        setSlots(alias, slots, slots == plain ? size : std::nullopt);
    note(alias, slots, databaseLimit, userLimit);
}

long long PgBouncerCapacity::addReserve(long long plain, const Number &reserve)
{
    tell(reserve, "reserve_pool_size", QT_TRANSLATE_NOOP("core", "PgBouncer may open %1 more than the pool's %2; the pool has %3 slots."),
         {std::to_string(reserve.value), std::to_string(plain), std::to_string(plain + reserve.value)});
    return plain + reserve.value;
}

long long PgBouncerCapacity::lowered(long long slots, const char *key, const Number &limit)
{
    if (slots > 0 && slots <= limit.value) {
        tell(limit, key, nullptr, {});
        return slots;
    }
    tell(limit, key, QT_TRANSLATE_NOOP("core", "PgBouncer never opens more than %1 connections; the pool has %1 slots instead of %2."),
         {std::to_string(limit.value), slots > 0 ? std::to_string(slots) : text(QT_TRANSLATE_NOOP("core", "any number"))});
    return limit.value;
}

// Once for each place and sentence. Without a sentence: the setting has no effect on the pool.
void PgBouncerCapacity::tell(const Number &number, const char *key, const char *sentence, const std::vector<std::string> &arguments)
{
    const IniEntry &entry = *number.entry;
    std::string which = key + entry.place + ':' + std::to_string(entry.line);
    for (const std::string &argument : arguments)
        which += ' ' + argument;
    if (!m_told.insert(which).second)
        return;
    m_draft.enter(entry.place);
    if (sentence)
        m_draft.remark(ChangesMeaning, entry.line, key, sentence, arguments);
    else
        m_draft.set(Rule{.key = key}, {}, entry.line);
}

void PgBouncerCapacity::setSlots(const IniSection &alias, long long slots, const std::optional<Number> &said)
{
    const IniEntry &entry = said ? *said->entry : *alias.entry;
    const Rule rule{.key = said && said->entry->section == "pgbouncer" ? "default_pool_size" : "pool_size",
                    .field = Field::Slots,
                    .zero = Zero::IsUnlimitedSlots};
    m_draft.enter(entry.place);
    m_draft.set(rule, std::to_string(slots), entry.line);
}

// What the limits of users and the users that are not forced need to be told of all pools.
void PgBouncerCapacity::note(const IniSection &alias, long long slots, const std::optional<Number> &databaseLimit,
                             const std::optional<Number> &userLimit)
{
    const std::string *user = alias.find("user");
    if (userLimit && userLimit->value > 0) {
        auto &sum = m_ofUsers[user ? *user : std::string()];
        sum.first = *userLimit;
        sum.second += slots;
    }
    if (!user && !m_unforced && !(databaseLimit && databaseLimit->value > 0))
        m_unforced = alias.entry;
}

void PgBouncerCapacity::nameUserLimits()
{
    for (const auto &[user, sum] : m_ofUsers) {
        const auto &[limit, slots] = sum;
        if (slots > limit.value)
            tell(limit, "max_user_connections",
                 QT_TRANSLATE_NOOP("core", "The pools of a user may open %1 connections together (user: %3). The plan's pools have %2."),
                 {std::to_string(limit.value), std::to_string(slots), user.empty() ? "*" : user});
    }
    m_draft.enter({});
}

void PgBouncerCapacity::nameUnforcedUsers()
{
    if (!m_unforced || m_draft.failed())
        return;
    m_draft.enter(m_unforced->place);
    m_draft.remark(ChangesMeaning, m_unforced->line, "user",
                   QT_TRANSLATE_NOOP("core",
                                     "Without user=, PgBouncer opens a pool of this size for each user that logs in. The plan counts "
                                     "one user."));
    m_draft.enter({});
}

// The pools of such a user are opened when the user logs in.
void PgBouncerCapacity::nameOtherUsers(const std::vector<IniSection> &aliases)
{
    const auto isForced = [this, &aliases](const IniSection &user) {
        return std::ranges::any_of(aliases, [&](const IniSection &alias) { return userOf(alias) == &user; });
    };
    for (const IniSection &user : m_users) {
        const bool hasLimits = std::ranges::any_of(user.words, [](const auto &word) { return isKey(word.first); });
        m_draft.enter(user.entry->place);
        if (hasLimits && !isForced(user))
            m_draft.remark(LeftOut, user.entry->line, user.entry->key,
                           QT_TRANSLATE_NOOP("core", "No alias has this user; the limits hold for pools that are not in the plan."));
    }
    m_draft.enter({});
}

} // namespace poolwart
