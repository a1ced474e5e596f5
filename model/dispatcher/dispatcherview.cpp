// SPDX-License-Identifier: GPL-3.0-or-later
// What the dispatcher shows: the event log and the snapshot.
#include "model/dispatcher/dispatcher.h"

#include "model/core/text.h"

#include <utility>

namespace poolwart {

void Dispatcher::log(EventKind kind, Severity severity, const PoolEntry *entry, std::optional<SlotIndex> slot, TimePoint now,
                     std::string detail, std::optional<Duration> took, std::int64_t number)
{
    Event event{.kind = kind, .severity = severity, .slot = slot, .took = took, .number = number, .detail = std::move(detail)};
    if (entry) {
        event.pool = entry->pool.id();
        event.poolName = entry->pool.plan().name;
    }
    note(std::move(event), now);
}

void Dispatcher::logOften(EventKind kind, PoolEntry &entry, std::optional<SlotIndex> slot, TimePoint now, std::string detail)
{
    m_log.addOften(kind, entry.pool.plan(), entry.folded, slot, now, std::move(detail));
}

void Dispatcher::logQuery(const PoolEntry &entry, SlotIndex slot, const Request &request, std::string_view parameters, TimePoint now)
{
    if (auto line = m_queries.line(request, m_workload, parameters))
        log(EventKind::Query, Severity::Info, &entry, slot, now, *std::move(line), request.times.ended - request.times.sent);
}

void Dispatcher::flushLog(TimePoint now)
{
    for (const auto &entry : m_pools)
        m_log.flush(entry->pool.plan(), entry->folded, now);
    if (auto line = m_queries.flush())
        note(*std::move(line), now);
}

std::string Dispatcher::timeoutText(const PoolEntry &entry) const
{
    const Pool &pool = entry.pool;
    std::string figures =
        text(QT_TRANSLATE_NOOP("core", "no slot within %1 ms (total %2, in use %3, idle %4, waiting %5)"),
             static_cast<long long>(pool.plan().acquireTimeout.count()), static_cast<long long>(pool.open()),
             static_cast<long long>(pool.inUse()), static_cast<long long>(pool.idle()), static_cast<long long>(pool.waiting()));
    if (!entry.lastConnectError.empty())
        figures += text(QT_TRANSLATE_NOOP("core", "; last connect failure: %1"), entry.lastConnectError);
    return figures;
}

// `entry` is null where the deadline had passed before the request was routed.
void Dispatcher::noteDeadline(PoolEntry *entry, const Request &request, std::optional<SlotIndex> slot, TimePoint now)
{
    m_meter.deadlinePassed(request);
    if (entry)
        logOften(EventKind::DeadlinePassed, *entry, slot, now, deadlineText(request));
}

std::string Dispatcher::deadlineText(const Request &request) const
{
    const auto span = [&](TimePoint from) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(request.deadline - from).count();
    };
    const bool isSent = request.times.granted >= request.times.asked;
    return text(isSent ? QT_TRANSLATE_NOOP("core", "class “%1”: not finished within %2 ms, of which it held a slot for %3 ms")
                       : QT_TRANSLATE_NOOP("core", "class “%1”: not finished within %2 ms, of which it waited for a slot for %3 ms"),
                m_workload.classNameOf(request), static_cast<long long>(span(request.times.intended)),
                static_cast<long long>(span(isSent ? request.times.granted : request.times.asked)));
}

PoolSnapshot Dispatcher::show(const PoolEntry &entry, TimePoint now) const
{
    const Pool &pool = entry.pool;
    PoolSnapshot shown;
    static_cast<PoolFigures &>(shown) = m_meter.figuresOf(entry, now);
    shown.acquire = entry.meter.figures.acquire().summary();
    shown.response = entry.meter.figures.response().summary();
    shown.id = pool.id();
    shown.state = pool.state();
    shown.leaving = entry.isLeaving;
    shown.minimumIdle = minimumIdleOf(pool.plan());
    shown.open = pool.open();
    shown.opening = pool.opening();
    shown.oldestWait = pool.oldestWaiterSince() ? now - *pool.oldestWaiterSince() : Duration(0);
    shown.usage = entry.meter.usage.summary();
    shown.creation = entry.meter.creation.summary();
    shown.recentAcquireP99 = entry.meter.figures.acquire().recent().p99;
    shown.lastConnectError = entry.lastConnectError;
    shown.slotList.reserve(pool.slotCount());
    for (std::size_t i = 0; i < pool.slotCount(); ++i) {
        const auto index = static_cast<SlotIndex>(i);
        SlotSnapshot slot{.index = index, .state = pool.slotState(index), .heldClosed = pool.isHeldClosed(index)};
        if (i < entry.slots.size()) {
            const SlotEntry &known = entry.slots[i];
            slot.backendPid = known.backendPid;
            slot.completed = known.completed;
            slot.lastError = known.lastError;
            if (known.isBusy)
                slot.statementAge = now - known.since;
        }
        shown.backingOff += slot.state == SlotState::BackingOff;
        shown.slotList.push_back(std::move(slot));
    }
    return shown;
}

void Dispatcher::fill(Snapshot &snapshot, TimePoint now) const
{
    snapshot.at = now;
    m_traffic.fill(snapshot);
    m_meter.fill(snapshot, m_pools, now);
    snapshot.shutdown = m_shutdown.phase();
    snapshot.awaitingRetry = m_retries.size();
    snapshot.health.droppedEvents = m_log.events().dropped();
    snapshot.statement = m_queries.statement();
    snapshot.inFlight = 0;
    snapshot.waiting = 0;
    snapshot.pools.clear();
    for (const auto &entry : m_pools) {
        snapshot.pools.push_back(show(*entry, now));
        snapshot.inFlight += static_cast<std::uint64_t>(entry->pool.inUse());
        snapshot.waiting += static_cast<std::uint64_t>(entry->pool.waiting());
    }
}

} // namespace poolwart
