// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/pooledits.h"

#include "model/core/utf8.h"

#include <algorithm>

namespace poolwart {

namespace {

bool isTaken(const Plan &plan, const std::string &name)
{
    return std::ranges::find(plan.pools, name, &PoolPlan::name) != plan.pools.end();
}

std::string copyName(const Plan &plan, const std::string &original)
{
    for (int number = 1;; ++number) {
        const std::string suffix = number == 1 ? " copy" : " copy " + std::to_string(number);
        std::string name = std::string(utf8Prefix(original, limits::maxNameBytes - suffix.size())) + suffix;
        if (!isTaken(plan, name))
            return name;
    }
}

std::string freeName(const Plan &plan)
{
    for (std::size_t number = plan.pools.size() + 1;; ++number) {
        std::string name = "pool-" + std::to_string(number);
        if (!isTaken(plan, name))
            return name;
    }
}

} // namespace

void appendPool(Plan &plan, PoolId id)
{
    PoolPlan pool = plan.pools.empty() ? PoolPlan() : plan.pools.back();
    pool.id = id;
    pool.name = freeName(plan);
    plan.pools.push_back(std::move(pool));
}

void duplicatePool(Plan &plan, PoolId original, PoolId copy)
{
    const auto found = std::ranges::find(plan.pools, original, &PoolPlan::id);
    if (found == plan.pools.end())
        return;
    PoolPlan pool = *found;
    pool.id = copy;
    pool.name = copyName(plan, found->name);
    plan.pools.insert(found + 1, std::move(pool));
}

void removePools(Plan &plan, std::span<const PoolId> pools)
{
    std::erase_if(plan.pools, [pools](const PoolPlan &pool) { return std::ranges::find(pools, pool.id) != pools.end(); });
}

Plan reshaped(Plan plan, int count, int slots, const std::function<PoolId()> &newId)
{
    if (plan.pools.size() > static_cast<std::size_t>(count))
        plan.pools.resize(static_cast<std::size_t>(count));
    while (plan.pools.size() < static_cast<std::size_t>(count))
        appendPool(plan, newId());
    for (PoolPlan &pool : plan.pools) {
        pool.slots = slots;
        if (pool.minimumIdle && *pool.minimumIdle > slots)
            pool.minimumIdle.reset();
    }
    return plan;
}

} // namespace poolwart
