// SPDX-License-Identifier: GPL-3.0-or-later
// The traffic, and the measurement of it: begun, changed, ended.
#include "model/dispatcher/dispatcher.h"

#include "model/core/text.h"
#include "model/workload/redaction.h"

namespace poolwart {

namespace {

constexpr Duration idleBefore = std::chrono::milliseconds(50); // of a second in which traffic starts; then the second begins with it

} // namespace

void Dispatcher::setTraffic(const TrafficPlan &traffic, const std::string &sql, TimePoint now)
{
    m_queries.setStatement(sql);
    if (traffic.workload != m_workload.workload())
        setWorkload(traffic.workload, now);
    m_retries.setPolicy(traffic.retries);
    m_traffic.setPlan(traffic, now);
    log(EventKind::TrafficChanged, Severity::Info, nullptr, {}, now, namesPassword(sql) ? withoutLiterals(sql) : sql);
    pump(now);
}

// What is under way goes on as what it is; what waits becomes a request of the new workload when it is sent.
void Dispatcher::setWorkload(const Workload &workload, TimePoint now)
{
    if (m_meter.hasRequests()) {
        endFigures(now);
        beginFigures(now);
    }
    m_workload.set(workload);
    m_arrivals.forget();
    m_meter.setWorkload(workload, m_workload.number());
    m_routing.setClasses(workload.classes);
}

void Dispatcher::startTraffic(TimePoint now, FailureLimit limit)
{
    m_traffic.countStart();
    const bool isFresh = m_traffic.state() == TrafficState::Stopped;
    if (m_shutdown.hasBegun() || !m_traffic.start(limit, now))
        return;
    if (isFresh) {
        if (now - m_meter.secondBegan() > idleBefore)
            restartSecond(now);
        m_arrivals.begin(now); // each start is a run of its own
    }
    log(EventKind::TrafficStarted, Severity::Info, nullptr, {}, now);
    pump(now);
}

void Dispatcher::pauseTraffic(TimePoint now)
{
    if (m_traffic.pause())
        log(EventKind::TrafficPaused, Severity::Info, nullptr, {}, now);
}

void Dispatcher::stopTraffic(TimePoint now)
{
    if (m_traffic.stop(now))
        log(EventKind::TrafficStopped, Severity::Info, nullptr, {}, now);
}

void Dispatcher::endTraffic(TimePoint now)
{
    stopTraffic(now);
    m_traffic.end();
    for (const auto &entry : m_pools) {
        entry->pool.rejectWaiters(entry->actions);
        perform(*entry, now);
    }
    endRetries(now);
}

// Recorded arrivals end with the last of them.
void Dispatcher::endReplay(TimePoint now)
{
    if (!m_traffic.isReplayOver())
        return;
    log(EventKind::Notice, Severity::Info, nullptr, {}, now,
        text(QT_TRANSLATE_NOOP("core", "The replay of “%1” ended with its last recorded request."), m_traffic.replaySource()));
    stopTraffic(now);
}

void Dispatcher::watchFailures(TimePoint now)
{
    const FailureStop *failures = m_traffic.watchFailures(now);
    if (!failures)
        return;
    stopTraffic(now);
    log(EventKind::Failure, Severity::Error, nullptr, {}, now,
        text(QT_TRANSLATE_NOOP("core", "The traffic was stopped: %1 of %2 requests failed within two seconds, most with %3: %4"),
             static_cast<long long>(failures->failed), static_cast<long long>(failures->answered), failures->sqlState,
             failures->firstText));
}

// --- the measurement

void Dispatcher::resetFigures(TimePoint now)
{
    m_meter.seconds().clear();
    beginFigures(now);
}

void Dispatcher::beginFigures(TimePoint now)
{
    m_meter.begin(m_pools, now);
    m_arrivals.begin(now);
}

// What is under way is measured no further: it counts as cancelled, so that what was offered is what ended.
void Dispatcher::endFigures(TimePoint now)
{
    m_requests.forEach([this](const Request &request) {
        PoolEntry *entry = m_pools.find(request.pool);
        m_meter.ended(entry ? &entry->meter : nullptr, request, Ending::Cancelled);
    });
    endSecond(now);
}

void Dispatcher::endSecond(TimePoint now)
{
    m_meter.endSecond(m_pools, m_arrivals, now);
}

void Dispatcher::restartSecond(TimePoint now)
{
    m_meter.scheduleSecond(now);
    endSecond(now);
    flushLog(now);
}

} // namespace poolwart
