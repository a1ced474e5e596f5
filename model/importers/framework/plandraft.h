// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/importresult.h"
#include "model/importers/framework/rule.h"
#include "model/importers/framework/source.h"
#include "model/importers/framework/words.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Of a setting whose value is an expression, or comes from the environment.
extern const char *const runTimeValue;

// Collects what a file says of pools, setting by setting, and makes a plan of it. The first fault is kept; what follows it
// is not looked at.
class PlanDraft
{
public:
    PlanDraft(std::string format, const Source &source);

    // The settings that follow are this pool's. Before the first of them they are everyone's who says nothing else.
    void beginPool(const std::string &name, int line);
    void beginCommon() { m_current = nullptr; }
    bool hasPools() const { return !m_pools.empty(); }

    // By the rule of its key; a key without one is remarked as not understood.
    void set(std::span<const Rule> rules, std::string_view key, const std::string &value, int line);
    void set(const Rule &rule, const std::string &value, int line);

    // All of a connection string. A word that is not known and stands behind a password may be a piece of it: it is not named.
    void setWords(std::span<const Rule> rules, const Words &words, int line);

    void setNone(const Rule &rule, int line);

    // The parts of a URL as libpq reads it, its parameters by the rules.
    void setUrl(std::span<const Rule> rules, const std::string &url, int line);

    void remark(ImportRemark::Kind kind, int line, const std::string &setting, const char *source, std::vector<std::string> arguments = {});
    void notUnderstood(int line, const std::string &what);
    void fail(int line, const std::string &message, const std::string &hint = {});
    bool failed() const { return m_fault.has_value(); }

    // What belongs to the plan as a whole; unset, the defaults are taken and remarked.
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
    using Time = std::chrono::milliseconds;

    struct Pool
    {
        std::string name;
        int line = 0;
        Maybe<std::string> applicationName;
        Maybe<int> slots;
        Maybe<int> minimumIdle;
        Maybe<Time> acquireTimeout;
        Maybe<Time> connectTimeout;
        Maybe<Time> idleTimeout;
        Maybe<Time> maxLifetime;
        Maybe<Time> statementTimeout;
        Maybe<int> queueLimit;
        std::map<std::string, std::string> target;
    };

    bool checkName(const std::string &name, const Pool *self, int line);
    Pool &current() { return m_current ? *m_current : m_common; }
    static Maybe<Time> Pool::*timeMember(Field field);
    template <class T>
    void keep(Maybe<T> &place, std::optional<T> value, const Rule &rule, int line);
    void setTime(const Rule &rule, const std::string &value, int line);
    void setNumber(const Rule &rule, const std::string &value, int line);
    void setTarget(const std::string &keyword, const std::string &value, const Rule &rule, int line);
    void setOptions(const std::string &value, int line);
    template <class T, class Taken>
    void take(Maybe<T> Pool::*member, const char *field, const std::string &byDefault, Taken taken);
    void takeNames(Plan &plan);
    void takeFields(Plan &plan);
    void remarkUnsaid(const Plan &plan);

    ImportResult m_result;
    Source m_source;
    std::optional<Error> m_fault;
    Pool m_common;
    std::vector<std::unique_ptr<Pool>> m_pools;
    Pool *m_current = nullptr;
    Plan m_whole;
    std::vector<std::string> m_saidOfWhole;
};

} // namespace poolwart
