// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/framework/plandraft.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/exporters/escape/databaseurl.h"
#include "model/exporters/framework/planformatting.h"
#include "model/importers/framework/words.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>

namespace poolwart {

namespace {

using enum ImportRemark::Kind;
using namespace std::chrono_literals;

std::string written(std::chrono::milliseconds time)
{
    return formatDuration(time);
}

// "shop" of "shop-p3", if the number is the pool's.
std::optional<std::string> baseName(const std::string &name, std::size_t index)
{
    const std::string suffix = "-p" + std::to_string(index);
    if (!name.ends_with(suffix) || name.size() == suffix.size())
        return std::nullopt;
    return name.substr(0, name.size() - suffix.size());
}

bool isLeastOneSecond(Field field)
{
    return field == Field::ConnectTimeout || field == Field::IdleTimeout || field == Field::MaxLifetime;
}

} // namespace

const char *const runTimeValue = QT_TRANSLATE_NOOP("core", "Its value is no literal: it is known only where the application runs.");

PlanDraft::PlanDraft(std::string format, const Source &source)
    : m_source(source)
{
    m_result.format = std::move(format);
}

void PlanDraft::remark(ImportRemark::Kind kind, int line, const std::string &setting, const char *sentence,
                       std::vector<std::string> arguments)
{
    m_result.remarks.push_back({.kind = kind, .line = line, .setting = setting, .source = sentence, .arguments = std::move(arguments)});
}

void PlanDraft::notUnderstood(int line, const std::string &what)
{
    remark(NotUnderstood, line, what, QT_TRANSLATE_NOOP("core", "This means nothing to the importer; it is not in the plan."));
}

void PlanDraft::fail(int line, const std::string &message, const std::string &hint)
{
    if (!m_fault)
        m_fault = faultAt(m_source, line, message, hint);
}

void PlanDraft::beginPool(const std::string &name, int line)
{
    if (m_fault)
        return;
    if (m_pools.size() > limits::maxPools)
        return fail(line, text(QT_TRANSLATE_NOOP("core", "these are more pools than the %1 that are allowed."), limits::maxPools));
    if (!checkName(name, nullptr, line))
        return;
    m_pools.push_back(std::make_unique<Pool>());
    m_current = m_pools.back().get();
    m_current->name = name;
    m_current->line = line;
}

// Whether no pool but `self` has the name; else it fails.
bool PlanDraft::checkName(const std::string &name, const Pool *self, int line)
{
    const auto other = std::ranges::find_if(m_pools, [&](const auto &pool) { return pool.get() != self && pool->name == name; });
    if (other == m_pools.end())
        return true;
    fail(line, text(QT_TRANSLATE_NOOP("core", "there is a pool “%1” already, on line %2."), name, (*other)->line));
    return false;
}

void PlanDraft::set(std::span<const Rule> rules, std::string_view key, const std::string &value, int line)
{
    if (const Rule *rule = findRule(rules, key))
        set(*rule, value, line);
    else
        notUnderstood(line, std::string(key));
}

void PlanDraft::set(const Rule &rule, const std::string &value, int line)
{
    if (m_fault)
        return;
    switch (rule.field) {
    case Field::PoolName:
        if (checkName(value, &current(), line))
            current().name = value;
        return;
    case Field::ApplicationName:
        return keep(current().applicationName, std::optional(value), rule, line);
    case Field::Slots:
    case Field::MinimumIdle:
    case Field::QueueLimit:
        return setNumber(rule, value, line);
    case Field::Options:
        return setOptions(value, line);
    case Field::Target:
        return setTarget(std::string(rule.target.empty() ? rule.key : rule.target), value, rule, line);
    case Field::Password:
        return remark(PassedOver, line, std::string(rule.key), QT_TRANSLATE_NOOP("core", "A password is not kept in a plan."));
    case Field::PassedOver:
        return remark(PassedOver, line, std::string(rule.key), QT_TRANSLATE_NOOP("core", "It is no matter of a plan."));
    default:
        return setTime(rule, value, line);
    }
}

void PlanDraft::setWords(std::span<const Rule> rules, const Words &words, int line)
{
    bool isBehindPassword = false;
    for (const auto &[key, value] : words) {
        const Rule *rule = findRule(rules, key);
        if (rule)
            set(*rule, value, line);
        else
            notUnderstood(line, isBehindPassword ? "…" : key);
        isBehindPassword = isBehindPassword || (rule && rule->field == Field::Password);
    }
}

void PlanDraft::setNone(const Rule &rule, int line)
{
    if (rule.field == Field::MinimumIdle)
        return keep(current().minimumIdle, std::optional<int>(), rule, line);
    if (rule.field == Field::QueueLimit)
        return keep(current().queueLimit, std::optional<int>(), rule, line);
    const bool mayBeNone = rule.field == Field::IdleTimeout || rule.field == Field::MaxLifetime || rule.field == Field::StatementTimeout;
    if (!mayBeNone)
        return fail(line, std::string(rule.key) + ": " + text(QT_TRANSLATE_NOOP("core", "a value is needed.")));
    keep(current().*timeMember(rule.field), std::optional<Time>(), rule, line);
}

// The same setting twice is a contradiction unless both say the same.
template <class T>
void PlanDraft::keep(Maybe<T> &place, std::optional<T> value, const Rule &rule, int line)
{
    if (place && place->value != value)
        return fail(line, text(QT_TRANSLATE_NOOP("core", "%1 contradicts what line %2 says."), std::string(rule.key), place->line));
    place = Said<T>{value, line};
}

PlanDraft::Maybe<PlanDraft::Time> PlanDraft::Pool::*PlanDraft::timeMember(Field field)
{
    switch (field) {
    case Field::AcquireTimeout:
        return &Pool::acquireTimeout;
    case Field::ConnectTimeout:
        return &Pool::connectTimeout;
    case Field::IdleTimeout:
        return &Pool::idleTimeout;
    case Field::MaxLifetime:
        return &Pool::maxLifetime;
    default:
        return &Pool::statementTimeout;
    }
}

void PlanDraft::setTime(const Rule &rule, const std::string &value, int line)
{
    const std::string key(rule.key);
    const auto time = readTime(value, rule.unit);
    if (!time)
        return fail(line, key + ": " + time.error().message);
    auto &place = current().*timeMember(rule.field);
    const bool mustEnd = rule.field == Field::AcquireTimeout || rule.field == Field::ConnectTimeout;
    if (*time == 0ms && rule.zero == Zero::IsOneUse)
        return remark(NotUnderstood, line, key, QT_TRANSLATE_NOOP("core", "0 uses each connection once; a plan cannot say that."));
    if (*time == 0ms && mustEnd) {
        remark(ChangesMeaning, line, key, QT_TRANSLATE_NOOP("core", "No limit, which a plan cannot say: 24 hours are taken."));
        return keep(place, std::optional(limits::maxTime), rule, line);
    }
    if (*time == 0ms || *time >= rule.noneFrom)
        return keep(place, std::optional<Time>(), rule, line);
    const std::chrono::milliseconds least = isLeastOneSecond(rule.field) ? 1s : 1ms;
    if (*time < least || *time > limits::maxTime)
        return fail(line, key + ": "
                              + text(QT_TRANSLATE_NOOP("core", "%1 is outside %2 to %3."), written(*time), written(least),
                                     written(limits::maxTime)));
    keep(place, std::optional(*time), rule, line);
}

void PlanDraft::setNumber(const Rule &rule, const std::string &value, int line)
{
    const std::string key(rule.key);
    const auto number = readNumber(value);
    if (!number)
        return fail(line, key + ": " + number.error().message);
    const bool isSlots = rule.field == Field::Slots;
    if (isSlots && *number == 0 && rule.zero == Zero::IsUnlimitedSlots)
        return fail(line, key + ": " + text(QT_TRANSLATE_NOOP("core", "0 is no limit, which a plan cannot say.")));
    const int least = isSlots ? 1 : 0;
    const int most = rule.field == Field::QueueLimit ? limits::maxQueue : limits::maxSlotsPerPool;
    if (*number < least || *number > most)
        return fail(line, key + ": " + text(QT_TRANSLATE_NOOP("core", "%1 is outside %2 to %3."), *number, least, most));
    auto &place = isSlots ? current().slots : rule.field == Field::MinimumIdle ? current().minimumIdle : current().queueLimit;
    keep(place, std::optional(*number), rule, line);
}

void PlanDraft::setTarget(const std::string &keyword, const std::string &value, const Rule &rule, int line)
{
    const auto [found, isNew] = current().target.try_emplace(keyword, value);
    if (!isNew && found->second != value)
        fail(line, text(QT_TRANSLATE_NOOP("core", "%1 contradicts what was said before."), std::string(rule.key)));
}

void PlanDraft::setOptions(const std::string &value, int line)
{
    static constexpr Rule rule{.key = "statement_timeout", .field = Field::StatementTimeout, .unit = Unit::Postgres};
    for (const auto &[name, setting] : serverOptions(value)) {
        if (name == rule.key)
            set(rule, setting, line);
        else
            remark(PassedOver, line, name, QT_TRANSLATE_NOOP("core", "It is no matter of a plan."));
    }
}

void PlanDraft::setUrl(std::span<const Rule> rules, const std::string &url, int line)
{
    const auto parts = urlParts(url);
    if (!parts)
        return fail(line, parts.error().message, parts.error().hint);
    for (const auto &[keyword, value] : parts->target)
        setTarget(keyword, value, {.key = "DATABASE_URL"}, line);
    if (parts->hasPassword)
        remark(PassedOver, line, "password", QT_TRANSLATE_NOOP("core", "A password is not kept in a plan."));
    setWords(rules, parts->parameters, line);
}

template <class T, class Taken>
void PlanDraft::take(Maybe<T> Pool::*member, const char *field, const std::string &byDefault, Taken taken)
{
    bool isAssumed = false;
    for (std::size_t i = 0; i < m_pools.size(); ++i) {
        const Maybe<T> &own = (*m_pools[i]).*member;
        const Maybe<T> &said = own ? own : m_common.*member;
        if (said)
            taken(i, said->value);
        isAssumed = isAssumed || !said;
    }
    if (isAssumed)
        remark(Assumed, 0, field, QT_TRANSLATE_NOOP("core", "Nothing is said of it; the plan's default is taken, %1."), {byDefault});
}

void PlanDraft::takeNames(Plan &plan)
{
    if (std::ranges::find(m_saidOfWhole, "application_name") != m_saidOfWhole.end())
        return;
    bool isNamed = true;
    for (std::size_t i = 0; i < m_pools.size(); ++i) {
        const Maybe<std::string> &said = m_pools[i]->applicationName ? m_pools[i]->applicationName : m_common.applicationName;
        const auto base = said && said->value ? baseName(*said->value, i) : std::nullopt;
        isNamed = isNamed && base && (i == 0 || *base == plan.applicationName);
        if (i == 0 && base)
            plan.applicationName = *base;
        else if (i == 0 && said && said->value)
            plan.applicationName = *said->value;
        if (said && said->value && !base)
            remark(ChangesMeaning, said->line, "application_name",
                   QT_TRANSLATE_NOOP("core", "“%1” is not of the form name-p%2, which a plan's pools have."),
                   {*said->value, std::to_string(i)});
    }
    if (!isNamed && std::ranges::none_of(m_pools, [](const auto &pool) { return pool->applicationName.has_value(); })
        && !m_common.applicationName)
        remark(Assumed, 0, "application_name", QT_TRANSLATE_NOOP("core", "Nothing is said of it; the plan's default is taken."));
}

void PlanDraft::takeFields(Plan &plan)
{
    const PoolPlan unsaid;
    const auto number = [](std::optional<int> value) { return value ? std::to_string(*value) : std::string("none"); };
    take(&Pool::slots, "slots", number(unsaid.slots),
         [&plan](std::size_t i, std::optional<int> value) { plan.pools[i].slots = value.value_or(1); });
    take(&Pool::minimumIdle, "minimum_idle", text(QT_TRANSLATE_NOOP("core", "as many as slots")),
         [&plan](std::size_t i, std::optional<int> value) { plan.pools[i].minimumIdle = value; });
    take(&Pool::acquireTimeout, "acquire_timeout", durationOrNone(unsaid.acquireTimeout),
         [&plan](std::size_t i, std::optional<Time> value) { plan.pools[i].acquireTimeout = *value; });
    take(&Pool::connectTimeout, "connect_timeout", durationOrNone(unsaid.connectTimeout),
         [&plan](std::size_t i, std::optional<Time> value) { plan.pools[i].connectTimeout = *value; });
    take(&Pool::idleTimeout, "idle_timeout", durationOrNone(unsaid.idleTimeout),
         [&plan](std::size_t i, std::optional<Time> value) { plan.pools[i].idleTimeout = value; });
    take(&Pool::maxLifetime, "max_lifetime", durationOrNone(unsaid.maxLifetime),
         [&plan](std::size_t i, std::optional<Time> value) { plan.pools[i].maxLifetime = value; });
    take(&Pool::statementTimeout, "statement_timeout", durationOrNone(unsaid.statementTimeout),
         [&plan](std::size_t i, std::optional<Time> value) { plan.pools[i].statementTimeout = value; });
    take(&Pool::queueLimit, "queue_limit", number(unsaid.queueLimit),
         [&plan](std::size_t i, std::optional<int> value) { plan.pools[i].queueLimit = value; });
}

void PlanDraft::remarkUnsaid(const Plan &plan)
{
    const auto isSaid = [this](const char *field) { return std::ranges::find(m_saidOfWhole, field) != m_saidOfWhole.end(); };
    std::vector<const char *> unsaid;
    for (const char *field : {"policy", "migration_share"}) {
        if (plan.pools.size() > 1 && !isSaid(field))
            unsaid.push_back(field);
    }
    constexpr std::array fleet{"fleet.replicas", "fleet.surge", "fleet.processes"};
    if (std::ranges::none_of(fleet, isSaid))
        unsaid.push_back("fleet");
    else
        std::ranges::copy_if(fleet, std::back_inserter(unsaid), std::not_fn(isSaid));
    for (const char *field : unsaid)
        remark(Assumed, 0, field, QT_TRANSLATE_NOOP("core", "Nothing is said of it; the plan's default is taken."));
}

Outcome<ImportResult> PlanDraft::finish()
{
    if (!m_fault && m_pools.empty())
        fail(0, text(QT_TRANSLATE_NOOP("core", "no pool was found in it.")));
    if (!m_fault && m_pools.size() > limits::maxPools)
        fail(0, text(QT_TRANSLATE_NOOP("core", "%1 are more than the %2 that are allowed."), static_cast<long long>(m_pools.size()),
                     limits::maxPools));
    if (m_fault)
        return *m_fault;

    Plan plan = m_whole;
    for (const auto &pool : m_pools)
        plan.pools.push_back({.id = PoolId(static_cast<std::uint32_t>(plan.pools.size() + 1)), .name = pool->name});
    takeNames(plan);
    takeFields(plan);
    remarkUnsaid(plan);
    if (const Done valid = validate(plan); !valid) {
        fail(0, valid.error().message, valid.error().hint);
        return *m_fault;
    }
    m_result.plan = plan;
    m_result.target = m_common.target;
    for (const auto &[keyword, value] : m_pools.front()->target)
        m_result.target[keyword] = value;
    std::ranges::stable_sort(m_result.remarks, {}, [](const ImportRemark &remark) { return remark.line == 0 ? 1 << 30 : remark.line; });
    return m_result;
}

} // namespace poolwart
