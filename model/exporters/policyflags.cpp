// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/policyflags.h"

namespace poolwart {

void setPolicyFlags(TemplateData &data, const Plan &plan)
{
    using enum RoutingPolicy;
    const bool isSingle = plan.policy == Single || plan.migrationShare == 0;
    const auto is = [&](RoutingPolicy policy) { return !isSingle && plan.policy == policy; };
    data.set("policy", std::string(policyId(plan.policy)))
        .set("share", plan.migrationShare)
        .setFlag("partialShare", !isSingle && plan.migrationShare < 100)
        .setFlag("single", isSingle)
        .setFlag("roundRobin", is(RoundRobin))
        .setFlag("leastLoaded", is(LeastLoaded))
        .setFlag("powerOfTwo", is(PowerOfTwo))
        .setFlag("random", is(Random))
        .setFlag("usesLoad", is(LeastLoaded) || is(PowerOfTwo));
}

} // namespace poolwart
