// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/routingpolicy.h"

#include <algorithm>

namespace poolwart {

const PolicyFacts &factsOf(RoutingPolicy policy)
{
    return *std::ranges::find(policyFacts, policy, &PolicyFacts::policy);
}

std::string_view policyId(RoutingPolicy policy)
{
    return factsOf(policy).id;
}

std::optional<RoutingPolicy> policyFromId(std::string_view id)
{
    const auto *found = std::ranges::find(policyFacts, id, &PolicyFacts::id);
    return found == policyFacts.end() ? std::nullopt : std::optional(found->policy);
}

std::string policyIds()
{
    std::string ids;
    for (const PolicyFacts &facts : policyFacts)
        ids += (ids.empty() ? "" : ", ") + std::string(facts.id);
    return ids;
}

} // namespace poolwart
