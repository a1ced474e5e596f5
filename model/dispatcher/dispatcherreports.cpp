// SPDX-License-Identifier: GPL-3.0-or-later
// What the back end reports of its connections and requests.
#include "model/dispatcher/dispatcher.h"

#include "model/core/errortext.h"
#include "model/core/text.h"

#include <cassert>

namespace poolwart {

namespace {

// Where there is no SQLSTATE, what failed: the connection, or the script before or between its statements.
std::string codeOf(const Error &error)
{
    if (!error.sqlState.empty())
        return error.sqlState;
    return error.kind == ErrorKind::BadInput ? "script" : "connection";
}

} // namespace

void Dispatcher::slotOpened(SlotId id, int backendPid, Duration took, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id.pool);
    assert(entry);
    entry->slot(id.index).backendPid = backendPid;
    entry->meter.creation.record(took);
    entry->lastConnectError.clear();
    log(EventKind::SlotOpened, Severity::Info, entry, id.index, now, {}, took, backendPid);
    entry->pool.opened(id.index, now, entry->actions);
    carryOut(*entry, now);
    m_openings.succeeded(*entry);
    retryOpenings(now);
    beginOpenings(now);
    pump(now);
}

void Dispatcher::slotOpenFailed(SlotId id, const Error &error, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id.pool);
    assert(entry);
    entry->lastConnectError = eventText(error);
    entry->slot(id.index).lastError = entry->lastConnectError;
    if (error.kind != ErrorKind::Cancelled)
        logOften(EventKind::SlotOpenFailed, *entry, id.index, now, entry->lastConnectError);
    m_openings.failed(*entry, error.kind);
    entry->pool.openFailed(id.index, now, entry->actions);
    perform(*entry, now);
    pump(now);
}

void Dispatcher::slotClosed(SlotId id, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id.pool);
    assert(entry);
    entry->slot(id.index).backendPid = 0;
    log(EventKind::SlotClosed, Severity::Info, entry, id.index, now);
    m_openings.closed(*entry);
    entry->pool.closed(id.index, now, entry->actions);
    perform(*entry, now);
    removeDrained(now);
    stepShutdown(now);
}

void Dispatcher::slotLost(SlotId id, const std::string &why, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id.pool);
    assert(entry);
    entry->slot(id.index).lastError = why;
    log(EventKind::SlotLost, Severity::Warning, entry, id.index, now, why);
    entry->pool.lost(id.index, now, entry->actions);
    perform(*entry, now);
}

void Dispatcher::requestCompleted(SlotId id, TimePoint sent, bool isUsable, TimePoint now, std::string_view parameters)
{
    PoolEntry *entry = m_pools.find(id.pool);
    assert(entry);
    SlotEntry &slot = entry->slots[id.index];
    Request &request = m_requests[slot.request];
    request.times.sent = sent;
    request.times.ended = now;
    ++slot.completed;
    if (m_queries.logs(id.pool))
        logQuery(*entry, id.index, request, parameters, now);
    const bool isLate = now > request.deadline; // nobody waits for the answer any more
    if (isLate)
        noteDeadline(entry, request, id.index, now);
    m_traffic.requestCompleted();
    finishOnSlot(*entry, id, isLate ? Ending::TimedOut : Ending::Completed, isUsable, now);
}

void Dispatcher::requestFailed(SlotId id, TimePoint sent, const Error &error, bool isUsable, TimePoint now)
{
    PoolEntry *entry = m_pools.find(id.pool);
    assert(entry);
    SlotEntry &slot = entry->slots[id.index];
    Request &request = m_requests[slot.request];
    request.times.sent = sent;
    request.times.ended = now;
    if (m_queries.logs(id.pool))
        logQuery(*entry, id.index, request, text(QT_TRANSLATE_NOOP("core", "failed: %1"), codeOf(error)), now);
    slot.lastError = error.sqlState.empty() ? error.message : error.sqlState + " " + error.message;
    if (slot.cancelAsked) {
        log(EventKind::Cancelled, Severity::Info, entry, id.index, now, slot.lastError);
        finishOnSlot(*entry, id, Ending::Cancelled, isUsable, now);
    } else if (now > request.deadline || (slot.givenUp && now >= request.deadline)) {
        noteDeadline(entry, request, id.index, now);
        finishOnSlot(*entry, id, Ending::TimedOut, isUsable, now);
    } else {
        failed(*entry, id, error, isUsable, now);
    }
}

void Dispatcher::failed(PoolEntry &entry, SlotId id, const Error &error, bool isUsable, TimePoint now)
{
    const SlotEntry &slot = entry.slots[id.index];
    const Request &request = m_requests[slot.request];
    m_meter.failed(request, codeOf(error), m_workload.classNameOf(request), error.message, now);
    logOften(EventKind::StatementFailed, entry, id.index, now, slot.lastError);
    const bool isRetried = retry(slot, error, now);
    if (!isRetried)
        m_traffic.requestFailed(codeOf(error), error.message);
    finishOnSlot(entry, id, isRetried ? std::nullopt : std::optional(Ending::Failed), isUsable, now);
}

void Dispatcher::finishOnSlot(PoolEntry &entry, SlotId id, std::optional<Ending> ending, bool isUsable, TimePoint now)
{
    SlotEntry &slot = entry.slots[id.index];
    assert(slot.isBusy);
    slot.isBusy = false;
    slot.cancelAsked = false;
    slot.givenUp = false;
    slot.cutAt = TimePoint::max();
    m_meter.released(entry.meter, m_requests[slot.request], now - slot.since);
    if (ending)
        end(&entry, slot.request, *ending, now);
    entry.pool.release(id.index, isUsable, now, entry.actions);
    perform(entry, now);
    pump(now);
}

} // namespace poolwart
