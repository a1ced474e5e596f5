// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/dispatcher.h"

#include <algorithm>

namespace poolwart {

std::optional<std::string> Dispatcher::checkInvariants() const
{
    if (auto violation = m_meter.checkInvariants(m_pools, m_requests))
        return violation;
    for (const auto &entry : m_pools) {
        if (auto violation = entry->pool.checkInvariants())
            return entry->pool.plan().name + ": " + *violation;
    }
    if (auto violation = m_openings.checkInvariants(m_pools))
        return violation;
    return checkRequests();
}

std::optional<std::string> Dispatcher::checkRequests() const
{
    std::uint64_t held = 0;
    TimePoint nextLate = TimePoint::max();
    for (const auto &entry : m_pools) {
        std::uint64_t busy = 0;
        for (const SlotEntry &slot : entry->slots) {
            busy += slot.isBusy;
            if (slot.isBusy && !slot.givenUp)
                nextLate = std::min(nextLate, m_requests[slot.request].deadline);
        }
        if (busy != static_cast<std::uint64_t>(entry->pool.inUse()))
            return entry->pool.plan().name + ": busy slots and slots in use differ";
        held += busy + static_cast<std::uint64_t>(entry->pool.waiting());
    }
    if (held + m_retries.size() != m_requests.outstanding())
        return "a request is neither in a slot nor waiting, nor to be tried again";
    if (nextLate < m_statements.nextLate())
        return "a running request's deadline would be missed";
    return std::nullopt;
}

} // namespace poolwart
