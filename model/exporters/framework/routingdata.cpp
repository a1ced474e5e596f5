// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/routingdata.h"

namespace poolwart {

namespace {

std::string weightsOf(const Plan &plan)
{
    std::string weights;
    for (const PoolPlan &pool : plan.pools)
        weights += (weights.empty() ? "" : ", ") + std::to_string(pool.weight);
    return weights;
}

} // namespace

void setRouting(TemplateData &data, const Plan &plan)
{
    using enum RoutingPolicy;
    const bool isSingle = plan.policy == Single || plan.migrationShare == 0;
    const auto is = [&](RoutingPolicy policy) { return !isSingle && plan.policy == policy; };
    data.set("policy", std::string(policyId(plan.policy)))
        .set("share", plan.migrationShare)
        .setFlag("partialShare", !isSingle && plan.migrationShare < 100)
        .setFlag("single", isSingle)
        .setFlag("roundRobin", is(RoundRobin) || is(ByClass))
        .setFlag("weighted", is(Weighted))
        .set("weights", weightsOf(plan))
        .setFlag("leastLoaded", is(LeastLoaded))
        .setFlag("powerOfTwo", is(PowerOfTwo))
        .setFlag("random", is(Random))
        .setFlag("usesLoad", is(LeastLoaded) || is(PowerOfTwo));
}

} // namespace poolwart
