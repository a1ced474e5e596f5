// SPDX-License-Identifier: GPL-3.0-or-later
// Long: one function for each kind of setting.
#include "model/importers/framework/plandraft.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/exporters/escape/databaseurl.h"
#include "model/exporters/framework/planformatting.h"
#include "model/importers/framework/importreport.h"
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

// Null: it is no setting of a pool.
const PoolSetting *settingOf(Field field)
{
    const auto *found = std::ranges::find(settingFields, field, &SettingField::field);
    return found == settingFields.end() ? nullptr : &poolSetting(found->setting);
}

std::string textOf(const PoolSetting &setting, const std::optional<std::int64_t> &value)
{
    if (!value)
        return setting.mostOf ? text(QT_TRANSLATE_NOOP("core", "as many as slots")) : std::string("none");
    return setting.isTime() ? written(std::chrono::milliseconds(*value)) : std::to_string(*value);
}

} // namespace

const char *const runTimeValue = QT_TRANSLATE_NOOP("core", "The value is not a literal, so it is known only when the application runs.");

PlanDraft::PlanDraft(std::string format, const Source &source)
    : m_source(source)
{
    m_result.format = std::move(format);
}

void PlanDraft::remark(ImportRemark::Kind kind, int line, const std::string &setting, const char *sentence,
                       std::vector<std::string> arguments)
{
    const std::string what = m_place.empty() ? setting : m_place + ' ' + setting;
    m_result.remarks.push_back({.kind = kind, .line = line, .setting = what, .source = sentence, .arguments = std::move(arguments)});
}

void PlanDraft::useDefaultsOf(std::string program, std::span<const ProgramDefault> defaults)
{
    m_program = std::move(program);
    m_defaults = defaults;
}

void PlanDraft::nameGroup(std::size_t first, const std::string &group)
{
    const bool isOne = m_pools.size() == first + 1;
    for (std::size_t i = first; i < m_pools.size(); ++i) {
        const std::string name = isOne ? group : group + '.' + m_pools[i]->name;
        if (checkName(name, m_pools[i].get(), m_pools[i]->line))
            m_pools[i]->name = name;
    }
}

void PlanDraft::notUnderstood(int line, const std::string &what)
{
    remark(NotUnderstood, line, what, QT_TRANSLATE_NOOP("core", "The importer does not know this setting; it is not in the plan."));
}

void PlanDraft::fail(int line, const std::string &message, const std::string &hint)
{
    if (!m_fault)
        m_fault = faultAt(m_source, line, m_place.empty() ? message : m_place + ": " + message, hint);
}

void PlanDraft::beginPool(const std::string &name, int line)
{
    if (m_fault)
        return;
    if (m_pools.size() > limits::maxPools)
        return fail(line, text(QT_TRANSLATE_NOOP("core", "the file has more pools than the limit of %1."), limits::maxPools));
    if (!checkName(name, nullptr, line))
        return;
    m_pools.push_back(std::make_unique<Pool>());
    m_current = m_pools.back().get();
    m_current->name = name;
    m_current->line = line;
    m_current->program = m_program;
    m_current->defaults = m_defaults;
}

// Whether no pool but `self` has the name; else it fails.
bool PlanDraft::checkName(const std::string &name, const Pool *self, int line)
{
    const auto other = std::ranges::find_if(m_pools, [&](const auto &pool) { return pool.get() != self && pool->name == name; });
    if (other == m_pools.end())
        return true;
    fail(line, text(QT_TRANSLATE_NOOP("core", "there is already a pool “%1”, on line %2."), name, (*other)->line));
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
    if (value.find(openPart) != std::string::npos && rule.field != Field::Password && rule.field != Field::PassedOver)
        return remark(NotUnderstood, line, std::string(rule.key), runTimeValue);
    switch (rule.field) {
    case Field::PoolName:
        if (checkName(value, &current(), line))
            current().name = value;
        return;
    case Field::ApplicationName:
        if (value.empty()) // the same as none, in libpq
            return;
        return keep(current().applicationName, std::optional(value), rule, line);
    case Field::Options:
        return setOptions(value, line);
    case Field::Target:
        return setTarget(std::string(rule.target.empty() ? rule.key : rule.target), value, rule, line);
    case Field::Password:
        return remark(PassedOver, line, std::string(rule.key), QT_TRANSLATE_NOOP("core", "A plan contains no passwords."));
    case Field::PassedOver:
        return remark(PassedOver, line, std::string(rule.key), QT_TRANSLATE_NOOP("core", "Not part of a plan."));
    default:
        break;
    }
    const PoolSetting &setting = *settingOf(rule.field);
    return setting.isTime() ? setTime(setting, rule, value, line) : setNumber(setting, rule, value, line);
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
    const PoolSetting *setting = settingOf(rule.field);
    if (!setting || !setting->unset)
        return fail(line, std::string(rule.key) + ": " + text(QT_TRANSLATE_NOOP("core", "a value is required.")));
    keep(current().settings[rule.field], std::optional<std::int64_t>(), rule, line);
}

