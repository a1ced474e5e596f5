// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a request: it arrives, is routed, waits, is sent, ends.
#include "model/traffic/dispatcher_p.h"

#include <cassert>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t mostOutstanding = 100'000; // an open loop beyond it drops, and says so
constexpr int mostArrivalsAtOnce = 2'000;          // then the engine looks at its sockets again

} // namespace

void Dispatcher::setTraffic(const TrafficPlan &traffic, const std::string &sql, TimePoint now)
{
    m_sql = sql;
    m_source.setArrivals(traffic.arrivals, now);
    log(EventKind::TrafficChanged, Severity::Info, nullptr, {}, now, sql);
    pump(now);
}

void Dispatcher::startTraffic(TimePoint now)
{
    if (m_traffic == TrafficState::Running || m_shutdown.phase != ShutdownPhase::None)
        return;
    m_traffic = TrafficState::Running;
    m_source.start(now);
    log(EventKind::TrafficStarted, Severity::Info, nullptr, {}, now);
    pump(now);
}

void Dispatcher::pauseTraffic(TimePoint now)
{
    if (m_traffic != TrafficState::Running)
        return;
    m_traffic = TrafficState::Paused;
    m_source.stop();
    log(EventKind::TrafficPaused, Severity::Info, nullptr, {}, now);
}

void Dispatcher::stopTraffic(TimePoint now)
{
    if (m_traffic == TrafficState::Stopped)
        return;
    m_traffic = TrafficState::Stopped;
    m_source.stop();
    log(EventKind::TrafficStopped, Severity::Info, nullptr, {}, now);
}

void Dispatcher::resetFigures(TimePoint now)
{
    ++m_epoch;
    m_measuredSince = now;
    m_figures.reset();
    m_lag.reset();
    for (const auto &entry : m_entries) {
        entry->figures.reset();
        entry->pool.resetCounters();
    }
}

void Dispatcher::pump(TimePoint now)
{
    for (int admitted = 0; admitted < mostArrivalsAtOnce; ++admitted) {
        const auto arrival = m_source.take(now);
        if (!arrival)
            return;
        admit(*arrival, now);
    }
}

void Dispatcher::admit(const TrafficSource::Arrival &arrival, TimePoint now)
{
    m_figures.countOffered();
    if (arrival.client == TrafficSource::openLoopClient) {
        m_lag.record(now - arrival.intended);
        if (outstanding() >= mostOutstanding) {
            m_figures.countEnding(Ending::Dropped);
            return;
        }
    }
    const RequestId id = newRequest();
    Request &request = m_requests[static_cast<std::size_t>(id)];
    request = {.times = {.intended = arrival.intended, .asked = now}, .client = arrival.client, .epoch = m_epoch, .isLive = true};
    const auto chosen = m_router.route(m_loads);
    if (!chosen) {
        end(nullptr, id, Ending::Rejected, now);
        return;
    }
    PoolEntry &entry = *m_entries[*chosen];
    entry.pool.acquire(id, now, entry.actions);
    perform(entry, now);
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
    Request &request = m_requests[static_cast<std::size_t>(id)];
    assert(request.isLive);
    if (isMeasured(request)) {
        m_figures.countEnding(ending);
        if (entry)
            entry->figures.countEnding(ending);
        if (ending == Ending::Completed) {
            m_figures.recordCompletion(request.times);
            if (entry)
                entry->figures.recordCompletion(request.times);
        }
    }
    if (m_shutdown.phase != ShutdownPhase::None) {
        m_shutdown.drained += ending == Ending::Completed || ending == Ending::Failed;
        m_shutdown.cancelled += ending == Ending::Cancelled;
    }
    request.isLive = false;
    m_freeRequests.push_back(static_cast<std::uint32_t>(id));
    m_source.ended(request.client, ending == Ending::Rejected, now);
}

void Dispatcher::perform(PoolEntry &entry, TimePoint now)
{
    const PoolId id = entry.pool.id();
    for (const PoolAction &action : entry.actions) {
        switch (action.kind) {
        case PoolAction::Kind::Open:
            slotOf(entry, action.slot).backendPid = 0;
            m_commands.push_back({.kind = Command::Kind::Open, .slot = {id, action.slot}});
            break;
        case PoolAction::Kind::Close:
            m_commands.push_back({.kind = Command::Kind::Close, .slot = {id, action.slot}});
            break;
        case PoolAction::Kind::Grant:
            granted(entry, action.slot, action.request, now);
            break;
        case PoolAction::Kind::TimeOut:
            logOften(EventKind::AcquireTimedOut, entry, {}, now, timeoutText(entry));
            end(&entry, action.request, Ending::TimedOut, now);
            break;
        case PoolAction::Kind::Reject:
            const bool isShutdown = m_shutdown.phase != ShutdownPhase::None;
            if (!isShutdown)
                logOften(EventKind::QueueFull, entry, {}, now, {});
            end(&entry, action.request, isShutdown ? Ending::Cancelled : Ending::Rejected, now);
            break;
        }
    }
    entry.actions.clear();
    m_loads[entry.position] = {.inUse = entry.pool.inUse(),
                               .waiting = entry.pool.waiting(),
                               .slots = entry.pool.plan().slots,
                               .accepting = entry.pool.isAccepting()};
}

void Dispatcher::granted(PoolEntry &entry, SlotIndex index, RequestId id, TimePoint now)
{
    Request &request = m_requests[static_cast<std::size_t>(id)];
    request.times.granted = now;
    if (isMeasured(request)) {
        entry.figures.recordAcquire(now - request.times.asked);
        m_figures.recordAcquire(now - request.times.asked);
    }
    SlotEntry &slot = slotOf(entry, index);
    slot.request = id;
    slot.since = now;
    slot.isBusy = true;
    m_commands.push_back({.kind = Command::Kind::Send, .slot = {entry.pool.id(), index}});
}

} // namespace poolwart
