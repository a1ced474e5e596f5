// SPDX-License-Identifier: GPL-3.0-or-later
// What the dispatcher shows: the event log and the snapshot.
#include "model/dispatcher/dispatcher_p.h"

#include "model/core/text.h"
#include "model/workload/redaction.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr int linesPerSecond = 5;    // of one kind and pool; the rest is folded
constexpr int queriesPerSecond = 50; // all pools together

FoldedLines &foldOf(auto &entry, EventKind kind)
{
    switch (kind) {
    case EventKind::AcquireTimedOut:
        return entry.timeouts;
    case EventKind::DeadlinePassed:
        return entry.deadlines;
    case EventKind::QueueFull:
        return entry.refusals;
    case EventKind::SlotOpenFailed:
        return entry.openFailures;
    default:
        return entry.failures;
    }
}

} // namespace

void Dispatcher::note(Event event, TimePoint now)
{
    event.at = m_wallStart + std::chrono::duration_cast<std::chrono::system_clock::duration>(now.time_since_epoch());
    m_events.push(std::move(event));
}

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
    FoldedLines &lines = foldOf(entry, kind);
    if (lines.thisSecond++ < linesPerSecond) {
        log(kind, Severity::Error, &entry, slot, now, std::move(detail));
        return;
    }
    ++lines.folded;
    lines.slot = slot;
    lines.detail = std::move(detail);
}

void Dispatcher::flushFolded(TimePoint now)
{
    using enum EventKind;
    for (const auto &entry : m_entries) {
        for (const EventKind kind : {AcquireTimedOut, DeadlinePassed, QueueFull, SlotOpenFailed, StatementFailed}) {
            FoldedLines &lines = foldOf(*entry, kind);
            if (lines.folded > 0) {
                note({.kind = kind,
                      .severity = Severity::Error,
                      .pool = entry->pool.id(),
                      .poolName = entry->pool.plan().name,
                      .slot = lines.slot,
                      .detail = lines.detail,
                      .repeated = lines.folded - 1},
                     now);
            }
            lines = {};
        }
    }
    flushQueries(now);
}

void Dispatcher::setQueryLogging(QueryLogging logging)
{
    m_queryLogging = std::move(logging);
    m_loggedSql = m_queryLogging.showsParameters && !namesPassword(m_sql) ? m_sql : withoutLiterals(m_sql);
}

bool Dispatcher::logsQueriesOf(const PoolEntry &entry) const
{
    const auto &pools = m_queryLogging.pools;
    return m_queryLogging.isOn && (pools.empty() || std::ranges::find(pools, entry.pool.id()) != pools.end());
}

void Dispatcher::logQuery(const PoolEntry &entry, SlotIndex slot, const Request &request, std::string_view parameters, TimePoint now)
{
    if (m_queriesSeen++ % std::max(1U, m_queryLogging.oneIn) != 0)
        return;
    if (m_queriesLogged++ >= queriesPerSecond)
        return;
    std::string shown = queryText(request);
    if (!parameters.empty())
        shown.append(" (").append(parameters).append(")");
    log(EventKind::Query, Severity::Info, &entry, slot, now, std::move(shown), request.times.ended - request.times.sent);
}

// What was beyond the lines of a second is one line.
void Dispatcher::flushQueries(TimePoint now)
{
    if (m_queriesLogged > queriesPerSecond) {
        note({.kind = EventKind::Query,
              .detail = text(QT_TRANSLATE_NOOP("core", "more of them than the %1 that are shown a second"),
                             static_cast<long long>(queriesPerSecond)),
              .repeated = static_cast<std::uint64_t>(m_queriesLogged - queriesPerSecond - 1)},
             now);
    }
    m_queriesLogged = 0;
}

// Class and script by their names; the statement where there is but one.
std::string Dispatcher::queryText(const Request &request) const
{
    if (!isOfThisWorkload(request) || m_workload.scripts.size() < 2)
        return m_loggedSql;
    const std::string &name = m_workload.scripts[request.kind.script].name;
    const std::string &className = classNameOf(request);
    return className.empty() ? name : className + ", " + name;
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
    m_deadlinesPassed += isMeasured(request);
    if (entry)
        logOften(EventKind::DeadlinePassed, *entry, slot, now, deadlineText(request));
}

