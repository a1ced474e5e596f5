// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/core/random.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace poolwart {

// What the router knows of a pool.
struct PoolLoad
{
    int inUse = 0;
    int waiting = 0;
    int slots = 0;
    bool accepting = true; // false: draining, drained or on its way out
};

// Chooses the pool of each request. The migration share of the requests is spread by the policy, the rest goes to the
// first pool; the share is kept exactly, request by request, not by chance. A pool that does not accept is passed
// over; a full or paused one is not, for that is what the policy is judged by.
class Router
{
public:
    Router(RoutingPolicy policy, int migrationShare, std::uint64_t seed);

    void setPolicy(RoutingPolicy policy) { m_policy = policy; }
    void setMigrationShare(int perCent) { m_share = perCent; }

    // Index into `pools`; nothing if none accepts.
    std::optional<std::size_t> route(std::span<const PoolLoad> pools);

private:
    std::optional<std::size_t> firstAccepting(std::span<const PoolLoad> pools, std::size_t from) const;
    std::optional<std::size_t> roundRobin(std::span<const PoolLoad> pools);
    std::optional<std::size_t> leastLoaded(std::span<const PoolLoad> pools);
    std::optional<std::size_t> powerOfTwo(std::span<const PoolLoad> pools);
    std::optional<std::size_t> random(std::span<const PoolLoad> pools);
    bool isSpread(); // is this request one of the migrated share?

    RoutingPolicy m_policy;
    int m_share;
    int m_shareSum = 0; // 0 … 99: what the share has not yet handed out
    std::size_t m_next = 0;
    Random m_random;
};

} // namespace poolwart
