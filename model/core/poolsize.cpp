// SPDX-License-Identifier: GPL-3.0-or-later
// The way to the wanted size: what is retired, taken back or opened.
#include "model/core/pool.h"

#include <algorithm>
#include <cassert>

namespace poolwart {

void Pool::apply(const PoolPlan &plan, TimePoint now, PoolActions &actions)
{
    assert(plan.id == m_plan.id);
    m_plan = plan;
    if (m_slots.size() < static_cast<std::size_t>(plan.slots))
        m_slots.resize(static_cast<std::size_t>(plan.slots));
    maintain(now, actions);
    planNextCare();
}

void Pool::maintain(TimePoint now, PoolActions &actions)
{
    if (isAccepting()) {
        shrink(actions);
        takeBackRetiring();
    }
    openMissing(now, actions);
    forgetBackOffs();
    renewNext(now, actions);
    trimSlots();
    finishDrain();
}

// The cheapest to give up first; within a kind, the last of the list.
void Pool::shrink(PoolActions &actions)
{
    const auto cancelOverdue = [&](auto isCandidate) {
        for (std::size_t i = m_slots.size(); i-- > 0 && m_counted > m_plan.slots;) {
            if (!isCandidate(m_slots[i]))
                continue;
            change(static_cast<SlotIndex>(i), [](Slot &given) { given.heldClosed = false; });
            retire(static_cast<SlotIndex>(i), false, actions);
        }
    };
    cancelOverdue([](const Slot &slot) { return slot.heldClosed; });
    for (const SlotState state : {SlotState::BackingOff, SlotState::Opening, SlotState::Idle, SlotState::InUse})
        cancelOverdue([state](const Slot &slot) { return slot.state == state && !slot.dropOnOpen; });
}

void Pool::takeBackRetiring()
{
    for (std::size_t i = 0; i < m_slots.size() && m_counted < m_plan.slots; ++i) {
        const Slot &slot = m_slots[i];
        if (slot.state == SlotState::Retiring && slot.lent && !slot.replaced && !slot.heldClosed)
            change(static_cast<SlotIndex>(i), [](Slot &kept) { kept.state = SlotState::InUse; });
        else if (slot.state == SlotState::Opening && slot.dropOnOpen && !slot.replaced)
            change(static_cast<SlotIndex>(i), [](Slot &kept) { kept.dropOnOpen = false; });
    }
}

// How many more openings are wanted: for the minimum idle, or for those that wait.
int Pool::missing() const
{
    if (isAccepting())
        return std::max(minimumIdleOf(m_plan), waiting()) - idle() - m_opening;
    return m_state == PoolState::Draining ? std::min(waiting(), 1) - m_inUse - m_opening : 0;
}

bool Pool::mayOpen(TimePoint now) const
{
    return m_failures == 0 || (m_opening == 0 && now >= m_retryAt);
}

// A slot that backs off is among the occupied already.
bool Pool::isOpenable(const Slot &slot) const
{
    return (slot.state == SlotState::BackingOff && m_occupied <= m_plan.slots)
        || (slot.state == SlotState::Closed && !slot.heldClosed && m_occupied < m_plan.slots);
}

// After a slot was lent or a request began to wait; the common case has all its slots, and none fails.
void Pool::replenish(TimePoint now, PoolActions &actions)
{
    if (m_occupied < m_plan.slots || m_failures > 0)
        openMissing(now, actions);
}

void Pool::openMissing(TimePoint now, PoolActions &actions)
{
    for (const SlotState state : {SlotState::BackingOff, SlotState::Closed}) {
        for (std::size_t i = 0; i < m_slots.size() && missing() > 0 && mayOpen(now); ++i) {
            if (m_slots[i].state == state && isOpenable(m_slots[i]))
                beginOpen(static_cast<SlotIndex>(i), actions);
        }
    }
    m_nextCare = std::min(m_nextCare, nextTry());
}

// When the back-off lets an opening that is wanted be tried.
TimePoint Pool::nextTry() const
{
    const bool isWanted = m_failures > 0 && m_opening == 0 && missing() > 0
                       && std::ranges::any_of(m_slots, [this](const Slot &slot) { return isOpenable(slot); });
    return isWanted ? m_retryAt : TimePoint::max();
}

// Where no more openings are wanted, nobody waits for the next try.
void Pool::forgetBackOffs()
{
    for (std::size_t i = 0; i < m_slots.size() && missing() <= 0; ++i) {
        if (m_slots[i].state == SlotState::BackingOff)
            change(static_cast<SlotIndex>(i), [](Slot &forgotten) { forgotten.state = SlotState::Closed; });
    }
}

// A busy one goes when its request is done, if it is its turn then.
void Pool::renewNext(TimePoint now, PoolActions &actions)
{
    for (std::size_t i = 0; i < m_slots.size() && mayRenew(); ++i) {
        if (!m_slots[i].isOld || m_slots[i].state != SlotState::Idle)
            continue;
        retire(static_cast<SlotIndex>(i), true, actions);
        openMissing(now, actions); // another slot may be free
    }
}

void Pool::trimSlots()
{
    while (m_slots.size() > static_cast<std::size_t>(m_plan.slots) && m_slots.back().state == SlotState::Closed
           && !m_slots.back().heldClosed)
        m_slots.pop_back();
}

} // namespace poolwart
