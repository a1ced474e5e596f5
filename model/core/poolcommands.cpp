// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does to a pool: pause, resume, drain; close and reopen slots.
#include "model/core/pool.h"

#include <algorithm>

namespace poolwart {

void Pool::pause(TimePoint, PoolActions &)
{
    if (m_state == PoolState::Active)
        m_state = PoolState::Paused;
}

void Pool::resume(TimePoint now, PoolActions &actions)
{
    m_state = PoolState::Active;
    serveWaiters(now, actions);
    maintain(now, actions);
}

void Pool::drain(TimePoint now, PoolActions &actions)
{
    if (!isAccepting())
        return;
    m_state = PoolState::Draining;
    serveWaiters(now, actions);
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const SlotState state = m_slots[i].state;
        if (state == SlotState::Idle || state == SlotState::BackingOff || (state == SlotState::Opening && m_waiters.isEmpty()))
            retire(static_cast<SlotIndex>(i), false, actions);
    }
    maintain(now, actions);
}

void Pool::finishDrain()
{
    if (m_state != PoolState::Draining || !m_waiters.isEmpty())
        return;
    if (std::ranges::all_of(m_slots, [](const Slot &slot) { return slot.state == SlotState::Closed; }))
        m_state = PoolState::Drained;
}

void Pool::closeSlot(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    change(slot, [](Slot &held) { held.heldClosed = true; });
    retire(slot, true, actions);
    maintain(now, actions);
}

void Pool::reopenSlot(SlotIndex slot, TimePoint now, PoolActions &actions)
{
    change(slot, [](Slot &freed) { freed.heldClosed = false; });
    retire(slot, true, actions);
    maintain(now, actions);
}

void Pool::recycle(TimePoint now, PoolActions &actions)
{
    m_failures = 0;
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        retire(static_cast<SlotIndex>(i), true, actions);
    maintain(now, actions);
}

void Pool::renew(TimePoint now, PoolActions &actions)
{
    for (Slot &slot : m_slots)
        slot.isOld = slot.state == SlotState::Idle || slot.state == SlotState::InUse || slot.state == SlotState::Opening;
    maintain(now, actions);
}

void Pool::resetCounters()
{
    m_counters = {.peakInUse = m_inUse, .peakWaiting = waiting()};
}

} // namespace poolwart
