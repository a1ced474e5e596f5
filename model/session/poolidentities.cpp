// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/poolidentities.h"

#include <algorithm>

namespace poolwart {

void PoolIdentities::identify(Plan &plan)
{
    for (PoolPlan &pool : plan.pools) {
        const auto known = m_known.find(pool.name);
        pool.id = known == m_known.end() ? next() : known->second;
    }
}

// The name's identity, unless another pool of the plan has it.
bool PoolIdentities::isKnownFor(const std::string &name, const Plan &plan) const
{
    const auto known = m_known.find(name);
    return known != m_known.end() && !findPool(plan, known->second);
}

void PoolIdentities::identifyAdded(Plan &edited, const Plan &before)
{
    for (PoolPlan &pool : edited.pools) {
        if (!findPool(before, pool.id) && isKnownFor(pool.name, edited))
            pool.id = m_known.at(pool.name);
    }
}

void PoolIdentities::remember(const Plan &plan)
{
    for (const PoolPlan &pool : plan.pools) {
        std::erase_if(m_known, [&pool](const auto &known) { return known.second == pool.id; });
        m_known[pool.name] = pool.id;
        m_last = std::max(m_last, static_cast<std::uint32_t>(pool.id));
    }
}

} // namespace poolwart
