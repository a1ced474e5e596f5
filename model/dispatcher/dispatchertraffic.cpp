// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a request: it arrives, is routed, waits, is sent, ends.
#include "model/dispatcher/dispatcher_p.h"

#include "model/core/text.h"
#include "model/workload/redaction.h"

#include <algorithm>
#include <cassert>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t maxOutstanding = 100'000; // an open loop beyond it drops, and says so
constexpr Duration idleBefore = 50ms;             // of a second in which traffic starts; then the second begins with it
constexpr int maxArrivalsAtOnce = 2'000;          // then the engine looks at its sockets again

} // namespace

void Dispatcher::setTraffic(const TrafficPlan &traffic, const std::string &sql, TimePoint now)
{
    m_sql = sql;
    m_loggedSql = m_queryLogging.showsParameters && !namesPassword(sql) ? sql : withoutLiterals(sql);
    if (traffic.workload != m_workload)
        setWorkload(traffic.workload, now);
    m_retries.setPolicy(traffic.retries);
    m_source.setArrivals(traffic.arrivals, now);
    m_source.setReplay(traffic.replay, now);
    m_replaySource = traffic.replay ? traffic.replay->source : std::string();
    log(EventKind::TrafficChanged, Severity::Info, nullptr, {}, now, namesPassword(sql) ? withoutLiterals(sql) : sql);
    pump(now);
}

// What is under way goes on as what it is; what waits becomes a request of the new workload when it is sent.
void Dispatcher::setWorkload(const Workload &workload, TimePoint now)
{
    if (m_figures.counts().offered > 0) {
        endFigures(now);
        beginFigures(now);
    }
    m_workload = workload;
    ++m_workloadNumber;
    forgetArrivals();
    m_draw.setWorkload(workload);
    m_partFigures.setWorkload(workload);
    m_namedPools.clear();
    claimPools();
}

// What is under way is measured no further: it counts as cancelled, so that what was offered is what ended.
void Dispatcher::endFigures(TimePoint now)
{
    for (const Request &request : m_requests) {
        if (!request.isLive || !isMeasured(request))
            continue;
        const auto cancelled = [](RunFigures &figures) { figures.countEnding(Ending::Cancelled); };
        cancelled(m_figures);
        if (PoolEntry *entry = find(request.pool))
            cancelled(entry->figures);
        if (isOfThisWorkload(request))
            m_partFigures.of(request.kind, cancelled);
    }
    endSecond(now);
}

void Dispatcher::setKind(Request &request, RequestKind kind)
{
    request.kind = kind;
    request.workload = m_workloadNumber;
    const bool isOfClass = kind.classIndex < m_workload.classes.size();
    const auto deadline = isOfClass ? m_workload.classes[kind.classIndex].deadline : std::nullopt;
    request.deadline = deadline ? request.times.intended + *deadline : TimePoint::max();
    if (isMeasured(request))
        m_partFigures.of(kind, [](RunFigures &figures) { figures.countOffered(); });
}

const std::string &Dispatcher::classNameOf(const Request &request) const
{
    static const std::string none;
    const bool isKnown = isOfThisWorkload(request) && request.kind.classIndex < m_workload.classes.size();
    return isKnown ? m_workload.classes[request.kind.classIndex].name : none;
}

void Dispatcher::startTraffic(TimePoint now, FailureLimit limit)
{
    ++m_trafficStarts;
    if (m_traffic == TrafficState::Running || m_shutdown.phase != ShutdownPhase::None)
        return;
    if (m_traffic == TrafficState::Stopped) {
        if (now - m_secondBegan > idleBefore)
            restartSecond(now);
        recordArrivalsFrom(now); // each start is a run of its own
        m_trafficSince = now;
    }
    m_traffic = TrafficState::Running;
    m_isEnded = false;
    m_failureStop.reset();
    if (limit == FailureLimit::Half)
        m_failures.start(now);
    m_source.start(now);
    log(EventKind::TrafficStarted, Severity::Info, nullptr, {}, now);
    pump(now);
}

void Dispatcher::pauseTraffic(TimePoint now)
{
    if (m_traffic != TrafficState::Running)
        return;
    m_traffic = TrafficState::Paused;
    m_failures.stop();
    m_source.stop();
    log(EventKind::TrafficPaused, Severity::Info, nullptr, {}, now);
}

void Dispatcher::stopTraffic(TimePoint now)
{
    if (m_traffic == TrafficState::Stopped)
        return;
    m_traffic = TrafficState::Stopped;
    m_trafficUntil = now;
    m_failures.stop();
    m_source.stop();
    log(EventKind::TrafficStopped, Severity::Info, nullptr, {}, now);
}

void Dispatcher::endTraffic(TimePoint now)
{
    stopTraffic(now);
    m_isEnded = true;
    for (const auto &entry : m_entries) {
        entry->pool.rejectWaiters(entry->actions);
        perform(*entry, now);
    }
    endRetries(now);
}

