// SPDX-License-Identifier: GPL-3.0-or-later
// Which connection is opened next: all pools share one server, and what it can give.
#include "model/dispatcher/dispatcher_p.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr std::size_t openedBeforeOneMore = 8;

// Of the connections that its plan wants, a has a smaller part than b. One on its way out needs but one, and soon.
bool isPoorer(const auto &a, const auto &b)
{
    if (a.isLeaving != b.isLeaving)
        return a.isLeaving;
    return a.connections * static_cast<std::size_t>(b.pool.plan().slots) < b.connections * static_cast<std::size_t>(a.pool.plan().slots);
}

} // namespace

// A connection counts from the moment that its opening begins until its server has ended it. So while a plan is replaced, old
// ones are closed before new ones are opened, and there are never more than the larger plan has slots. Without a plan there
// is nothing to exceed.
bool Dispatcher::mayBeginOpening() const
{
    return m_wishes > 0 && m_openings < maxOpeningsNow() && (m_committed == 0 || m_connections < m_committed);
}

// After the server was full they begin one by one, then more and more: of many under way at once, any may get the connection
// that came free, and not that of the poorest pool.
std::size_t Dispatcher::maxOpeningsNow() const
{
    return m_openedSinceFull ? std::min(m_maxOpenings, 1 + *m_openedSinceFull / openedBeforeOneMore) : m_maxOpenings;
}

// A pool below its fair share comes first. Where its openings failed, the others wait until the try that is under way has shown
// whether it takes its share; where the server had no connection left for it, until it has had its next try: at once when a
// connection came free since, else after its back-off.
void Dispatcher::beginOpenings(TimePoint now)
{
    while (mayBeginOpening()) {
        PoolEntry *next = poorestThatWants();
        if (!next)
            return;
        if (PoolEntry *poorer = recoveringBelow(*next)) {
            if (poorer->pool.opening() > 0 || poorer->refusedAfterEndings == m_endings)
                return;
            poorer->refusedAfterEndings = m_endings;
            poorer->pool.retryNow(now, poorer->actions);
            carryOut(*poorer, now);
            continue;
        }
        const SlotIndex slot = next->wishes.front();
        next->wishes.pop_front();
        --m_wishes;
        ++next->connections;
        ++m_connections;
        ++m_openings;
        m_commands.push_back({.kind = Command::Kind::Open, .slot = {next->pool.id(), slot}});
    }
}

Dispatcher::PoolEntry *Dispatcher::poorestThatWants() const
{
    PoolEntry *poorest = nullptr;
    for (const auto &entry : m_entries) {
        if (!entry->wishes.empty() && (!poorest || isPoorer(*entry, *poorest)))
            poorest = entry.get();
    }
    return poorest;
}

// One whose openings failed, that now tries again or backs off because the server was full.
Dispatcher::PoolEntry *Dispatcher::recoveringBelow(const PoolEntry &other) const
{
    const auto found = std::ranges::find_if(m_entries, [&](const auto &entry) {
        const bool isTrying = entry->pool.isFailing() && entry->pool.opening() > 0;
        return (isTrying || (entry->isRefused && entry->pool.awaitsRetry())) && isPoorer(*entry, other);
    });
    return found == m_entries.end() ? nullptr : found->get();
}

void Dispatcher::openingEnded(PoolEntry &entry, const Error *failure, TimePoint now)
{
    --m_openings;
    entry.isRefused = failure && failure->kind == ErrorKind::TooManyConnections;
    if (entry.isRefused)
        m_openedSinceFull = 0;
    else if (!failure && m_openedSinceFull)
        ++*m_openedSinceFull;
    if (failure) {
        entry.refusedAfterEndings = m_endings;
        connectionEnded(entry);
        return;
    }
    for (const auto &other : m_entries) { // the server is there again
        if (!other->isRefused && other->pool.awaitsRetry()) {
            other->pool.retryNow(now, other->actions);
            carryOut(*other, now);
        }
    }
}

void Dispatcher::connectionEnded(PoolEntry &entry)
{
    --entry.connections;
    --m_connections;
}

// What was not begun and is not wanted any more.
void Dispatcher::withdrawOpenings(PoolEntry &entry, TimePoint now)
{
    std::erase_if(entry.wishes, [&](SlotIndex slot) {
        if (entry.pool.isOpeningWanted(slot))
            return false;
        entry.pool.openWithdrawn(slot, now, entry.actions);
        --m_wishes;
        return true;
    });
}

} // namespace poolwart
