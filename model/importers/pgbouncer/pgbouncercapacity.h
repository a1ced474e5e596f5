// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/words.h"
#include "model/importers/pgbouncer/pgbouncerini.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolwart {

class PlanDraft;

// An alias of [databases] or a user of [users]. The entries have to outlive it.
struct IniSection
{
    const IniEntry *entry = nullptr;
    Words words; // each key once

    const std::string *find(std::string_view key) const; // null: it has no such key
};

// How many server connections PgBouncer may open for an alias: the pool's size and its reserve, within the limits of the database
// and of the user. Source: PgBouncer 1.25, doc/config.md. All common settings and users have to be added before the first alias is
// read.
class PgBouncerCapacity
{
public:
    explicit PgBouncerCapacity(PlanDraft &draft)
        : m_draft(draft)
    {}

    // Returns whether the key is one of those that are read here.
    static bool isKey(std::string_view key);

    void addCommon(const IniEntry &entry) { m_common[entry.key] = &entry; }
    void addUser(const IniSection &user) { m_users.push_back(user); }

    // Sets the slots of the pool that the draft has begun, and remarks how they differ from the pool's size.
    void read(const IniSection &alias);

    // Remarks what holds for several pools, or for pools that the plan does not have.
    void nameLimits(const std::vector<IniSection> &aliases);

private:
    struct Number
    {
        int value = 0;
        const IniEntry *entry = nullptr;
    };

    std::optional<Number> own(const IniSection *section, std::string_view key);
    std::optional<Number> common(std::string_view key);
    std::optional<Number> number(const std::string &key, const std::string &written, const IniEntry &entry);
    const IniSection *userOf(const IniSection &alias) const;
    std::optional<Number> sizeOf(const IniSection &alias, const IniSection *user);
    std::optional<Number> reserveOf(const IniSection &alias, const IniSection *user);
    long long addReserve(long long plain, const Number &reserve);
    long long lowered(long long slots, const char *key, const Number &limit);
    void tell(const Number &number, const char *key, const char *sentence, const std::vector<std::string> &arguments);
    void setSlots(const IniSection &alias, long long slots, const std::optional<Number> &said);
    void note(const IniSection &alias, long long slots, const std::optional<Number> &databaseLimit, const std::optional<Number> &userLimit);
    void nameUserLimits();
    void nameUnforcedUsers();
    void nameOtherUsers(const std::vector<IniSection> &aliases);

    PlanDraft &m_draft;
    std::map<std::string, const IniEntry *, std::less<>> m_common;
    std::vector<IniSection> m_users;
    std::map<std::string, std::pair<Number, long long>> m_ofUsers; // limit and slots of all pools of a user
    std::set<std::string> m_told;
    const IniEntry *m_unforced = nullptr; // the first alias without user=
};

} // namespace poolwart
