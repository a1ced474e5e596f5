// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/pool.h"

#include <algorithm>
#include <set>

namespace poolwart {

std::optional<std::string> Pool::checkInvariants() const
{
    Pool recount(m_plan, 0);
    int idleSlots = 0;
    for (const Slot &slot : m_slots) {
        recount.tally(slot, +1);
        idleSlots += slot.state == SlotState::Idle;
        if (slot.lent && slot.state != SlotState::InUse && slot.state != SlotState::Retiring)
            return "a lent slot is neither in use nor retiring";
        if (slot.closing && (slot.state != SlotState::Retiring || slot.lent))
            return "a closing slot is lent or not retiring";
        if (slot.state == SlotState::InUse && !slot.lent)
            return "a slot in use is not lent";
        if (slot.state == SlotState::Retiring && !slot.lent && !slot.closing)
            return "a retiring slot is neither lent nor closing";
    }
    if (recount.m_counted != m_counted || recount.m_occupied != m_occupied || recount.m_opening != m_opening
        || recount.m_closing != m_closing || recount.m_inUse != m_inUse)
        return "a tally is off";
    if (std::set(m_idle.begin(), m_idle.end()).size() != m_idle.size())
        return "a slot is on the idle stack twice";
    if (idleSlots != idle() || std::ranges::any_of(m_idle, [this](SlotIndex slot) { return m_slots[slot].state != SlotState::Idle; }))
        return "the idle stack and the slots' states differ";
    if (m_state == PoolState::Active && !m_idle.empty() && !m_waiters.isEmpty())
        return "a request waits beside an idle slot";
    if (isAccepting() && m_counted > m_plan.slots)
        return "more slots stay than are wanted";
    if (m_state == PoolState::Drained && (m_inUse != 0 || m_opening != 0 || !m_idle.empty() || !m_waiters.isEmpty()))
        return "a drained pool is not empty";
    for (std::size_t i = 0; i < m_waiters.size(); ++i) {
        if (m_waiters.at(i).deadline < m_earliestDeadline)
            return "a waiter's deadline would be missed";
    }
    const bool isOpeningMissing =
        missing() > 0 && m_failures == 0 && std::ranges::any_of(m_slots, [this](const Slot &slot) { return isOpenable(slot); });
    if (isOpeningMissing)
        return "an opening is wanted and not begun";
    Pool replanned(*this);
    replanned.planNextCare();
    if (replanned.m_nextCare < m_nextCare)
        return "an idle timeout, a lifetime or a retry would be missed";
    return std::nullopt;
}

} // namespace poolwart