std::string Dispatcher::deadlineText(const Request &request) const
{
    const auto span = [&](TimePoint from) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(request.deadline - from).count();
    };
    const bool isSent = request.times.granted >= request.times.asked;
    return text(isSent ? QT_TRANSLATE_NOOP("core", "class “%1”, not done within %2 ms; it had its slot for %3 ms of them")
                       : QT_TRANSLATE_NOOP("core", "class “%1”, not done within %2 ms; it waited for a slot for %3 ms of them"),
                classNameOf(request), static_cast<long long>(span(request.times.intended)),
                static_cast<long long>(span(isSent ? request.times.granted : request.times.asked)));
}

PoolSnapshot Dispatcher::show(const PoolEntry &entry, TimePoint now) const
{
    const Pool &pool = entry.pool;
    const RequestCounts &counts = entry.figures.counts();
    PoolSnapshot shown{
        .id = pool.id(),
        .name = pool.plan().name,
        .state = pool.state(),
        .leaving = entry.isLeaving,
        .slots = pool.plan().slots,
        .minimumIdle = minimumIdleOf(pool.plan()),
        .open = pool.open(),
        .opening = pool.opening(),
        .idle = pool.idle(),
        .inUse = pool.inUse(),
        .waiting = pool.waiting(),
        .peakInUse = pool.counters().peakInUse,
        .peakWaiting = pool.counters().peakWaiting,
        .oldestWait = pool.oldestWaiterSince() ? now - *pool.oldestWaiterSince() : Duration(0),
        .blockedWait = m_blocked.sumOf(entry.blocked, now),
        .acquired = pool.counters().acquired,
        .served = counts.completed,
        .failed = counts.failed,
        .timeouts = counts.timedOut,
        .rejected = counts.rejected,
        .cancelled = counts.cancelled,
        .opened = pool.counters().opened,
        .openFailures = pool.counters().openFailures,
        .broken = pool.counters().broken,
        .lifetimeClosed = pool.counters().lifetimeClosed,
        .idleClosed = pool.counters().idleClosed,
        .acquire = entry.figures.acquire().summary(),
        .response = entry.figures.response().summary(),
        .usage = entry.usage.summary(),
        .creation = entry.creation.summary(),
        .recentAcquireP99 = entry.figures.acquire().recent().p99,
        .lastConnectError = entry.lastConnectError,
    };
    shown.slotList.reserve(pool.slotCount());
    for (std::size_t i = 0; i < pool.slotCount(); ++i) {
        const auto index = static_cast<SlotIndex>(i);
        SlotSnapshot slot{.index = index, .state = pool.slotState(index), .heldClosed = pool.isHeldClosed(index)};
        if (i < entry.slots.size()) {
            const SlotEntry &known = entry.slots[i];
            slot.backendPid = known.backendPid;
            slot.served = known.served;
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
    snapshot.measuredSince = m_measuredSince;
    snapshot.workload = m_workloadNumber;
    snapshot.traffic = m_traffic;
    snapshot.trafficStarts = m_trafficStarts;
    snapshot.trafficSince = m_trafficSince;
    snapshot.trafficUntil = m_trafficUntil;
    snapshot.shutdown = m_shutdown.phase;
    snapshot.failureStop = m_failureStop;
    snapshot.requests = m_figures.counts();
    snapshot.acquire = m_figures.acquire().summary();
    snapshot.service = m_figures.service().summary();
    snapshot.response = m_figures.response().summary();
    snapshot.recentService = m_figures.service().recent();
    snapshot.recentResponse = m_figures.response().recent();
    snapshot.awaitingRetry = m_retries.size();
    snapshot.retries = m_retried.attempts;
    snapshot.retriedCompleted = m_retried.completed;
    snapshot.retriesRefused = m_retried.refused;
    snapshot.deadlinesPassed = m_deadlinesPassed;
    snapshot.blockedWait = blockedWait(now);
    snapshot.errors = m_errors.figures();
    snapshot.classes = m_partFigures.classes();
    snapshot.scripts = m_partFigures.scripts();
    snapshot.health.lag = m_lag.summary();
    snapshot.health.recentLagP99 = m_lag.recent().p99;
    snapshot.health.droppedEvents = m_events.dropped();
    snapshot.statement = m_sql;
    snapshot.inFlight = 0;
    snapshot.waiting = 0;
    snapshot.pools.clear();
    for (const auto &entry : m_entries) {
        snapshot.pools.push_back(show(*entry, now));
        snapshot.inFlight += static_cast<std::uint64_t>(entry->pool.inUse());
        snapshot.waiting += static_cast<std::uint64_t>(entry->pool.waiting());
    }
}

} // namespace poolwart
