// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "model/core/outcome.h"
#include "model/core/routingpolicy.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// The desired state of one pool. std::nullopt of a time or limit means "none"; for the statement timeout it means the default
// of the role, database or server.
struct PoolPlan
{
    PoolId id{}; // identity in this session; not part of a plan file
    std::string name;
    int slots = 12;
    std::optional<int> minimumIdle; // unset: equal to slots, so all are opened at once
    std::chrono::milliseconds acquireTimeout{20'000};
    std::chrono::milliseconds connectTimeout{5'000};
    std::optional<std::chrono::milliseconds> idleTimeout{300'000};
    std::optional<std::chrono::milliseconds> maxLifetime{1'800'000};
    std::optional<std::chrono::milliseconds> statementTimeout;
    std::optional<int> queueLimit; // requests that may wait; further ones are rejected at once
    int weight = 1;                // relative to the other pools, under the policy Weighted

    bool operator==(const PoolPlan &) const = default;
};

// The number of connections that a pool keeps open.
inline int minimumIdleOf(const PoolPlan &pool)
{
    return pool.minimumIdle.value_or(pool.slots);
}

// Connections opened at the same time; others wait for their turn.
inline constexpr int openedAtOnce = 4;

// How often the plan runs at once: (replicas + surge) application instances with this number of processes each.
struct Fleet
{
    int replicas = 1;
    int surge = 0;
    int processes = 1;

    bool operator==(const Fleet &) const = default;
};

// The desired state: what the user edits, undoes, saves and exports. The first pool is the default pool.
struct Plan
{
    std::string applicationName = "app"; // of the exported application; pool k becomes app-p<k>, from 0
    std::vector<PoolPlan> pools;
    RoutingPolicy policy = RoutingPolicy::RoundRobin;
    int migrationShare = 100; // percentage of the requests that `policy` spreads; the rest uses the default pool
    Fleet fleet;

    bool operator==(const Plan &) const = default;
};

// Limits of a plan: larger than any server, small enough that no sum overflows an int.
namespace limits {
inline constexpr int maxPools = 100;
inline constexpr int maxSlotsPerPool = 1'000;
inline constexpr int maxFleet = 10'000;
inline constexpr int maxQueue = 1'000'000;
inline constexpr int maxWeight = 1'000;
inline constexpr std::chrono::milliseconds maxTime = std::chrono::hours(24);
inline constexpr std::size_t maxNameBytes = 60;
} // namespace limits

// `pools` pools named pool-1 … pool-N with `slots` slots each and defaults for the rest.
Plan uniformPlan(int pools, int slots);

// Slots of all pools together, for one process.
int committedSlots(const Plan &plan);

// committedSlots times the whole fleet, surge included.
long long committedByFleet(const Plan &plan);

const PoolPlan *findPool(const Plan &plan, PoolId id);
PoolPlan *findPool(Plan &plan, PoolId id);

// Returns the first rule that the plan breaks, with the path of the field ("pools[2].slots"), or done().
Done validate(const Plan &plan);

} // namespace poolwart
