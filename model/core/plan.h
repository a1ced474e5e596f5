// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "model/core/outcome.h"

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// Who gets a request whose class names no pool of its own; one that names a pool goes there under every policy.
enum class RoutingPolicy {
    RoundRobin,  // each accepting pool in turn
    LeastLoaded, // smallest (in use + waiting) / slots; ties rotate
    PowerOfTwo,  // the less loaded of two pools drawn at random
    Random,      // uniform
    Single,      // all requests to the default pool
    Weighted,    // each accepting pool as often as its weight among theirs says, evenly mixed
    ByClass,     // each accepting pool that no class names, in turn; all pools in turn where there is none
};

inline constexpr std::array routingPolicies{RoutingPolicy::RoundRobin, RoutingPolicy::LeastLoaded, RoutingPolicy::PowerOfTwo,
                                            RoutingPolicy::Random,     RoutingPolicy::Weighted,    RoutingPolicy::ByClass,
                                            RoutingPolicy::Single};

std::string_view policyId(RoutingPolicy policy); // "round-robin", as on the command line and in files
std::optional<RoutingPolicy> policyFromId(std::string_view id);
std::string policyIds(); // all, with commas between them

// One pool as the user wants it. std::nullopt of a time or limit means "none"; of the statement timeout, what the role, the
// database or the server has.
struct PoolPlan
{
    PoolId id{}; // identity in this session; not part of a plan file
    std::string name;
    int slots = 12;
    std::optional<int> minimumIdle; // unset: as many as slots, so that all are opened at once
    std::chrono::milliseconds acquireTimeout{20'000};
    std::chrono::milliseconds connectTimeout{5'000};
    std::optional<std::chrono::milliseconds> idleTimeout{300'000};
    std::optional<std::chrono::milliseconds> maxLifetime{1'800'000};
    std::optional<std::chrono::milliseconds> statementTimeout;
    std::optional<int> queueLimit; // requests that may wait; one more is rejected at once
    int weight = 1;                // against the other pools, under the policy Weighted

    bool operator==(const PoolPlan &) const = default;
};

// The slots that a pool keeps open.
inline int minimumIdleOf(const PoolPlan &pool)
{
    return pool.minimumIdle.value_or(pool.slots);
}

// Connections that are opened at the same time; the others wait their turn.
inline constexpr int openedAtOnce = 4;

// How often the plan runs at once: (replicas + surge) application instances of so many processes each.
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
    int migrationShare = 100; // per cent of the requests that `policy` spreads; the rest goes to the default pool
    Fleet fleet;

    bool operator==(const Plan &) const = default;
};

// Limits of a plan. Wider than any server, narrow enough that no sum of them overflows an int.
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

// The id that the next pool of this plan gets: one more than the largest ever seen in it.
PoolId nextPoolId(const Plan &plan);

const PoolPlan *findPool(const Plan &plan, PoolId id);
PoolPlan *findPool(Plan &plan, PoolId id);

// The first rule that the plan breaks, with the path of the field ("pools[2].slots"), or done().
Done validate(const Plan &plan);

} // namespace poolwart