// The same setting twice is a contradiction unless both say the same.
template <class T>
void PlanDraft::keep(Maybe<T> &place, std::optional<T> value, const Rule &rule, int line)
{
    if (place && place->value != value)
        return fail(line, text(QT_TRANSLATE_NOOP("core", "%1 contradicts line %2."), std::string(rule.key), place->line));
    place = Said<T>{value, line};
}

void PlanDraft::setTime(const PoolSetting &setting, const Rule &rule, const std::string &value, int line)
{
    const std::string key(rule.key);
    const auto time = readTime(value, rule.unit);
    if (!time)
        return fail(line, key + ": " + time.error().message);
    auto &place = current().settings[rule.field];
    const bool isNone = *time == 0ms || *time >= rule.noneFrom;
    if (*time == 0ms && rule.zero == Zero::IsOneUse) {
        remark(ChangesMeaning, line, key,
               QT_TRANSLATE_NOOP("core", "0 uses each connection once, which a plan cannot express; the shortest lifetime is used, %1."),
               {written(std::chrono::milliseconds(setting.least))});
        return keep(place, std::optional(setting.least), rule, line);
    }
    if (isNone && !setting.unset) {
        remark(ChangesMeaning, line, key, QT_TRANSLATE_NOOP("core", "A plan cannot express “no limit”; 24 hours are used."));
        return keep(place, std::optional(setting.most), rule, line);
    }
    if (isNone)
        return keep(place, std::optional<std::int64_t>(), rule, line);
    if (time->count() < setting.least || time->count() > setting.most)
        return fail(line, key + ": "
                              + text(QT_TRANSLATE_NOOP("core", "%1 is outside %2 to %3."), written(*time),
                                     written(std::chrono::milliseconds(setting.least)), written(std::chrono::milliseconds(setting.most))));
    keep(place, std::optional<std::int64_t>(time->count()), rule, line);
}

void PlanDraft::setNumber(const PoolSetting &setting, const Rule &rule, const std::string &value, int line)
{
    const std::string key(rule.key);
    const auto number = readNumber(value);
    if (!number)
        return fail(line, key + ": " + number.error().message);
    if (*number == 0 && rule.zero == Zero::IsUnlimitedSlots) {
        remark(ChangesMeaning, line, key,
               QT_TRANSLATE_NOOP("core",
                                 "There is no limit, which a plan cannot express; %1 slots are used. Set the number that the server "
                                 "may have to bear."),
               {std::to_string(setting.most)});
        return keep(current().settings[rule.field], std::optional(setting.most), rule, line);
    }
    if (*number < setting.least || *number > setting.most)
        return fail(line, key + ": "
                              + text(QT_TRANSLATE_NOOP("core", "%1 is outside %2 to %3."), static_cast<long long>(*number),
                                     static_cast<long long>(setting.least), static_cast<long long>(setting.most)));
    keep(current().settings[rule.field], std::optional<std::int64_t>(*number), rule, line);
}

void PlanDraft::setTarget(const std::string &keyword, const std::string &value, const Rule &rule, int line)
{
    const auto [found, isNew] = current().target.try_emplace(keyword, value);
    if (!isNew && found->second != value)
        fail(line, text(QT_TRANSLATE_NOOP("core", "%1 contradicts an earlier value."), std::string(rule.key)));
}

void PlanDraft::setOptions(const std::string &value, int line)
{
    static constexpr Rule rule{.key = "statement_timeout", .field = Field::StatementTimeout, .unit = Unit::Postgres};
    for (const auto &[name, setting] : serverOptions(value)) {
        if (name == rule.key)
            set(rule, setting, line);
        else
            remark(PassedOver, line, name, QT_TRANSLATE_NOOP("core", "Not part of a plan."));
    }
}

void PlanDraft::setUrl(std::span<const Rule> rules, const std::string &url, int line)
{
    const auto parts = urlParts(url);
    if (!parts)
        return fail(line, parts.error().message, parts.error().hint);
    for (const auto &[keyword, value] : parts->target) {
        if (std::ranges::find(parts->parameters, keyword, &Words::value_type::first) != parts->parameters.end())
            continue; // a parameter overrides its part of the URL
        if (value.find(openPart) != std::string::npos)
            remark(NotUnderstood, line, keyword, runTimeValue);
        else
            setTarget(keyword, value, {.key = "DATABASE_URL"}, line);
    }
    if (parts->hasPassword)
        remark(PassedOver, line, "password", QT_TRANSLATE_NOOP("core", "A plan contains no passwords."));
    setWords(rules, parts->parameters, line);
}

