// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/unsupportednotes.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

std::string firstNames(const Plan &plan)
{
    constexpr std::size_t most = 3;
    std::string names;
    for (std::size_t i = 0; i < plan.pools.size() && i < most; ++i)
        names += (i == 0 ? "" : ", ") + plan.pools[i].name;
    return plan.pools.size() > most ? names + ", …" : names;
}

} // namespace

using enum ExportNote::Kind;

Notes routingUnsupported(const Plan &plan)
{
    Notes notes;
    if (plan.pools.size() > 1)
        notes.add({.kind = CannotSay,
                   .setting = "policy",
                   .source = QT_TRANSLATE_NOOP("core", "The application chooses the pool of each request; implement “%1” there."),
                   .arguments = {std::string(policyId(plan.policy))}});
    else if (plan.policy != RoutingPolicy::RoundRobin)
        notes.add({.kind = CannotSay,
                   .setting = "policy",
                   .source = QT_TRANSLATE_NOOP("core", "The plan has one pool, so the policy “%1” is not in this file."),
                   .arguments = {std::string(policyId(plan.policy))}});
    if (plan.migrationShare != 100)
        notes.add(
            {.kind = CannotSay,
             .setting = "migration_share",
             .source = QT_TRANSLATE_NOOP("core", "The application must spread %1 % of the requests and send the rest to the first pool."),
             .arguments = {std::to_string(plan.migrationShare)}});
    notes.add(weightUnsupported(plan));
    return notes;
}

Notes weightUnsupported(const Plan &plan)
{
    if (std::ranges::all_of(plan.pools, [](const PoolPlan &pool) { return pool.weight == 1; }))
        return {};
    return unsupported(plan, "weight", [](const PoolPlan &pool) { return std::to_string(pool.weight); });
}

Notes programRoutingUnsupported(const Plan &plan)
{
    Notes notes;
    if (plan.policy != RoutingPolicy::Weighted || plan.migrationShare == 0)
        notes = weightUnsupported(plan);
    if (plan.policy == RoutingPolicy::ByClass && plan.pools.size() > 1)
        notes.add(
            {.kind = ChangesMeaning,
             .setting = "policy",
             .source = QT_TRANSLATE_NOOP("core", "The workload, not the plan, assigns pools to classes: here the pools are used in turn. A "
                                                 "request of a class must name its pool.")});
    return notes;
}

namespace {

ExportNote inProgram(const std::string &setting, const std::string &value)
{
    return {.kind = ChangesMeaning,
            .setting = setting,
            .source = QT_TRANSLATE_NOOP("core", "%1: the value is in the source code, which the import does not read."),
            .arguments = {value}};
}

} // namespace

Notes weightInProgram(const Plan &plan)
{
    const bool isUsed = plan.policy == RoutingPolicy::Weighted && plan.migrationShare != 0;
    if (!isUsed || weightUnsupported(plan).empty())
        return {};
    return {inProgram("weight", settingOfPools(plan, [](const PoolPlan &pool) { return std::to_string(pool.weight); }))};
}

// Of classes programRoutingUnsupported says more.
Notes routingInProgram(const Plan &plan)
{
    Notes notes = weightInProgram(plan);
    const bool isByClass = plan.policy == RoutingPolicy::ByClass && plan.pools.size() > 1;
    if (plan.policy != RoutingPolicy::RoundRobin && !isByClass)
        notes.add(inProgram("policy", std::string(policyId(plan.policy))));
    if (plan.migrationShare != 100)
        notes.add(inProgram("migration_share", std::to_string(plan.migrationShare) + " %"));
    return notes;
}

Notes fleetUnsupported(const Plan &plan)
{
    if (plan.fleet == Fleet())
        return {};
    return {{.kind = CannotSay,
             .setting = "fleet",
             .source = QT_TRANSLATE_NOOP("core", "%1 replicas, %2 surge, %3 processes: used only for the budget line."),
             .arguments = {std::to_string(plan.fleet.replicas), std::to_string(plan.fleet.surge), std::to_string(plan.fleet.processes)}}};
}

Notes unsupported(const Plan &plan, const std::string &setting, const std::function<std::string(const PoolPlan &)> &value)
{
    return {{.kind = CannotSay,
             .setting = setting,
             .source = QT_TRANSLATE_NOOP("core", "The target has no key for this setting; in the plan: %1."),
             .arguments = {settingOfPools(plan, value)}}};
}

Notes timeUnsupported(const Plan &plan, const std::string &setting, const TimeOf &time)
{
    return unsupported(plan, setting, [&time](const PoolPlan &pool) { return durationOrNone(time(pool)); });
}

Notes poolNamesUnsupported(const Plan &plan, const std::string &first)
{
    return {{.kind = ChangesMeaning,
             .setting = "name",
             .source = QT_TRANSLATE_NOOP("core", "The pools are named %1 and so on here; in the plan: %2."),
             .arguments = {first, firstNames(plan)}}};
}

} // namespace poolwart
