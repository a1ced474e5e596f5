// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/router.h"

#include <algorithm>

namespace poolwart {

namespace {

// (in use + waiting) / slots of a below that of b, without a division.
bool isLessLoaded(const PoolLoad &a, const PoolLoad &b)
{
    const auto load = [](const PoolLoad &pool) { return static_cast<std::int64_t>(pool.inUse) + pool.waiting; };
    return load(a) * std::max(1, b.slots) < load(b) * std::max(1, a.slots);
}

bool serves(const PoolLoad &pool)
{
    return pool.accepting && pool.canServe;
}

} // namespace

bool Router::takesRequests(std::span<const PoolLoad> pools, std::size_t pool)
{
    return pools[pool].accepting && (pools[pool].canServe || std::ranges::none_of(pools, serves));
}

Router::Router(RoutingPolicy policy, int migrationShare, std::uint64_t seed)
    : m_policy(policy)
    , m_share(migrationShare)
    , m_random(seed)
{}

std::optional<std::size_t> Router::route(std::span<const PoolLoad> pools, std::optional<std::size_t> named)
{
    if (pools.empty())
        return std::nullopt;
    m_anyServes = std::ranges::any_of(pools, serves);
    if (named && takes(pools[*named]))
        return named;
    if (!isSpread())
        return firstTaking(pools, 0);
    switch (m_policy) {
    case RoutingPolicy::RoundRobin:
        return roundRobin(pools);
    case RoutingPolicy::LeastLoaded:
        return leastLoaded(pools);
    case RoutingPolicy::PowerOfTwo:
        return powerOfTwo(pools);
    case RoutingPolicy::Random:
        return random(pools);
    case RoutingPolicy::Weighted:
        return weighted(pools);
    case RoutingPolicy::ByClass:
        return unclaimed(pools);
    case RoutingPolicy::Single:
        break;
    }
    return firstTaking(pools, 0);
}

bool Router::isSpread()
{
    m_shareSum += m_share;
    if (m_shareSum < 100)
        return false;
    m_shareSum -= 100;
    return true;
}

template <class Fits>
std::optional<std::size_t> Router::firstOf(std::span<const PoolLoad> pools, std::size_t from, Fits fits) const
{
    for (std::size_t tried = 0; tried < pools.size(); ++tried) {
        const std::size_t candidate = (from + tried) % pools.size();
        if (fits(pools[candidate]))
            return candidate;
    }
    return std::nullopt;
}

std::optional<std::size_t> Router::firstTaking(std::span<const PoolLoad> pools, std::size_t from) const
{
    return firstOf(pools, from, [this](const PoolLoad &pool) { return takes(pool); });
}

std::size_t Router::countTaking(std::span<const PoolLoad> pools) const
{
    return static_cast<std::size_t>(std::ranges::count_if(pools, [this](const PoolLoad &pool) { return takes(pool); }));
}

std::optional<std::size_t> Router::roundRobin(std::span<const PoolLoad> pools)
{
    const auto chosen = firstTaking(pools, m_next % pools.size());
    if (chosen)
        m_next = *chosen + 1;
    return chosen;
}

std::optional<std::size_t> Router::leastLoaded(std::span<const PoolLoad> pools)
{
    auto best = firstTaking(pools, m_next % pools.size());
    if (!best)
        return best;
    const std::size_t start = *best;
    for (std::size_t step = 1; step < pools.size(); ++step) {
        const std::size_t candidate = (start + step) % pools.size();
        if (takes(pools[candidate]) && isLessLoaded(pools[candidate], pools[*best]))
            best = candidate;
    }
    m_next = *best + 1; // the search begins behind the last choice, so that ties rotate evenly
    return best;
}

std::optional<std::size_t> Router::powerOfTwo(std::span<const PoolLoad> pools)
{
    const auto first = random(pools);
    if (!first)
        return first;
    if (countTaking(pools) < 2)
        return first;
    auto second = random(pools);
    while (second == first)
        second = random(pools);
    return isLessLoaded(pools[*second], pools[*first]) ? second : first;
}

std::optional<std::size_t> Router::random(std::span<const PoolLoad> pools)
{
    const std::uint64_t taking = countTaking(pools);
    if (taking == 0)
        return std::nullopt;
    std::uint64_t skip = m_random.below(taking);
    for (std::size_t i = 0; i < pools.size(); ++i) {
        if (takes(pools[i]) && skip-- == 0)
            return i;
    }
    return std::nullopt;
}

// Smooth weighted round robin, as nginx has it: each pool earns its weight, the richest is chosen and pays what all have
// earned. Of any so many choices in a row as the weights add up to, each pool gets its weight.
std::optional<std::size_t> Router::weighted(std::span<const PoolLoad> pools)
{
    int sum = 0;
    for (const PoolLoad &pool : pools)
        sum += takes(pool) ? pool.weight : 0;
    if (sum == 0)
        return std::nullopt;
    if (sum != m_weightSum || m_credits.size() != pools.size())
        m_credits.assign(pools.size(), 0); // other weights, or other pools: old debts would be a burst
    m_weightSum = sum;
    std::optional<std::size_t> richest;
    for (std::size_t i = 0; i < pools.size(); ++i) {
        if (!takes(pools[i]))
            continue;
        m_credits[i] += pools[i].weight;
        if (!richest || m_credits[i] > m_credits[*richest])
            richest = i;
    }
    m_credits[*richest] -= sum;
    return richest;
}

std::optional<std::size_t> Router::unclaimed(std::span<const PoolLoad> pools)
{
    const auto isFree = [this](const PoolLoad &pool) { return takes(pool) && !pool.isClaimed; };
    const auto chosen = firstOf(pools, m_next % pools.size(), isFree);
    if (!chosen)
        return roundRobin(pools);
    m_next = *chosen + 1;
    return chosen;
}

} // namespace poolwart
