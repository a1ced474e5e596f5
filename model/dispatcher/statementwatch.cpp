// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/statementwatch.h"

#include <algorithm>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration watchEvery = 50ms;
constexpr Duration statementGrace = 1s;    // after statement_timeout, before we cancel ourselves
constexpr Duration cutAfterStatement = 1s; // after that cancel
constexpr Duration cutAfterCancel = 5s;    // after a cancel at a deadline or by the user

template <class Visit>
void forEachBusy(const PoolTable &pools, Visit visit)
{
    for (const auto &entry : pools) {
        for (std::size_t i = 0; i < entry->slots.size(); ++i) {
            if (entry->slots[i].isBusy)
                visit(*entry, entry->slots[i], SlotId{entry->pool.id(), static_cast<SlotIndex>(i)});
        }
    }
}

void sendCancel(SlotEntry &slot, SlotId id, TimePoint cutAt, Commands &commands)
{
    slot.cutAt = std::min(slot.cutAt, cutAt);
    commands.push_back({.kind = Command::Kind::Cancel, .slot = id});
}

void cancelOverdue(SlotEntry &slot, SlotId id, TimePoint cutAt, Commands &commands)
{
    slot.givenUp = true;
    sendCancel(slot, id, cutAt, commands);
}

} // namespace

void StatementWatch::tick(const PoolTable &pools, const RequestTable &requests, TimePoint now, Commands &commands)
{
    if (now >= m_nextLate)
        cancelLate(pools, requests, now, commands);
    if (now < m_nextWatch)
        return;
    m_nextWatch = now + watchEvery;
    forEachBusy(pools, [&](const PoolEntry &pool, SlotEntry &slot, SlotId id) { watchTimeouts(pool, slot, id, now, commands); });
}

void StatementWatch::cancelForUser(SlotEntry &slot, SlotId id, TimePoint now, Commands &commands)
{
    slot.cancelAsked = true;
    sendCancel(slot, id, now + cutAfterCancel, commands);
}

void StatementWatch::cancelLate(const PoolTable &pools, const RequestTable &requests, TimePoint now, Commands &commands)
{
    m_nextLate = TimePoint::max();
    forEachBusy(pools, [&](const PoolEntry &, SlotEntry &slot, SlotId id) {
        if (slot.givenUp)
            return;
        const TimePoint deadline = requests[slot.request].deadline;
        if (deadline <= now)
            cancelOverdue(slot, id, now + cutAfterCancel, commands);
        else
            m_nextLate = std::min(m_nextLate, deadline);
    });
}

// The server ends a statement at its own timeout. If it does not, we cancel, and then cut: every wait ends.
void StatementWatch::watchTimeouts(const PoolEntry &pool, SlotEntry &slot, SlotId id, TimePoint now, Commands &commands)
{
    const auto timeout = pool.pool.plan().statementTimeout;
    if (now >= slot.cutAt) {
        slot.cutAt = TimePoint::max();
        commands.push_back({.kind = Command::Kind::Cut, .slot = id});
    } else if (timeout && slot.cutAt == TimePoint::max() && now >= slot.since + *timeout + statementGrace) {
        cancelOverdue(slot, id, now + cutAfterStatement, commands);
    }
}

} // namespace poolwart
