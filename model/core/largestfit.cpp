// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/largestfit.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

int largestPool(const Plan &plan)
{
    int largest = 0;
    for (const PoolPlan &pool : plan.pools)
        largest = std::max(largest, pool.slots);
    return largest;
}

void resize(PoolPlan &pool, int slots)
{
    pool.slots = slots;
    if (pool.minimumIdle)
        pool.minimumIdle = std::min(*pool.minimumIdle, slots);
}

// In proportion to a largest pool of `part` slots instead of `whole`.
Plan scaled(Plan plan, int part, int whole)
{
    for (PoolPlan &pool : plan.pools)
        resize(pool, std::max(1, pool.slots * part / whole));
    return plan;
}

Plan firstPools(Plan plan, int count)
{
    plan.pools.resize(static_cast<std::size_t>(count));
    for (PoolPlan &pool : plan.pools)
        resize(pool, 1);
    return plan;
}

} // namespace

std::optional<Plan> largestPlanWithin(const Plan &plan, int available)
{
    if (available < 1 || plan.pools.empty())
        return std::nullopt;
    if (available < static_cast<int>(plan.pools.size()))
        return firstPools(plan, available);
    const int whole = largestPool(plan);
    for (int part = whole; part > 1; --part) {
        Plan smaller = scaled(plan, part, whole);
        if (committedSlots(smaller) <= available)
            return smaller;
    }
    return scaled(plan, 1, whole);
}

std::optional<Plan> largestFleetPlanWithin(const Plan &plan, int available)
{
    const long long processes = (static_cast<long long>(plan.fleet.replicas) + plan.fleet.surge) * plan.fleet.processes;
    return largestPlanWithin(plan, static_cast<int>(available / std::max(1LL, processes)));
}

std::string shapeOf(const Plan &plan)
{
    std::string shape;
    for (auto pool = plan.pools.begin(); pool != plan.pools.end();) {
        const auto next = std::find_if(pool, plan.pools.end(), [pool](const PoolPlan &other) { return other.slots != pool->slots; });
        shape += (shape.empty() ? "" : " + ") + std::to_string(next - pool) + " × " + std::to_string(pool->slots);
        pool = next;
    }
    return shape;
}

std::string largestFitSentence(const Plan &plan, const std::optional<Plan> &largest)
{
    if (!largest || *largest == plan)
        return {};
    return text(QT_TRANSLATE_NOOP("core", "The largest plan of this shape that fits has %1 slots."), shapeOf(*largest));
}

Done checkFit(const Plan &plan, const Budget &budget)
{
    const Done fits = checkBudget(budget);
    if (fits)
        return fits;
    Error refusal = fits.error();
    if (const std::string offer = largestFitSentence(plan, largestPlanWithin(plan, budget.available())); !offer.empty())
        refusal.hint += ' ' + offer;
    return refusal;
}

} // namespace poolwart
