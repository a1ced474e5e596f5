// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <algorithm>

namespace poolwart {

// Time that requests wait in one pool while another has a free slot: one that would be lent at once. It is exact, summed
// up at each change. A pool with a free slot has no waiters of its own, so all that wait anywhere are blocked while any
// pool has one; a clock that goes only then is all that is needed, whatever the number of pools. A change may be told of late,
// with an earlier time than the one before it: it counts from then on, for what was summed up once is never taken back.
class BlockedWait
{
public:
    // Of one pool. Before the pool goes, it is updated to no waiters and no free slot.
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
