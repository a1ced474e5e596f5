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
    const bool isSingle = plan.policy == RoutingPolicy::Single || plan.migrationShare == 0;
    const PolicyFacts &chosen = factsOf(isSingle ? RoutingPolicy::Single : plan.policy);
    data.set("policy", std::string(policyId(plan.policy)))
        .set("share", plan.migrationShare)
        .setFlag("partialShare", !isSingle && plan.migrationShare < 100)
        .set("weights", weightsOf(plan))
        .setFlag("usesLoad", chosen.usesLoad);
    for (const PolicyFacts &facts : policyFacts)
        data.setFlag(facts.flag, std::string_view(facts.flag) == chosen.flag);
}

} // namespace poolwart
