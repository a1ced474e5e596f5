// SPDX-License-Identifier: GPL-3.0-or-later
// The route of a request: it arrives, is routed, waits, is sent, ends or is tried again.
#include "model/dispatcher/dispatcher.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr std::uint64_t maxOutstanding = 100'000; // an open loop beyond it drops, and says so
constexpr int maxArrivalsAtOnce = 2'000;          // then the engine looks at its sockets again

} // namespace

void Dispatcher::pump(TimePoint now)
{
    for (int admitted = 0; admitted < maxArrivalsAtOnce; ++admitted) {
        const auto arrival = m_traffic.source().take(now);
        if (!arrival)
            return;
        admit(*arrival, now);
    }
}

void Dispatcher::admit(const TrafficSource::Arrival &arrival, TimePoint now)
{
    m_meter.offered();
    m_retries.deposit();
    const RequestId id = m_requests.add({.times = {.intended = arrival.intended}, .client = arrival.client, .epoch = m_meter.epoch()});
    Request &request = m_requests[id];
    setKind(request, arrival.kind ? *arrival.kind : m_workload.draw());
    if (m_arrivals.isRecording())
        m_arrivals.record(request.times.intended, request.kind);
    if (arrival.client == TrafficSource::openLoopClient) {
        m_meter.late(now - arrival.intended);
        if (m_requests.outstanding() > maxOutstanding)
            return end(nullptr, id, Ending::Dropped, now);
    }
    route(id, now);
}

void Dispatcher::setKind(Request &request, RequestKind kind)
{
    m_workload.assign(request, kind);
    m_meter.drawn(request);
}

void Dispatcher::route(RequestId id, TimePoint now)
{
    Request &request = m_requests[id];
    request.times.asked = now;
    if (request.deadline <= now) {
        noteDeadline(nullptr, request, {}, now);
        return end(nullptr, id, Ending::TimedOut, now);
    }
    const Routing::Choice choice = choosePool(request);
    if (choice.newlyUnavailable)
        log(EventKind::Warning, Severity::Warning, nullptr, {}, now,
            text(QT_TRANSLATE_NOOP("core", "Class “%1”: its pool “%2” is not in the plan, does not accept requests or has no "
                                           "connection, so the policy decides."),
                 choice.newlyUnavailable->name, *choice.newlyUnavailable->pool));
    if (!choice.position)
        return end(nullptr, id, Ending::Rejected, now);
    PoolEntry &entry = m_pools.at(*choice.position);
    request.pool = entry.pool.id();
    ++request.attempts;
    entry.pool.acquire(id, now, entry.actions, request.deadline);
    perform(entry, now);
}

Routing::Choice Dispatcher::choosePool(const Request &request)
{
    return m_routing.choose(m_workload.owns(request) ? std::optional<std::size_t>(request.kind.classIndex) : std::nullopt);
}

void Dispatcher::granted(PoolEntry &entry, SlotIndex index, RequestId id, TimePoint now)
{
    Request &request = m_requests[id];
    request.times.granted = now;
    if (!m_workload.owns(request))
        setKind(request, m_workload.draw());
    m_meter.granted(entry.meter, request);
    m_statements.granted(request.deadline);
    SlotEntry &slot = entry.slot(index);
    slot.request = id;
    slot.since = now;
    slot.isBusy = true;
    m_commands.push_back({.kind = Command::Kind::Send,
                          .slot = {entry.pool.id(), index},
                          .script = request.kind.script,
                          .keepsParameters = m_queries.needsParameters(entry.pool.id())});
}

// It waited as long as its pool or its class lets it.
void Dispatcher::timedOut(PoolEntry &entry, RequestId id, TimePoint now)
{
    const Request &request = m_requests[id];
    if (now >= request.deadline)
        noteDeadline(&entry, request, {}, now);
    else
        logOften(EventKind::AcquireTimedOut, entry, {}, now, timeoutText(entry));
    end(&entry, id, Ending::TimedOut, now);
}

void Dispatcher::rejected(PoolEntry &entry, RequestId id, TimePoint now)
{
    if (!isEnding())
        logOften(EventKind::QueueFull, entry, {}, now, {});
    end(&entry, id, isEnding() ? Ending::Cancelled : Ending::Rejected, now);
}

void Dispatcher::end(PoolEntry *entry, RequestId id, Ending ending, TimePoint now)
{
    const Request &request = m_requests[id];
    m_meter.ended(entry ? &entry->meter : nullptr, request, ending);
    if (m_shutdown.hasBegun())
        m_shutdown.countEnding(ending);
    const std::uint32_t client = request.client;
    m_requests.remove(id);
    const bool isTurnedAway = ending == Ending::Rejected || !entry;
    m_traffic.source().ended(client, isTurnedAway, now);
}

// --- another attempt

// What we gave up ourselves is not tried again, nor is anything at the end.
bool Dispatcher::retry(const SlotEntry &slot, const Error &error, TimePoint now)
{
    const bool isOfScript = error.kind == ErrorKind::BadInput; // it would fail again
    if (isOfScript || !Retries::isRetryable(error.sqlState) || slot.givenUp || isEnding())
        return false;
    const Request &request = m_requests[slot.request];
    const Retries::Decision decision = m_retries.plan(slot.request, request.attempts, request.deadline, now);
    if (decision == Retries::Decision::OverBudget)
        m_meter.retryRefused(request);
    return decision == Retries::Decision::Planned;
}

void Dispatcher::sendRetries(TimePoint now)
{
    while (const auto request = m_retries.take(now)) {
        m_meter.retried(m_requests[*request]);
        route(*request, now);
    }
}

// Their last attempt was the last.
void Dispatcher::endRetries(TimePoint now)
{
    while (const auto request = m_retries.take(TimePoint::max()))
        end(m_pools.find(m_requests[*request].pool), *request, Ending::Failed, now);
}

std::optional<TimePoint> Dispatcher::nextArrival() const
{
    const auto arrival = m_traffic.source().nextDue();
    const auto retry = m_retries.nextDue();
    return arrival && retry ? std::min(arrival, retry) : arrival ? arrival : retry;
}

// --- pools' actions

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
        m_openings.withdraw(entry, now);
    } while (!entry.actions.empty());
    setLoad(entry, now);
}

void Dispatcher::carryOutOne(PoolEntry &entry, const PoolAction &action, TimePoint now)
{
    switch (action.kind) {
    case PoolAction::Kind::Open:
        entry.slot(action.slot).backendPid = 0;
        m_openings.want(entry, action.slot);
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
        rejected(entry, action.request, now);
        break;
    }
}

void Dispatcher::beginOpenings(TimePoint now)
{
    while (const auto step = m_openings.next(m_pools)) {
        if (step->slot) {
            m_commands.push_back({.kind = Command::Kind::Open, .slot = {step->pool->pool.id(), *step->slot}});
        } else {
            step->pool->pool.retryNow(now, step->pool->actions);
            carryOut(*step->pool, now);
        }
    }
}

// The server is there again: back-offs end, but not of pools for which it was full.
void Dispatcher::retryOpenings(TimePoint now)
{
    for (const auto &entry : m_pools) {
        if (entry->openings.isRefused || !entry->pool.awaitsRetry())
            continue;
        entry->pool.retryNow(now, entry->actions);
        carryOut(*entry, now);
    }
}

} // namespace poolwart
