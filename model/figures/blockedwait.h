// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <algorithm>

namespace poolwart {

// Time that requests wait in one pool while another has a free slot that could be lent at once. It is exact, summed at each
// change. A pool with a free slot has no waiters, so all waiting requests are blocked while any pool has one; a clock that runs
// only then is sufficient for any number of pools. A change reported with an earlier time than its predecessor counts from the
// latest time, because sums are never reduced.
class BlockedWait
{
public:
    // The share of one pool. Before the pool is removed, update it to no waiters and no free slot.
    struct Share
    {
        int waiting = 0;
        bool hasFreeSlot = false;
        Duration sum{0};
        Duration countedTo{0}; // on our clock
    };

    void update(Share &share, int waiting, bool hasFreeSlot, TimePoint now)
    {
        if (share.waiting == waiting && share.hasFreeSlot == hasFreeSlot)
            return;
        now = notBefore(now);
        settle(share, now);
        share.waiting = waiting;
        if (share.hasFreeSlot == hasFreeSlot)
            return;
        m_elapsed = clock(now);
        m_since = now;
        m_freePools += hasFreeSlot ? 1 : -1;
        share.hasFreeSlot = hasFreeSlot;
    }

    void reset(Share &share, TimePoint now)
    {
        settle(share, notBefore(now));
        share.sum = Duration(0);
    }

    Duration sumOf(const Share &share, TimePoint now) const
    {
        return share.sum + share.waiting * (clock(std::max(now, m_latest)) - share.countedTo); // 292 years of waiting fit
    }

    int freePools() const { return m_freePools; }

private:
    Duration clock(TimePoint now) const { return m_freePools > 0 ? m_elapsed + (now - m_since) : m_elapsed; }

    TimePoint notBefore(TimePoint now) { return m_latest = std::max(m_latest, now); }

    void settle(Share &share, TimePoint now)
    {
        share.sum = sumOf(share, now);
        share.countedTo = clock(now);
    }

    int m_freePools = 0;
    Duration m_elapsed{0};
    TimePoint m_since{};
    TimePoint m_latest{};
};

} // namespace poolwart
