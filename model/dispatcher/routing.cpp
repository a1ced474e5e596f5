// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/routing.h"

#include <algorithm>
#include <utility>

namespace poolwart {

void Routing::setPolicy(RoutingPolicy policy, int migrationShare)
{
    m_router.setPolicy(policy);
    m_router.setMigrationShare(migrationShare);
}

void Routing::setClasses(const std::vector<WorkloadClass> &classes)
{
    m_classes.clear();
    for (const WorkloadClass &ofClass : classes)
        m_classes.push_back({.ofClass = ofClass});
    claimPools();
}

void Routing::setPools(std::vector<std::optional<std::string>> names)
{
    m_names = std::move(names);
    m_loads.resize(m_names.size());
    claimPools();
}

// Marks the pools that the workload's classes name.
void Routing::claimPools()
{
    for (PoolLoad &load : m_loads)
        load.isClaimed = false;
    for (RoutedClass &routed : m_classes) {
        routed.position.reset();
        const auto found = routed.ofClass.pool ? std::ranges::find(m_names, routed.ofClass.pool) : m_names.end();
        if (found == m_names.end())
            continue;
        routed.position = static_cast<std::size_t>(found - m_names.begin());
        m_loads[*routed.position].isClaimed = true;
    }
}

Routing::Choice Routing::chooseNamed(RoutedClass &named)
{
    const bool isThere = named.position && Router::takesRequests(m_loads, *named.position);
    const bool wasThere = !std::exchange(named.isUnavailable, !isThere);
    return {.position = m_router.route(m_loads, isThere ? named.position : std::nullopt),
            .newlyUnavailable = wasThere && !isThere ? &named.ofClass : nullptr};
}

} // namespace poolwart
