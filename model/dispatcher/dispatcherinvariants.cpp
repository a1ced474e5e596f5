// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/dispatcher_p.h"

#include <algorithm>
#include <functional>

namespace poolwart {

std::optional<std::string> Dispatcher::checkInvariants() const
{
    if (auto violation = checkAccount())
        return violation;
    std::uint64_t held = 0;
    int freePools = 0;
    TimePoint nextLate = TimePoint::max();
    for (const auto &entry : m_entries) {
        if (auto violation = entry->pool.checkInvariants())
            return entry->pool.plan().name + ": " + *violation;
        std::uint64_t busy = 0;
        for (const SlotEntry &slot : entry->slots) {
            busy += slot.isBusy;
            if (slot.isBusy && !slot.givenUp)
                nextLate = std::min(nextLate, m_requests[static_cast<std::size_t>(slot.request)].deadline);
        }
        if (busy != static_cast<std::uint64_t>(entry->pool.inUse()))
            return entry->pool.plan().name + ": busy slots and slots in use differ";
        freePools += entry->pool.state() == PoolState::Active && entry->pool.idle() > 0;
        held += busy + static_cast<std::uint64_t>(entry->pool.waiting());
    }
    if (auto violation = checkOpenings())
        return violation;
    if (held + m_retries.size() != outstanding())
        return "a request is neither in a slot nor waiting, nor to be tried again";
    if (m_blocked.freePools() != freePools)
        return "a free slot is not seen, or one that is none";
    if (nextLate < m_nextLate)
        return "a running request's deadline would be missed";
    return std::nullopt;
}

std::optional<std::string> Dispatcher::checkOpenings() const
{
    std::size_t connections = 0;
    std::size_t wishes = 0;
    for (const auto &entry : m_entries) {
        connections += entry->connections;
        wishes += entry->wishes.size();
        if (entry->pool.opening() < static_cast<int>(entry->wishes.size()))
            return entry->pool.plan().name + ": more openings wait than the pool has begun";
        if (static_cast<std::size_t>(entry->pool.open() + entry->pool.opening()) != entry->connections + entry->wishes.size())
            return entry->pool.plan().name + ": its connections are miscounted";
    }
    if (connections != m_connections || wishes != m_wishes)
        return "the connections of all pools are miscounted";
    return std::nullopt;
}

// The conservation law of requests, of all together and of each class and script.
std::optional<std::string> Dispatcher::checkAccount() const
{
    std::uint64_t measured = 0;
    std::vector<std::uint64_t> ofClass(m_workload.classes.size() + 1);
    std::vector<std::uint64_t> ofScript(m_workload.scripts.size() + 1);
    for (const Request &request : m_requests) {
        if (!request.isLive || !isMeasured(request))
            continue;
        ++measured;
        if (isOfThisWorkload(request)) {
            ++ofClass[request.kind.classIndex];
            ++ofScript[request.kind.script];
        }
    }
    const auto isOff = [](const RequestCounts &counts, std::uint64_t live) { return counts.offered != counts.ended() + live; };
    const auto anyIsOff = [&](const std::vector<RequestCounts> &counts, const std::vector<std::uint64_t> &live) {
        return !std::equal(counts.begin(), counts.end(), live.begin(), std::not_fn(isOff));
    };
    if (isOff(m_figures.counts(), measured))
        return "offered is not the sum of what ended and what is under way";
    if (anyIsOff(m_partFigures.classCounts(), ofClass))
        return "of a class, offered is not the sum of what ended and what is under way";
    if (anyIsOff(m_partFigures.scriptCounts(), ofScript))
        return "of a script, offered is not the sum of what ended and what is under way";
    return std::nullopt;
}

} // namespace poolwart
