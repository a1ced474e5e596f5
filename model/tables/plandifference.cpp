// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/plandifference.h"

#include "model/core/text.h"
#include "model/tables/format.h"
#include "model/tables/poolcell.h"
#include "model/tables/poolcolumn.h"
#include "model/tables/shown.h"

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

class Differences
{
public:
    void add(const QString &pool, const QString &setting, const QString &before, const QString &after)
    {
        if (before != after)
            m_list.push_back({.pool = pool, .setting = setting, .before = before, .after = after});
    }

    std::vector<PlanDifference> take() { return std::move(m_list); }

private:
    std::vector<PlanDifference> m_list;
};

const PoolPlan *poolNamed(const Plan &plan, const std::string &name)
{
    const auto found = std::ranges::find(plan.pools, name, &PoolPlan::name);
    return found == plan.pools.end() ? nullptr : &*found;
}

QString fleetText(const Fleet &fleet)
{
    return u"(%1 + %2) × %3"_s.arg(fleet.replicas).arg(fleet.surge).arg(fleet.processes);
}

QString order(const Plan &plan, const Plan &other)
{
    QStringList names;
    for (const PoolPlan &pool : plan.pools) {
        if (poolNamed(other, pool.name))
            names << QString::fromStdString(pool.name);
    }
    return names.join(u", "_s);
}

void comparePlans(Differences &differences, const Plan &before, const Plan &after)
{
    const auto add = [&differences](const char *setting, const QString &was, const QString &is) {
        differences.add({}, shown(setting), was, is);
    };
    add(QT_TRANSLATE_NOOP("core", "connections"), QString::number(committedSlots(before)), QString::number(committedSlots(after)));
    add(QT_TRANSLATE_NOOP("core", "application name"), QString::fromStdString(before.applicationName),
        QString::fromStdString(after.applicationName));
    add(QT_TRANSLATE_NOOP("core", "policy"), policyName(before.policy), policyName(after.policy));
    add(QT_TRANSLATE_NOOP("core", "migration share"), u"%1 %"_s.arg(before.migrationShare), u"%1 %"_s.arg(after.migrationShare));
    add(QT_TRANSLATE_NOOP("core", "fleet: (replicas + surge) × processes"), fleetText(before.fleet), fleetText(after.fleet));
    add(QT_TRANSLATE_NOOP("core", "order of the pools"), order(before, after), order(after, before));
}

void comparePools(Differences &differences, const PoolPlan &before, const PoolPlan &after)
{
    for (int column = 0; column < poolColumns; ++column) {
        if (const PoolColumn setting{column}; isSetting(setting))
            differences.add(QString::fromStdString(after.name), poolHeader(setting, Qt::DisplayRole).toString(),
                            settingText(before, setting), settingText(after, setting));
    }
}

void addWhole(Differences &differences, const PoolPlan &pool, bool isNew)
{
    const QString slots = settingText(pool, PoolColumn::Slots);
    differences.add(QString::fromStdString(pool.name), poolHeader(PoolColumn::Slots, Qt::DisplayRole).toString(), isNew ? QString() : slots,
                    isNew ? slots : QString());
}

} // namespace

std::vector<PlanDifference> planDifferences(const Plan &before, const Plan &after)
{
    Differences differences;
    comparePlans(differences, before, after);
    for (const PoolPlan &pool : after.pools) {
        if (const PoolPlan *was = poolNamed(before, pool.name))
            comparePools(differences, *was, pool);
        else
            addWhole(differences, pool, true);
    }
    for (const PoolPlan &pool : before.pools) {
        if (!poolNamed(after, pool.name))
            addWhole(differences, pool, false);
    }
    return differences.take();
}

} // namespace poolwart