void Dispatcher::resetFigures(TimePoint now)
{
    m_seconds.clear();
    beginFigures(now);
}

void Dispatcher::beginFigures(TimePoint now)
{
    ++m_epoch;
    m_measuredSince = now;
    m_secondBegan = now;
    m_nextSecond = now + 1s; // seconds count from here
    m_countsBefore = {};
    m_figures.reset();
    m_partFigures.reset();
    m_errors.reset();
    m_deadlinesPassed = m_deadlinesPassedBefore = 0;
    m_retried = m_retriedBefore = {};
    m_blockedOfRemoved = m_blockedBefore = Duration(0);
    m_lag.reset();
    recordArrivalsFrom(now);
    for (const auto &entry : m_entries) {
        m_blocked.reset(entry->blocked, now);
        entry->figures.reset();
        entry->usage.reset();
        entry->pool.resetCounters();
        entry->countsBefore = {};
        entry->openedBefore = 0;
        entry->blockedBefore = Duration(0);
    }
}

void Dispatcher::pump(TimePoint now)
{
    for (int admitted = 0; admitted < maxArrivalsAtOnce; ++admitted) {
        const auto arrival = m_source.take(now);
        if (!arrival)
            return;
        admit(*arrival, now);
    }
}

void Dispatcher::admit(const TrafficSource::Arrival &arrival, TimePoint now)
{
    m_figures.countOffered();
    m_retries.deposit();
    const RequestId id = newRequest();
    Request &request = requestOf(id);
    request = {.times = {.intended = arrival.intended}, .client = arrival.client, .epoch = m_epoch, .isLive = true};
    setKind(request, arrival.kind ? *arrival.kind : m_draw.draw());
    if (m_recordsThisMeasuring)
        recordArrival(request);
    if (arrival.client == TrafficSource::openLoopClient) {
        m_lag.record(now - arrival.intended);
        if (outstanding() > maxOutstanding)
            return end(nullptr, id, Ending::Dropped, now);
    }
    route(id, now);
}

void Dispatcher::recordArrivalsFrom(TimePoint now)
{
    m_recordsThisMeasuring = m_isRecordingArrivals;
    m_arrivalsRecorded = 0;
    m_arrivalsSince = now;
    m_arrivalsLeftOut = 0;
    m_arrivals.clear();
}

void Dispatcher::recordArrival(const Request &request)
{
    if (m_arrivalsRecorded >= limits::maxRecordedArrivals) {
        ++m_arrivalsLeftOut;
        return;
    }
    ++m_arrivalsRecorded;
    m_arrivals.push_back({.at = std::max(Duration(0), request.times.intended - m_arrivalsSince), .kind = request.kind});
}

// They are of a workload that is no more.
void Dispatcher::forgetArrivals()
{
    m_arrivalsLeftOut += m_arrivals.size();
    m_arrivals.clear();
}

void Dispatcher::route(RequestId id, TimePoint now)
{
    Request &request = requestOf(id);
    request.times.asked = now;
    if (request.deadline <= now) {
        noteDeadline(nullptr, request, {}, now);
        return end(nullptr, id, Ending::TimedOut, now);
    }
    const auto chosen = m_router.route(m_loads, namedPool(request, now));
    if (!chosen)
        return end(nullptr, id, Ending::Rejected, now);
    PoolEntry &entry = *m_entries[*chosen];
    request.pool = entry.pool.id();
    ++request.attempts;
    entry.pool.acquire(id, now, entry.actions, request.deadline);
    perform(entry, now);
}

// The position of the pool that the request's class names; where it has none, or is missed, the policy decides.
std::optional<std::size_t> Dispatcher::namedPool(const Request &request, TimePoint now)
{
    if (request.kind.classIndex >= m_namedPools.size() || !isOfThisWorkload(request))
        return std::nullopt;
    const WorkloadClass &ofClass = m_workload.classes[request.kind.classIndex];
    if (!ofClass.pool)
        return std::nullopt;
    NamedPool &named = m_namedPools[request.kind.classIndex];
    const bool isThere = named.position && Router::takesRequests(m_loads, *named.position);
    if (!isThere && !named.isUnavailable)
        log(EventKind::Warning, Severity::Warning, nullptr, {}, now,
            text(QT_TRANSLATE_NOOP(
                     "core", "Class “%1”: its pool “%2” is not in the plan, takes no requests or has no connection; the policy decides."),
                 ofClass.name, *ofClass.pool));
    named.isUnavailable = !isThere;
    return isThere ? named.position : std::nullopt;
}

RequestId Dispatcher::newRequest()
{
    if (m_freeRequests.empty()) {
        m_requests.emplace_back();
        return RequestId(m_requests.size() - 1);
    }
    const std::uint32_t index = m_freeRequests.back();
    m_freeRequests.pop_back();
    return RequestId(index);
}

