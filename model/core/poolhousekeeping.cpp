// SPDX-License-Identifier: GPL-3.0-or-later
// Time: acquire deadlines, idle timeouts, lifetimes and retries that are due.
#include "model/core/pool.h"

#include <algorithm>

namespace poolwart {

void Pool::tick(TimePoint now, PoolActions &actions)
{
    if (now >= m_earliestDeadline)
        expireWaiters(now, actions);
    if (now >= m_nextCare) {
        expireConnections(now, actions);
        maintain(now, actions);
        planNextCare();
    }
}

std::optional<TimePoint> Pool::nextDeadline() const
{
    const TimePoint earliest = std::min(m_earliestDeadline, m_nextCare);
    return earliest == TimePoint::max() ? std::nullopt : std::optional(earliest);
}

void Pool::expireWaiters(TimePoint now, PoolActions &actions)
{
    m_earliestDeadline = TimePoint::max();
    m_waiters.removeIf([&](const Waiter &waiter) {
        if (waiter.deadline > now) {
            m_earliestDeadline = std::min(m_earliestDeadline, waiter.deadline);
            return false;
        }
        ++m_counters.timedOut;
        actions.push_back({.kind = PoolAction::Kind::TimeOut, .request = waiter.request});
        return true;
    });
    finishDrain();
}

void Pool::expireConnections(TimePoint now, PoolActions &actions)
{
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i].state == SlotState::Idle && now >= m_slots[i].expiresAt) {
            ++m_counters.lifetimeClosed;
            retire(static_cast<SlotIndex>(i), true, actions);
        }
    }
    while (nextIdleEnd() <= now) {
        ++m_counters.idleClosed;
        retire(m_idle.front(), true, actions);
    }
}

void Pool::planNextCare()
{
    m_nextCare = nextTry();
    for (const SlotIndex slot : m_idle)
        m_nextCare = std::min(m_nextCare, m_slots[slot].expiresAt);
    m_nextCare = std::min(m_nextCare, nextIdleEnd());
}

// When the slot that has not been used for longest is one too many.
TimePoint Pool::nextIdleEnd() const
{
    const bool isSurplus = m_plan.idleTimeout && idle() > minimumIdleOf(m_plan);
    return isSurplus ? m_slots[m_idle.front()].idleSince + *m_plan.idleTimeout : TimePoint::max();
}

} // namespace poolwart
