// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/dispatcher/pooltable.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace poolwart {

// Decides which connection is opened next: all pools share one server and its limit.
//
// A connection counts from the start of its opening until the server has ended it. So while a plan is replaced, old connections
// are closed before new ones are opened, and there are never more than the larger plan has slots. A pool below its fair share
// comes first. Where its openings failed, the others wait until the attempt under way shows whether the pool gets its share;
// where the server was full, until the pool has had its next attempt: at once if a connection has ended since, otherwise after
// its back-off.
class Openings
{
public:
    // What is to be done next: open this slot, or, without a slot, end the back-off of the pool's openings.
    struct Step
    {
        PoolEntry *pool = nullptr;
        std::optional<SlotIndex> slot;
    };

    void setMaxAtOnce(std::size_t atOnce) { m_maxAtOnce = atOnce; }
    void setMaxConnections(std::size_t slots) { m_maxConnections = slots; } // the plan's slots; 0: no limit

    void want(PoolEntry &pool, SlotIndex slot);
    // Withdraws what has not begun and is not wanted any more; the pool's actions tell what follows.
    void withdraw(PoolEntry &pool, TimePoint now)
    {
        if (!pool.openings.wanted.empty())
            withdrawUnwanted(pool, now);
    }
    // Counts what it returns as done: call until it returns nothing.
    std::optional<Step> next(const PoolTable &pools) { return mayBegin() ? choose(pools) : std::nullopt; }

    void succeeded(PoolEntry &pool);
    void failed(PoolEntry &pool, ErrorKind why);
    void closed(PoolEntry &pool);

    bool isOpening() const { return m_openings + m_wanted > 0; } // now, or as soon as it is their turn

    // The first miscount, or nothing.
    std::optional<std::string> checkInvariants(const PoolTable &pools) const;

private:
    bool mayBegin() const { return m_wanted > 0 && m_openings < maxNow() && (m_maxConnections == 0 || m_connections < m_maxConnections); }
    std::size_t maxNow() const;
    std::optional<Step> choose(const PoolTable &pools);
    void withdrawUnwanted(PoolEntry &pool, TimePoint now);
    void connectionEnded(PoolEntry &pool);

    std::size_t m_maxConnections = 0;
    std::size_t m_connections = 0;                // of all pools: opening, open or closing
    std::size_t m_openings = 0;                   // of those
    std::size_t m_maxAtOnce = 2 * openedAtOnce;   // few: a late decision is a good one, and a restarted server is not stormed
    std::optional<std::size_t> m_openedSinceFull; // since the server had no connection left; empty: it never was full
    std::size_t m_wanted = 0;                     // openings that have not begun
    std::uint64_t m_endings = 0;                  // connections that ended so far
};

} // namespace poolwart
