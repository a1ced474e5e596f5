// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/engineloop.h"

#include "model/core/text.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration longestSleep = 5ms; // the grain of deadlines
constexpr Duration publishEvery = 100ms;
constexpr std::size_t maxUntakenEvents = 20'000;

} // namespace

Engine::Loop::Loop(std::uint64_t seed)
    : m_work(asio::make_work_guard(m_context))
    , m_timer(m_context)
    , m_dispatcher(seed, m_wallStart)
    , m_backend(m_context, m_dispatcher, *this, seed)
{
    m_thread = std::thread([this] { run(); });
}

Engine::Loop::~Loop()
{
    asio::post(m_context, [this] {
        m_backend.abandonAll();
        m_context.stop();
    });
    m_thread.join();
}

void Engine::Loop::run()
{
    armTimer();
    m_context.run();
}

TimePoint Engine::Loop::now() const
{
    return TimePoint(std::chrono::steady_clock::now() - m_start);
}

// One timer for all: the next arrival, or the grain of the deadlines.
void Engine::Loop::armTimer()
{
    const auto steadyNow = std::chrono::steady_clock::now();
    auto due = steadyNow + longestSleep;
    if (const auto arrival = m_dispatcher.nextArrival())
        due = std::clamp(m_start + arrival->time_since_epoch(), steadyNow, due);
    if (m_timerAt <= due && m_timerAt > steadyNow)
        return; // it rings soon enough
    m_timerAt = due;
    m_timer.expires_at(due);
    m_timer.async_wait([this](std::error_code fault) {
        if (!fault)
            tick();
    });
}

void Engine::Loop::tick()
{
    const TimePoint at = now();
    const auto due = TimePoint(std::exchange(m_timerAt, std::chrono::steady_clock::time_point::max()) - m_start);
    m_monitor.woke(std::max(Duration(0), at - due)); // a timer that was set anew as it rang is early
    m_dispatcher.tick(at);
    m_backend.flush();
    m_monitor.recordTurn(now() - at);
    m_monitor.sample(at);
    if (at >= m_nextPublish || (m_dispatcher.isShutDown() && m_working.shutdown != ShutdownPhase::Finished)) {
        m_nextPublish = at + publishEvery;
        publish();
    }
    armTimer();
}

void Engine::Loop::publish()
{
    m_dispatcher.fill(m_working, now());
    m_working.sequence = ++m_sequence;
    m_monitor.fill(m_working.health, m_working.requests.completed, m_working.at);

    const std::scoped_lock lock(m_mutex);
    m_published = m_working;
    if (m_events.size() < maxUntakenEvents)
        m_dispatcher.events().moveTo(m_events);
    m_dispatcher.seconds().moveTo(m_seconds);
    m_drainResult = {
        .drained = m_dispatcher.drainedRequests(), .cancelled = m_dispatcher.cancelledByShutdown(), .cut = m_dispatcher.cutConnections()};
}

void Engine::Loop::setTarget(Target target, std::string runPrefix, bool mayWrite)
{
    const bool isMove = m_hasTarget;
    m_dispatcher.setMostOpenings(target.pooler ? Connectors::pooledThreadCount : 2 * Connectors::threadCount);
    m_backend.setTarget(std::move(target), std::move(runPrefix));
    m_hasTarget = true;
    m_mayWrite = mayWrite;
    m_backend.setReadOnly(!m_mayWrite);
    if (isMove)
        m_dispatcher.recyclePools(now());
}

void Engine::Loop::setMayWrite(bool mayWrite)
{
    if (mayWrite == m_mayWrite)
        return;
    m_mayWrite = mayWrite;
    m_backend.setReadOnly(!m_mayWrite);
    if (!m_hasTarget)
        return;
    // Each session becomes what it has to be with its next request; none is opened anew.
    const char *change = m_mayWrite ? QT_TRANSLATE_NOOP("core", "Sessions may write from now on.")
                                    : QT_TRANSLATE_NOOP("core", "Sessions are read-only from now on.");
    m_dispatcher.note({.kind = EventKind::Notice, .severity = Severity::Info, .detail = text(change)}, now());
}

void Engine::Loop::apply(const Plan &plan)
{
    assert(m_hasTarget || plan.pools.empty());
    m_dispatcher.apply(plan, now());
}

void Engine::Loop::setTraffic(const TrafficPlan &traffic)
{
    m_backend.setTraffic(traffic);
    const TimePoint at = now();
    m_dispatcher.setTraffic(traffic, m_backend.firstStatement(), at);
    if (m_dispatcher.measuredSince() == at)
        m_monitor.reset(at); // another workload, other figures
}

void Engine::Loop::resetFigures()
{
    const TimePoint at = now();
    m_dispatcher.resetFigures(at);
    m_monitor.reset(at);
}

void Engine::Loop::shutDown(Duration drainDeadline)
{
    m_backend.cancelOverdueWaiting();
    m_dispatcher.shutDown(drainDeadline, now());
}

Snapshot Engine::Loop::snapshot() const
{
    const std::scoped_lock lock(m_mutex);
    return m_published;
}

std::vector<Event> Engine::Loop::takeEvents()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_events, {});
}

std::vector<SecondFigures> Engine::Loop::takeSeconds()
{
    const std::scoped_lock lock(m_mutex);
    return m_seconds.take();
}

DrainResult Engine::Loop::drainResult() const
{
    const std::scoped_lock lock(m_mutex);
    return m_drainResult;
}

} // namespace poolwart
