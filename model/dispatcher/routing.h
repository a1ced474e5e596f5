// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/router.h"
#include "model/workload/workload.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Chooses the pool of each request: the one that its class names while that pool takes requests, else the one that the policy
// chooses. Pools are known by their position in the plan.
class Routing
{
public:
    struct Choice
    {
        std::optional<std::size_t> position;             // nothing: no pool accepts requests
        const WorkloadClass *newlyUnavailable = nullptr; // its pool takes no requests; told once, until it does again
    };

    explicit Routing(std::uint64_t seed)
        : m_router(RoutingPolicy::RoundRobin, 100, seed)
    {}

    void setPolicy(RoutingPolicy policy, int migrationShare);
    void setClasses(const std::vector<WorkloadClass> &classes);
    // By position; nothing for a removed pool, which no class can name.
    void setPools(std::vector<std::optional<std::string>> names);
    void setLoad(std::size_t position, PoolLoad load) // isClaimed is known here
    {
        load.isClaimed = m_loads[position].isClaimed;
        m_loads[position] = load;
    }

    // `classIndex`: beyond the classes, or nothing, for a request that no class of the workload claims.
    Choice choose(std::optional<std::size_t> classIndex)
    {
        if (!classIndex || *classIndex >= m_classes.size() || !m_classes[*classIndex].ofClass.pool)
            return {.position = m_router.route(m_loads)};
        return chooseNamed(m_classes[*classIndex]);
    }

    bool isClaimed(std::size_t position) const { return m_loads[position].isClaimed; }

private:
    struct RoutedClass
    {
        WorkloadClass ofClass;
        std::optional<std::size_t> position; // of the pool that it names; nothing: it is not in the plan
        bool isUnavailable = false;          // that pool, at the last choice
    };

    Choice chooseNamed(RoutedClass &named);
    void claimPools();

    Router m_router;
    std::vector<PoolLoad> m_loads;
    std::vector<std::optional<std::string>> m_names; // beside m_loads
    std::vector<RoutedClass> m_classes;
};

} // namespace poolwart
