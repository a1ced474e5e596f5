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

// What the router knows of a pool.
struct PoolLoad
{
    int inUse = 0;
    int waiting = 0;
    int slots = 0;
    bool accepting = true; // false: draining, drained or on its way out
    bool canServe = true;  // false: it has no connection, and cannot open one
    int weight = 1;
    bool isClaimed = false; // a class of the workload names it
};

// Chooses the pool of each request. A request whose class names a pool goes there, while that accepts; it is then neither
// spread nor part of the share. Of the others the migration share is spread by the policy and the rest goes to the
// first pool; the share is kept exactly, request by request, not by chance. A pool that does not accept is passed
// over, and so is one that cannot serve unless none can; a full or paused one is not, for that is what the policy is judged by.
class Router
{
public:
    Router(RoutingPolicy policy, int migrationShare, std::uint64_t seed);

    RoutingPolicy policy() const { return m_policy; }
    int migrationShare() const { return m_share; }
    void setPolicy(RoutingPolicy policy) { m_policy = policy; }
    void setMigrationShare(int perCent) { m_share = perCent; }

    // Index into `pools`, as `named` is; nothing if none accepts.
    std::optional<std::size_t> route(std::span<const PoolLoad> pools, std::optional<std::size_t> named = {});
    // Whether a request may go to that one, as things stand with all of them.
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
    bool isSpread(); // is this request one of the migrated share?
    bool takes(const PoolLoad &pool) const { return pool.accepting && (pool.canServe || !m_anyServes); }
    std::size_t countTaking(std::span<const PoolLoad> pools) const;

    RoutingPolicy m_policy;
    int m_share;
    int m_shareSum = 0; // 0 … 99: what the share has not yet handed out
    std::size_t m_next = 0;
    bool m_anyServes = true;    // at the present choice: one of those that accept
    std::vector<int> m_credits; // of Weighted, by position
    int m_weightSum = 0;        // of those that accepted at the last choice
    Random m_random;
};

} // namespace poolwart
