// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/openings.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr std::size_t openedBeforeOneMore = 8;

// Of the connections that its plan wants, a has a smaller part than b. A removed pool needs only one, and soon.
bool isPoorer(const PoolEntry &a, const PoolEntry &b)
{
    if (a.isLeaving != b.isLeaving)
        return a.isLeaving;
    return a.openings.connections * static_cast<std::size_t>(b.pool.plan().slots)
         < b.openings.connections * static_cast<std::size_t>(a.pool.plan().slots);
}

PoolEntry *poorestThatWants(const PoolTable &pools)
{
    PoolEntry *poorest = nullptr;
    for (const auto &entry : pools) {
        if (!entry->openings.wanted.empty() && (!poorest || isPoorer(*entry, *poorest)))
            poorest = entry.get();
    }
    return poorest;
}

// A pool whose openings failed, that now tries again or backs off because the server was full.
PoolEntry *recoveringBelow(const PoolTable &pools, const PoolEntry &other)
{
    const auto found = std::ranges::find_if(pools, [&](const auto &entry) {
        const bool isTrying = entry->pool.isFailing() && entry->pool.opening() > 0;
        return (isTrying || (entry->openings.isRefused && entry->pool.awaitsRetry())) && isPoorer(*entry, other);
    });
    return found == pools.end() ? nullptr : found->get();
}

} // namespace

void Openings::want(PoolEntry &pool, SlotIndex slot)
{
    pool.openings.wanted.push_back(slot);
    ++m_wanted;
}

void Openings::withdrawUnwanted(PoolEntry &pool, TimePoint now)
{
    std::erase_if(pool.openings.wanted, [&](SlotIndex slot) {
        if (pool.pool.isOpeningWanted(slot))
            return false;
        pool.pool.openWithdrawn(slot, now, pool.actions);
        --m_wanted;
        return true;
    });
}

// After the server was full they begin one by one, then more and more: of many under way at once, any may get the connection
// that came free, and not that of the poorest pool.
std::size_t Openings::maxNow() const
{
    return m_openedSinceFull ? std::min(m_maxAtOnce, 1 + *m_openedSinceFull / openedBeforeOneMore) : m_maxAtOnce;
}

std::optional<Openings::Step> Openings::choose(const PoolTable &pools)
{
    PoolEntry *next = poorestThatWants(pools);
    if (!next)
        return std::nullopt;
    if (PoolEntry *poorer = recoveringBelow(pools, *next)) {
        if (poorer->pool.opening() > 0 || poorer->openings.refusedAfterEndings == m_endings)
            return std::nullopt;
        poorer->openings.refusedAfterEndings = m_endings;
        return Step{.pool = poorer, .slot = {}};
    }
    const SlotIndex slot = next->openings.wanted.front();
    next->openings.wanted.pop_front();
    --m_wanted;
    ++next->openings.connections;
    ++m_connections;
    ++m_openings;
    return Step{.pool = next, .slot = slot};
}

void Openings::succeeded(PoolEntry &pool)
{
    --m_openings;
    pool.openings.isRefused = false;
    if (m_openedSinceFull)
        ++*m_openedSinceFull;
}

void Openings::failed(PoolEntry &pool, ErrorKind why)
{
    --m_openings;
    pool.openings.isRefused = why == ErrorKind::TooManyConnections;
    if (pool.openings.isRefused)
        m_openedSinceFull = 0;
    pool.openings.refusedAfterEndings = m_endings;
    connectionEnded(pool);
}

void Openings::closed(PoolEntry &pool)
{
    connectionEnded(pool);
    ++m_endings;
}

void Openings::connectionEnded(PoolEntry &pool)
{
    --pool.openings.connections;
    --m_connections;
}

std::optional<std::string> Openings::checkInvariants(const PoolTable &pools) const
{
    std::size_t connections = 0;
    std::size_t wanted = 0;
    for (const auto &entry : pools) {
        const PoolOpenings &openings = entry->openings;
        connections += openings.connections;
        wanted += openings.wanted.size();
        if (entry->pool.opening() < static_cast<int>(openings.wanted.size()))
            return entry->pool.plan().name + ": more openings wait than the pool has begun";
        const int counted = entry->pool.open() + entry->pool.opening();
        if (static_cast<std::size_t>(counted) != openings.connections + openings.wanted.size())
            return entry->pool.plan().name + ": its connections are miscounted";
    }
    if (connections != m_connections || wanted != m_wanted)
        return "the connections of all pools are miscounted";
    return std::nullopt;
}

} // namespace poolwart
