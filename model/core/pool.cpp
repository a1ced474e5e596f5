// SPDX-License-Identifier: GPL-3.0-or-later
// Requests: who is lent a slot, who waits, who is turned away.
#include "model/core/pool.h"

#include <algorithm>
#include <cassert>

namespace poolwart {

Pool::Pool(const PoolPlan &plan, std::uint64_t seed)
    : m_plan(plan)
    , m_random(seed)
{}

void Pool::tally(const Slot &slot, int sign)
{
    const bool stays = slot.heldClosed || slot.state == SlotState::Idle || slot.state == SlotState::InUse
                    || slot.state == SlotState::BackingOff || (slot.state == SlotState::Opening && !slot.dropOnOpen);
    m_counted += sign * stays;
    m_occupied += sign * (slot.heldClosed || slot.state != SlotState::Closed);
    m_opening += sign * (slot.state == SlotState::Opening);
    m_closing += sign * slot.closing;
    m_inUse += sign * slot.lent;
}

int Pool::open() const
{
    return static_cast<int>(std::ranges::count_if(m_slots, [](const Slot &slot) {
        return slot.state == SlotState::Idle || slot.state == SlotState::InUse || slot.state == SlotState::Retiring;
    }));
}

void Pool::acquire(RequestId request, TimePoint now, PoolActions &actions, TimePoint latest)
{
    if (m_state == PoolState::Active && !m_idle.empty()) {
        const SlotIndex slot = m_idle.back();
        m_idle.pop_back();
        lend(slot, request, actions);
        replenish(now, actions);
        return;
    }
    if (!isAccepting() || (m_plan.queueLimit && waiting() >= *m_plan.queueLimit)) {
        ++m_counters.rejected;
        actions.push_back({.kind = PoolAction::Kind::Reject, .request = request});
        return;
    }
    const TimePoint deadline = std::min(now + m_plan.acquireTimeout, latest);
    m_waiters.push({.request = request, .since = now, .deadline = deadline});
    m_earliestDeadline = std::min(m_earliestDeadline, deadline);
    m_counters.peakWaiting = std::max(m_counters.peakWaiting, waiting());
    replenish(now, actions);
}

void Pool::lend(SlotIndex slot, RequestId request, PoolActions &actions)
{
    change(slot, [request](Slot &lent) {
        lent.state = SlotState::InUse;
        lent.lent = true;
        lent.request = request;
    });
    ++m_counters.acquired;
    m_counters.peakInUse = std::max(m_counters.peakInUse, m_inUse);
    actions.push_back({.kind = PoolAction::Kind::Grant, .slot = slot, .request = request});
}

void Pool::release(SlotIndex slot, bool reusable, TimePoint now, PoolActions &actions)
{
    assert(m_slots[slot].lent);
    const bool expired = now >= m_slots[slot].expiresAt;
    const bool isItsTurn = m_slots[slot].isOld && mayRenew();
    const bool leaves = m_slots[slot].state == SlotState::Retiring || !reusable || expired || isItsTurn;
    if (!leaves) {
        change(slot, [](Slot &freed) { freed.lent = false; });
        grantOldest(slot, now, actions);
        return;
    }
    m_counters.broken += !reusable;
    m_counters.lifetimeClosed += reusable && expired;
    beginClose(slot, actions);
    maintain(now, actions);
}

// The slot is open and free: to the oldest waiter whose deadline has not passed, else idle, else away.
void Pool::grantOldest(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    while (m_state != PoolState::Paused && !m_waiters.isEmpty()) {
        const Waiter waiter = m_waiters.pop();
        if (waiter.deadline > now) {
            lend(slot, waiter.request, actions);
            replenish(now, actions);
            return;
        }
        ++m_counters.timedOut;
        actions.push_back({.kind = PoolAction::Kind::TimeOut, .request = waiter.request});
    }
    if (isAccepting())
        makeIdle(slot, now);
    else
        beginClose(slot, actions);
}

// The idle stack is in the order of idleSince, though an end may be told of after later ones.
void Pool::makeIdle(SlotIndex slot, TimePoint now)
{
    const TimePoint since = m_idle.empty() ? now : std::max(now, m_slots[m_idle.back()].idleSince);
    change(slot, [since](Slot &freed) {
        freed.state = SlotState::Idle;
        freed.idleSince = since;
    });
    m_idle.push_back(slot);
    m_nextCare = std::min({m_nextCare, m_slots[slot].expiresAt, nextIdleEnd()});
}

void Pool::serveWaiters(TimePoint now, PoolActions &actions)
{
    while (m_state != PoolState::Paused && !m_waiters.isEmpty() && !m_idle.empty()) {
        const SlotIndex slot = m_idle.back();
        m_idle.pop_back();
        grantOldest(slot, now, actions);
    }
}

void Pool::rejectWaiters(PoolActions &actions)
{
    while (!m_waiters.isEmpty()) {
        ++m_counters.rejected;
        actions.push_back({.kind = PoolAction::Kind::Reject, .request = m_waiters.pop().request});
    }
    finishDrain();
}

std::optional<TimePoint> Pool::oldestWaiterSince() const
{
    return m_waiters.isEmpty() ? std::nullopt : std::optional(m_waiters.front().since);
}

} // namespace poolwart
