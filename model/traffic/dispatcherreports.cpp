// SPDX-License-Identifier: GPL-3.0-or-later
// What the back end reports of its connections and requests.
#include "model/traffic/dispatcher_p.h"

#include <cassert>

namespace poolwart {

void Dispatcher::slotOpened(SlotId id, int backendPid, Duration took, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    slotOf(*entry, id.index).backendPid = backendPid;
    entry->lastConnectError.clear();
    log(EventKind::SlotOpened, Severity::Info, entry, id.index, now, {}, took, backendPid);
    entry->pool.opened(id.index, now, entry->actions);
    perform(*entry, now);
    pump(now);
}

void Dispatcher::slotOpenFailed(SlotId id, const Error &error, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    entry->lastConnectError = error.message + (error.details.empty() ? "" : " " + error.details);
    slotOf(*entry, id.index).lastError = entry->lastConnectError;
    logOften(EventKind::SlotOpenFailed, *entry, id.index, now, entry->lastConnectError);
    entry->pool.openFailed(id.index, now, entry->actions);
    perform(*entry, now);
    pump(now);
}

void Dispatcher::slotClosed(SlotId id, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    slotOf(*entry, id.index).backendPid = 0;
    log(EventKind::SlotClosed, Severity::Info, entry, id.index, now);
    entry->pool.closed(id.index, now, entry->actions);
    perform(*entry, now);
    forgetDrained(now);
    stepShutdown(now);
}

void Dispatcher::slotLost(SlotId id, const std::string &why, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    slotOf(*entry, id.index).lastError = why;
    log(EventKind::SlotLost, Severity::Warning, entry, id.index, now, why);
    entry->pool.lost(id.index, now, entry->actions);
    perform(*entry, now);
}

void Dispatcher::requestCompleted(SlotId id, TimePoint sent, bool isUsable, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    SlotEntry &slot = entry->slots[id.index];
    RequestTimes &times = m_requests[static_cast<std::size_t>(slot.request)].times;
    times.sent = sent;
    times.ended = now;
    ++slot.served;
    if (m_queryLogging)
        logQuery(*entry, id.index, now - sent, now);
    finishOnSlot(*entry, id, Ending::Completed, isUsable, now);
}

void Dispatcher::requestFailed(SlotId id, TimePoint, const Error &error, bool isUsable, TimePoint now)
{
    PoolEntry *entry = find(id.pool);
    assert(entry);
    SlotEntry &slot = entry->slots[id.index];
    const bool isMeasuredRequest = isMeasured(m_requests[static_cast<std::size_t>(slot.request)]);
    slot.lastError = error.sqlState.empty() ? error.message : error.sqlState + " " + error.message;
    if (slot.cancelAsked) {
        log(EventKind::Cancelled, Severity::Info, entry, id.index, now, slot.lastError);
        finishOnSlot(*entry, id, Ending::Cancelled, isUsable, now);
        return;
    }
    if (isMeasuredRequest)
        m_figures.countError(error.sqlState.empty() ? "connection" : error.sqlState);
    logOften(EventKind::StatementFailed, *entry, id.index, now, slot.lastError);
    finishOnSlot(*entry, id, Ending::Failed, isUsable, now);
}

void Dispatcher::finishOnSlot(PoolEntry &entry, SlotId id, Ending ending, bool isUsable, TimePoint now)
{
    SlotEntry &slot = entry.slots[id.index];
    assert(slot.isBusy);
    slot.isBusy = false;
    slot.cancelAsked = false;
    slot.cutAt = TimePoint::max();
    end(&entry, slot.request, ending, now);
    entry.pool.release(id.index, isUsable, now, entry.actions);
    perform(entry, now);
    pump(now);
}

} // namespace poolwart
