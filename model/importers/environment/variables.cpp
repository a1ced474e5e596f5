// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/importers/environment/variables.h"

#include "model/core/text.h"
#include "model/exporters/escape/databaseurl.h"
#include "model/importers/environment/urlvariables.h"
#include "model/importers/framework/libpqrules.h"
#include "model/importers/framework/plandraft.h"

#include <algorithm>
#include <array>

namespace poolwart {

namespace {

// "SIZE"; of the others "QUEUE_LIMIT" or, of a time, "IDLE_TIMEOUT_MS".
std::string keyOf(const PoolSetting &setting)
{
    std::string key = std::string_view(setting.id) == "slots" ? "size" : setting.id;
    std::ranges::transform(key, key.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return setting.isTime() ? key + "_MS" : key;
}

// It names the key as long as that is there.
std::optional<Rule> ruleOf(const std::string &key)
{
    for (const SettingField &known : settingFields) {
        if (keyOf(poolSetting(known.setting)) == key)
            return Rule{.key = key, .field = known.field};
    }
    return std::nullopt;
}

// "POOL_3_SIZE": 3 and "SIZE".
std::optional<std::pair<std::size_t, std::string>> poolVariable(const std::string &name)
{
    constexpr std::string_view prefix = "POOL_";
    const std::size_t end = name.find('_', prefix.size());
    if (!name.starts_with(prefix) || end == std::string::npos)
        return std::nullopt;
    const auto index = readNumber(std::string_view(name).substr(prefix.size(), end - prefix.size()));
    if (!index || *index < 0 || *index >= limits::maxPools)
        return std::nullopt;
    return std::pair(static_cast<std::size_t>(*index), name.substr(end + 1));
}

// The variables of our own form, and DATABASE_URL for the target.
class PoolVariables
{
public:
    PoolVariables(PlanDraft &draft, const std::vector<Variable> &variables, VariableNames names)
        : m_draft(draft)
        , m_names(names)
    {
        for (const Variable &variable : variables)
            read(variable);
    }

private:
    std::string decoded(const std::string &name) const { return m_names == VariableNames::PercentEncoded ? percentDecoded(name) : name; }

    void read(const Variable &variable)
    {
        if (const auto own = poolVariable(variable.name))
            return readOfPool(variable, own->first, own->second);
        if (variable.name == "DATABASE_URL") {
            m_draft.beginCommon();
            return m_draft.setUrl(urlRules(), variable.value, variable.line);
        }
        if (!readOfWhole(variable))
            m_draft.notUnderstood(variable.line, variable.name);
    }

    // The pools are numbered from 0, each begun by its NAME.
    void readOfPool(const Variable &variable, std::size_t index, const std::string &key)
    {
        if (key == "NAME" && index != m_pools++)
            return m_draft.fail(variable.line,
                                text(QT_TRANSLATE_NOOP("core", "%1: the pools must be numbered consecutively from 0."), variable.name));
        if (key == "NAME")
            return m_draft.beginPool(decoded(variable.value), variable.line);
        if (index + 1 != m_pools)
            return m_draft.fail(variable.line, text(QT_TRANSLATE_NOOP("core", "%1: the pool's name must come first."), variable.name));
        const auto rule = ruleOf(key);
        if (key == "URL" || key == "APPLICATION_NAME")
            return m_draft.remark(ImportRemark::Kind::PassedOver, variable.line, variable.name,
                                  QT_TRANSLATE_NOOP("core", "It has the same value as the pool's other variables."));
        if (!rule)
            return m_draft.notUnderstood(variable.line, variable.name);
        if (variable.value.empty())
            return m_draft.setNone(*rule, variable.line);
        m_draft.set(*rule, variable.value, variable.line);
    }

    bool readOfWhole(const Variable &variable)
    {
        Plan &whole = m_draft.whole();
        const std::string &value = variable.value;
        struct Number
        {
            std::string_view name;
            const char *field;
            int *place;
        };
        const std::array numbers{Number{"POOL_MIGRATION_SHARE", "migration_share", &whole.migrationShare},
                                 Number{"POOL_FLEET_REPLICAS", "fleet.replicas", &whole.fleet.replicas},
                                 Number{"POOL_FLEET_SURGE", "fleet.surge", &whole.fleet.surge},
                                 Number{"POOL_FLEET_PROCESSES", "fleet.processes", &whole.fleet.processes}};
        for (const Number &number : numbers) {
            if (variable.name != number.name)
                continue;
            m_draft.saysWhole(number.field);
            if (const auto read = readNumber(value))
                *number.place = *read;
            else
                m_draft.fail(variable.line, variable.name + ": " + read.error().message);
            return true;
        }
        if (variable.name == "POOL_APPLICATION_NAME") {
            whole.applicationName = decoded(value);
            m_draft.saysWhole("application_name");
        } else if (variable.name == "POOL_POLICY") {
            m_draft.saysWhole("policy");
            if (const auto policy = policyFromId(value))
                whole.policy = *policy;
            else
                m_draft.fail(variable.line, text(QT_TRANSLATE_NOOP("core", "unknown policy “%1”."), value));
        }
        return variable.name == "POOL_APPLICATION_NAME" || variable.name == "POOL_POLICY" || variable.name == "POOL_COUNT";
    }

    PlanDraft &m_draft;
    VariableNames m_names;
    std::size_t m_pools = 0;
};

} // namespace

void readVariables(PlanDraft &draft, const std::vector<Variable> &variables, VariableNames names)
{
    if (std::ranges::any_of(variables, [](const Variable &variable) { return poolVariable(variable.name).has_value(); }))
        PoolVariables(draft, variables, names);
    else
        readUrlVariables(draft, variables);
}

} // namespace poolwart
