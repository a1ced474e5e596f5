// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/javascript/poolmembers.h"

#include "model/core/text.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/urldefaults.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace poolwart {

namespace {

using enum Field;
using Kind = ImportRemark::Kind;
using Members = LiteralMembers;

constexpr int mostSpreads = 1'000;

constexpr std::array rules{
    Rule{.key = "max", .field = Slots},
    Rule{.key = "min", .field = MinimumIdle},
    Rule{.key = "connectionTimeoutMillis", .field = AcquireTimeout},
    Rule{.key = "idleTimeoutMillis", .field = IdleTimeout},
    Rule{.key = "maxLifetimeSeconds", .field = MaxLifetime, .unit = Unit::Seconds},
    Rule{.key = "database", .field = Target, .target = "dbname"},
    Rule{.key = "ssl"},
    Rule{.key = "keepAlive"},
    Rule{.key = "keepAliveInitialDelayMillis"},
    Rule{.key = "allowExitOnIdle"},
    Rule{.key = "maxUses"},
    Rule{.key = "query_timeout"},
    Rule{.key = "log"},
    Rule{.key = "errorFormat"},
    Rule{.key = "transactionOptions"},
    Rule{.key = "omit"},
    Rule{.key = "types"},
    Rule{.key = "Client"},
    Rule{.key = "Promise"},
    Rule{.key = "lock_timeout"},
    Rule{.key = "idle_in_transaction_session_timeout"},
    Rule{.key = "enableChannelBinding"},
};

// The second argument of PrismaPg.
constexpr std::array adapterRules{
    Rule{.key = "schema"},
    Rule{.key = "disposeExternalPool"},
    Rule{.key = "onPoolError"},
    Rule{.key = "onConnectionError"},
    Rule{.key = "statementNameGenerator"},
    Rule{.key = "userDefinedTypeParser"},
};

constexpr std::int64_t unlimited = std::chrono::milliseconds(limits::maxTime).count(); // where a plan needs a time

// node-postgres' documentation of pg.Pool: connectionTimeoutMillis, which bounds connecting too, has no limit.
constexpr std::array nodePostgresDefaults{ProgramDefault{Slots, 10},
                                          ProgramDefault{MinimumIdle, 0},
                                          ProgramDefault{AcquireTimeout, unlimited},
                                          ProgramDefault{ConnectTimeout, unlimited},
                                          ProgramDefault{IdleTimeout, 10'000},
                                          ProgramDefault{MaxLifetime, {}},
                                          ProgramDefault{StatementTimeout, {}}};

// node-postgres takes no setting of a pool from a URL.
std::span<const Rule> nodePostgresUrlRules()
{
    static const auto all = [] {
        std::vector<Rule> rulesOfUrl(urlRules().begin(), urlRules().end());
        for (Rule &rule : rulesOfUrl) {
            const bool isOfPool = rule.field == Slots || rule.field == MinimumIdle || rule.field == AcquireTimeout
                               || rule.field == IdleTimeout || rule.field == MaxLifetime || rule.field == ConnectTimeout;
            if (isOfPool)
                rule.field = PassedOver;
        }
        return rulesOfUrl;
    }();
    return all;
}

bool isUrlKey(std::string_view key)
{
    return key == "connectionString" || key == "datasourceUrl" || key == "url";
}

} // namespace

void useDefaultsOfScript(PlanDraft &draft, PoolMembers::Program program)
{
    if (program == PoolMembers::Program::Prisma)
        draft.useDefaultsOf(prismaName, prismaDefaults());
    else
        draft.useDefaultsOf("node-postgres", nodePostgresDefaults);
}

// The name in "name" or "...name".
std::optional<std::string> PoolMembers::constantOf(const Literal &value) const
{
    if (value.kind != Literal::Kind::Expression || value.end != value.begin + 1)
        return std::nullopt;
    return value.text;
}

void PoolMembers::read(const Literal &settings, Program program)
{
    const auto name = constantOf(settings);
    const auto object = name ? m_values.object(*name) : std::nullopt;
    if (settings.kind == Literal::Kind::Object || object) {
        for (const auto &[key, value] : expanded(object ? *object : settings.members)) {
            if (key != "name")
                readMember(key, value, program);
        }
    } else if (settings.end > settings.begin) {
        if (const auto url = known(settings.text, settings))
            setUrl(*url, settings.line, program);
    }
}

Members PoolMembers::expanded(const Members &members)
{
    Members all;
    std::unordered_map<std::string, std::size_t> places;
    const auto add = [&](const std::string &key, const Literal &value, bool isSpread) {
        const auto [place, isNew] = places.try_emplace(key, all.size());
        if (isNew || key == ".") {
            all.push_back({.name = key, .value = value});
            return;
        }
        Literal &old = all[place->second].value;
        if (!isSpread && old.line != value.line)
            m_draft.remark(Kind::PassedOver, old.line, key, QT_TRANSLATE_NOOP("core", "Line %1 sets it again; the last value counts."),
                           {std::to_string(value.line)});
        old = value;
    };
    for (const auto &[key, value] : members) {
        const bool isSpread = key == "." && value.end > value.begin;
        const auto object = isSpread && ++m_spreads < mostSpreads ? m_values.spread(value) : std::nullopt;
        if (!object)
            add(key, value, false);
        for (const auto &[inner, given] : object ? *object : Members())
            add(inner, given, true);
    }
    return all;
}

// The value, if the file tells it; else it is named as known at run time only.
std::optional<std::string> PoolMembers::known(const std::string &key, const Literal &value)
{
    const auto found = m_values.value(value.begin, value.end);
    const bool isOpen = !found || found->text == std::string(1, openPart);
    if (isOpen)
        m_draft.remark(Kind::NotUnderstood, value.line, key, runTimeValue);
    else if (!found->defaulted.empty())
        m_draft.remark(Kind::Assumed, value.line, key,
                       QT_TRANSLATE_NOOP("core", "The default in the file is used; %1 replaces it where the application runs."),
                       {found->defaulted});
    return isOpen ? std::nullopt : std::optional(found->text);
}

void PoolMembers::setUrl(const std::string &url, int line, Program program)
{
    m_draft.setUrl(program == Program::Prisma ? urlRules() : nodePostgresUrlRules(), url, line);
}

void PoolMembers::readMember(const std::string &key, const Literal &value, Program program)
{
    const Rule *own = findRule(rules, key);
    const Rule *rule = own ? own : findRule(urlRules(), key);
    if (rule && (rule->field == PassedOver || rule->field == Password)) {
        m_draft.set(*rule, {}, value.line);
    } else if ((key == "datasources" || key == "db") && value.kind == Literal::Kind::Object) {
        for (const auto &[name, inner] : expanded(value.members))
            readMember(name, inner, program);
    } else if (rule && value.kind == Literal::Kind::Word && value.text == "false") {
        m_draft.setNone(*rule, value.line);
    } else if (value.kind == Literal::Kind::Word && (value.text == "undefined" || value.text == "null")) {
        return; // as if it were not there
    } else if (rule || isUrlKey(key)) {
        const auto text = known(key, value);
        if (text && rule)
            m_draft.set(*rule, *text, value.line);
        else if (text)
            setUrl(*text, value.line, program);
    } else if (key == "datasources" || key == "db") {
        m_draft.remark(Kind::NotUnderstood, value.line, key, runTimeValue);
    } else {
        m_draft.notUnderstood(value.line, key == "." ? "..." : key);
    }
}

void PoolMembers::readFurther(const Literal &argument, bool isAdapter)
{
    if (argument.members.empty())
        m_draft.remark(Kind::NotUnderstood, argument.line, argument.text, runTimeValue);
    for (const auto &[key, value] : argument.members)
        m_draft.set(isAdapter ? std::span<const Rule>(adapterRules) : std::span<const Rule>(), key, value.text, value.line);
}

} // namespace poolwart