void PlanDraft::assume(const PoolSetting &setting, const std::string &program, const ProgramDefault *known)
{
    if (known)
        remark(Assumed, 0, setting.id, programDefault, {program, textOf(setting, known->value)});
    else
        remark(Assumed, 0, setting.id, planDefaultValue, {textOf(setting, valueOf(PoolPlan(), setting))});
}

void PlanDraft::takeSetting(Plan &plan, Field field, const PoolSetting &setting)
{
    std::vector<std::string> assumed; // the programs whose default is used; empty: the plan's
    for (std::size_t i = 0; i < m_pools.size(); ++i) {
        Pool &pool = *m_pools[i];
        const Maybe<std::int64_t> &own = pool.settings[field];
        if (const Maybe<std::int64_t> &said = own ? own : m_common.settings[field]) {
            setValue(plan.pools[i], setting, said->value);
            continue;
        }
        const auto known = std::ranges::find(pool.defaults, field, &ProgramDefault::field);
        const bool isKnown = known != pool.defaults.end();
        if (isKnown)
            setValue(plan.pools[i], setting, known->value);
        const std::string program = isKnown ? pool.program : std::string();
        if (std::ranges::find(assumed, program) != assumed.end())
            continue;
        assumed.push_back(program);
        assume(setting, program, isKnown ? &*known : nullptr);
    }
}

// No program keeps more connections than it may open.
void PlanDraft::capMinimumIdle(Plan &plan)
{
    for (std::size_t i = 0; i < m_pools.size(); ++i) {
        PoolPlan &pool = plan.pools[i];
        if (minimumIdleOf(pool) <= pool.slots)
            continue;
        const Maybe<std::int64_t> &own = m_pools[i]->settings[Field::MinimumIdle];
        const Maybe<std::int64_t> &said = own ? own : m_common.settings[Field::MinimumIdle];
        remark(ChangesMeaning, said ? said->line : 0, "minimum_idle",
               QT_TRANSLATE_NOOP("core", "%1 is more than the pool has slots; %2 are used."),
               {std::to_string(minimumIdleOf(pool)), std::to_string(pool.slots)});
        pool.minimumIdle = pool.slots;
    }
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
                   QT_TRANSLATE_NOOP("core", "“%1” does not have the form name-p%2 of a plan's pools."), {*said->value, std::to_string(i)});
    }
    if (!isNamed && std::ranges::none_of(m_pools, [](const auto &pool) { return pool->applicationName.has_value(); })
        && !m_common.applicationName)
        remark(Assumed, 0, "application_name", planDefault);
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
        remark(Assumed, 0, field, planDefault);
}

// The first error, with what was seen before it.
Error PlanDraft::refusal() const
{
    Error error = *m_fault;
    for (const std::string &line : refusalReport(m_result.remarks))
        error.details += (error.details.empty() ? "" : "\n") + line;
    return error;
}

Outcome<ImportResult> PlanDraft::finish()
{
    enter({});
    if (!m_fault && m_pools.empty()) {
        const std::string taken =
            text(QT_TRANSLATE_NOOP("core", "It was read as “%1”; --from reads it as another format."), m_result.format);
        fail(0, text(QT_TRANSLATE_NOOP("core", "the file contains no pool.")), m_expected ? taken + ' ' + text(m_expected) : taken);
    }
    if (!m_fault && m_pools.size() > limits::maxPools)
        fail(0, text(QT_TRANSLATE_NOOP("core", "%1 exceeds the limit of %2."), static_cast<long long>(m_pools.size()), limits::maxPools));
    if (m_fault)
        return refusal();

    Plan plan = m_whole;
    for (const auto &pool : m_pools) {
        plan.pools.push_back({.id = PoolId(static_cast<std::uint32_t>(plan.pools.size() + 1)), .name = pool->name});
        PoolOrigin &origin = m_result.origins.emplace_back(PoolOrigin{.line = pool->line, .target = pool->target});
        origin.target.insert(m_common.target.begin(), m_common.target.end()); // its own come first
    }
    takeNames(plan);
    for (const SettingField &known : settingFields)
        takeSetting(plan, known.field, poolSetting(known.setting));
    capMinimumIdle(plan);
    remarkUnsaid(plan);
    if (const Done valid = validate(plan); !valid) {
        fail(0, valid.error().message, valid.error().hint);
        return refusal();
    }
    m_result.plan = plan;
    m_result.target = m_result.origins.front().target;
    std::ranges::stable_sort(m_result.remarks, {}, [](const ImportRemark &remark) { return remark.line == 0 ? 1 << 30 : remark.line; });
    return m_result;
}

} // namespace poolwart
