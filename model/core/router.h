// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/core/random.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace poolwart {

// The router's view of a pool.
struct PoolLoad
{
    int inUse = 0;
    int waiting = 0;
    int slots = 0;
    bool accepting = true; // false: draining, drained or being removed
    bool canServe = true;  // false: it has no connection and cannot open one
    int weight = 1;
    bool isClaimed = false; // a class of the workload names it
};

// Chooses the pool of each request. A request whose class names a pool uses it while that pool accepts requests; it does not
// count for the migration share. Of the others the policy spreads the migration share and the rest uses the first pool; the
// share is exact, not random. A pool that does not accept is skipped, and so is one that cannot serve, unless none can. A full
// or paused pool is not skipped, because that is the policy's task.
class Router
{
public:
    Router(RoutingPolicy policy, int migrationShare, std::uint64_t seed);

    RoutingPolicy policy() const { return m_policy; }
    int migrationShare() const { return m_share; }
    void setPolicy(RoutingPolicy policy) { m_policy = policy; }
    void setMigrationShare(int perCent) { m_share = perCent; }

    // Index into `pools`, like `named`; nothing if no pool accepts.
    std::optional<std::size_t> route(std::span<const PoolLoad> pools, std::optional<std::size_t> named = {});
    // Returns whether that pool may receive requests in the current state of all pools.
    static bool takesRequests(std::span<const PoolLoad> pools, std::size_t pool);

private:
    template <class Fits>
    std::optional<std::size_t> firstOf(std::span<const PoolLoad> pools, std::size_t from, Fits fits) const;
    std::optional<std::size_t> firstTaking(std::span<const PoolLoad> pools, std::size_t from) const;
    std::optional<std::size_t> roundRobin(std::span<const PoolLoad> pools);
    std::optional<std::size_t> leastLoaded(std::span<const PoolLoad> pools);
    std::optional<std::size_t> powerOfTwo(std::span<const PoolLoad> pools);
    std::optional<std::size_t> random(std::span<const PoolLoad> pools);
    std::optional<std::size_t> weighted(std::span<const PoolLoad> pools);
    std::optional<std::size_t> unclaimed(std::span<const PoolLoad> pools);
    bool isSpread(); // whether this request belongs to the migration share
    bool takes(const PoolLoad &pool) const { return pool.accepting && (pool.canServe || !m_anyServes); }
    std::size_t countTaking(std::span<const PoolLoad> pools) const;

    RoutingPolicy m_policy;
    int m_share;
    int m_shareSum = 0; // 0 … 99: remainder of the share
    std::size_t m_next = 0;
    bool m_anyServes = true;    // whether any accepting pool can serve, at this choice
    std::vector<int> m_credits; // for Weighted, by position
    int m_weightSum = 0;        // sum of the weights of the pools accepting at the last choice
    Random m_random;
};

} // namespace poolwart