void Dispatcher::end(PoolEntry *entry, RequestId id, Ending ending, TimePoint now)
{
    Request &request = requestOf(id);
    assert(request.isLive);
    if (isMeasured(request)) {
        const auto record = [&](RunFigures &figures) {
            figures.countEnding(ending);
            if (ending == Ending::Completed)
                figures.recordCompletion(request.times);
        };
        record(m_figures);
        if (entry)
            record(entry->figures);
        if (isOfThisWorkload(request))
            m_partFigures.of(request.kind, record);
        m_retried.completed += ending == Ending::Completed && request.attempts > 1;
    }
    if (m_shutdown.phase != ShutdownPhase::None) {
        m_shutdown.drained += ending == Ending::Completed || ending == Ending::Failed;
        m_shutdown.cancelled += ending == Ending::Cancelled;
    }
    request.isLive = false;
    m_freeRequests.push_back(static_cast<std::uint32_t>(id));
    const bool isTurnedAway = ending == Ending::Rejected || !entry;
    m_source.ended(request.client, isTurnedAway, now);
}

void Dispatcher::perform(PoolEntry &entry, TimePoint now)
{
    carryOut(entry, now);
    beginOpenings(now);
}

void Dispatcher::carryOut(PoolEntry &entry, TimePoint now)
{
    do {
        for (const PoolAction &action : entry.actions) // none is added meanwhile
            carryOutOne(entry, action, now);
        entry.actions.clear();
        withdrawOpenings(entry, now);
    } while (!entry.actions.empty());
    noteLoad(entry, now);
}

void Dispatcher::carryOutOne(PoolEntry &entry, const PoolAction &action, TimePoint now)
{
    switch (action.kind) {
    case PoolAction::Kind::Open:
        slotOf(entry, action.slot).backendPid = 0;
        entry.wishes.push_back(action.slot);
        ++m_wishes;
        break;
    case PoolAction::Kind::Close:
        m_commands.push_back({.kind = Command::Kind::Close, .slot = {entry.pool.id(), action.slot}});
        break;
    case PoolAction::Kind::Grant:
        granted(entry, action.slot, action.request, now);
        break;
    case PoolAction::Kind::TimeOut:
        timedOut(entry, action.request, now);
        break;
    case PoolAction::Kind::Reject:
        const bool isCancelled = m_isEnded || m_shutdown.phase != ShutdownPhase::None;
        if (!isCancelled)
            logOften(EventKind::QueueFull, entry, {}, now, {});
        end(&entry, action.request, isCancelled ? Ending::Cancelled : Ending::Rejected, now);
        break;
    }
}

void Dispatcher::noteLoad(PoolEntry &entry, TimePoint now)
{
    m_loads[entry.position] = {.inUse = entry.pool.inUse(),
                               .waiting = entry.pool.waiting(),
                               .slots = entry.pool.plan().slots,
                               .accepting = entry.pool.isAccepting(),
                               .canServe = entry.pool.canServe(),
                               .weight = entry.pool.plan().weight,
                               .isClaimed = entry.isClaimed};
    const bool hasFreeSlot = entry.pool.state() == PoolState::Active && entry.pool.idle() > 0;
    m_blocked.update(entry.blocked, entry.pool.waiting(), hasFreeSlot, now);
}

void Dispatcher::granted(PoolEntry &entry, SlotIndex index, RequestId id, TimePoint now)
{
    Request &request = requestOf(id);
    request.times.granted = now;
    if (!isOfThisWorkload(request))
        setKind(request, m_draw.draw());
    if (isMeasured(request)) {
        const auto record = [wait = now - request.times.asked](RunFigures &figures) { figures.recordAcquire(wait); };
        record(entry.figures);
        record(m_figures);
        m_partFigures.of(request.kind, record);
    }
    m_nextLate = std::min(m_nextLate, request.deadline);
    SlotEntry &slot = slotOf(entry, index);
    slot.request = id;
    slot.since = now;
    slot.isBusy = true;
    m_commands.push_back({.kind = Command::Kind::Send,
                          .slot = {entry.pool.id(), index},
                          .script = request.kind.script,
                          .keepsParameters = m_queryLogging.showsParameters && logsQueriesOf(entry)});
}

// It waited as long as its pool or its class lets it.
void Dispatcher::timedOut(PoolEntry &entry, RequestId id, TimePoint now)
{
    const Request &request = requestOf(id);
    if (now >= request.deadline)
        noteDeadline(&entry, request, {}, now);
    else
        logOften(EventKind::AcquireTimedOut, entry, {}, now, timeoutText(entry));
    end(&entry, id, Ending::TimedOut, now);
}

} // namespace poolwart
