// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/poolsettings.h"
#include "model/importers/framework/importresult.h"
#include "model/importers/framework/rule.h"
#include "model/importers/framework/source.h"
#include "model/importers/framework/words.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Remark for a setting whose value is an expression or comes from the environment.
extern const char *const runTimeValue;

// What a program does where its configuration does not set a field; the value is a number or milliseconds, none: "none".
struct ProgramDefault
{
    Field field;
    std::optional<std::int64_t> value;
};

// Collects the settings of a file and makes a plan of them. The first error is kept; later input is ignored.
class PlanDraft
{
public:
    PlanDraft(std::string format, const Source &source);

    // Sets what is used where the file is silent: the defaults of the program ("PgBouncer 1.25"), for the pools that begin after
    // this. Fields that are not in the list get the plan's defaults. The list has to outlive the draft.
    void useDefaultsOf(std::string program, std::span<const ProgramDefault> defaults);

    // Sets where the format has its pools, for a file without one: English, marked with QT_TRANSLATE_NOOP("core", …).
    void expectPools(const char *sentence) { m_expected = sentence; }

    // Until the next call, remarks and errors name this place in an included file, "pools.ini:4"; empty: none.
    void enter(const std::string &place) { m_place = place; }

    // Starts a pool: the following settings are its own. Settings before the first pool are defaults for all pools.
    void beginPool(const std::string &name, int line);
    void beginCommon() { m_current = nullptr; }
    bool hasPools() const { return !m_pools.empty(); }
    std::size_t poolCount() const { return m_pools.size(); }

    // Names the pools from the `first` on after the group that they are of: "group", or "group.name" if there are several.
    void nameGroup(std::size_t first, const std::string &group);

    // Applies the rule of the key; a key without one gets the remark "not understood".
    void set(std::span<const Rule> rules, std::string_view key, const std::string &value, int line);
    void set(const Rule &rule, const std::string &value, int line);

    // All of a connection string. An unknown word after a password may be a part of it and is not named.
    void setWords(std::span<const Rule> rules, const Words &words, int line);

    void setNone(const Rule &rule, int line);

    // The parts of a URL as libpq reads it, its parameters by the rules. A part with an openPart is known at run time only.
    void setUrl(std::span<const Rule> rules, const std::string &url, int line);

    void remark(ImportRemark::Kind kind, int line, const std::string &setting, const char *source, std::vector<std::string> arguments = {});
    void notUnderstood(int line, const std::string &what);
    void fail(int line, const std::string &message, const std::string &hint = {});
    bool failed() const { return m_fault.has_value(); }

    // The plan's own settings; those left unset get defaults and a remark.
    Plan &whole() { return m_whole; }
    void saysWhole(const std::string &field) { m_saidOfWhole.push_back(field); }

    Outcome<ImportResult> finish();

private:
    template <class T>
    struct Said
    {
        std::optional<T> value; // none: "none"
        int line = 0;
    };
    template <class T>
    using Maybe = std::optional<Said<T>>;

    struct Pool
    {
        std::string name;
        int line = 0;
        Maybe<std::string> applicationName;
        std::map<Field, Maybe<std::int64_t>> settings; // numbers, or milliseconds
        TargetKeywords target;
        std::string program; // whose defaults hold
        std::span<const ProgramDefault> defaults;
    };

    bool checkName(const std::string &name, const Pool *self, int line);
    Pool &current() { return m_current ? *m_current : m_common; }
    template <class T>
    void keep(Maybe<T> &place, std::optional<T> value, const Rule &rule, int line);
    void setTime(const PoolSetting &setting, const Rule &rule, const std::string &value, int line);
    void setNumber(const PoolSetting &setting, const Rule &rule, const std::string &value, int line);
    void setTarget(const std::string &keyword, const std::string &value, const Rule &rule, int line);
    void setOptions(const std::string &value, int line);
    void takeSetting(Plan &plan, Field field, const PoolSetting &setting);
    void assume(const PoolSetting &setting, const std::string &program, const ProgramDefault *known);
    void capMinimumIdle(Plan &plan);
    Error refusal() const;
    void takeNames(Plan &plan);
    void remarkUnsaid(const Plan &plan);

    ImportResult m_result;
    Source m_source;
    std::optional<Error> m_fault;
    Pool m_common;
    std::vector<std::unique_ptr<Pool>> m_pools;
    Pool *m_current = nullptr;
    Plan m_whole;
    std::vector<std::string> m_saidOfWhole;
    std::string m_program;
    std::span<const ProgramDefault> m_defaults;
    const char *m_expected = nullptr;
    std::string m_place;
};

} // namespace poolwart
