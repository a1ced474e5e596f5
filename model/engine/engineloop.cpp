// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/engineloop.h"

#include "model/core/text.h"

#include <algorithm>
#include <cstdio>
#include <exception>
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
    , m_backend(m_context, m_dispatcher, m_clock, seed)
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
    while (!m_context.stopped()) {
        try {
            armTimer();
            m_context.run();
        } catch (const std::exception &fault) {
            goOnAfter(fault.what());
        }
    }
}

// What threw was not done to its end, so no more load is put on it. Connections and pools live on.
void Engine::Loop::goOnAfter(const char *exception)
{
    try {
        if (!std::exchange(m_hasFailed, true))
            m_dispatcher.note(
                {.kind = EventKind::Failure,
                 .severity = Severity::Error,
                 .detail = text(QT_TRANSLATE_NOOP("core", "The traffic was stopped after an internal error: %1."), exception)},
                now());
        m_dispatcher.endTraffic(now());
        m_backend.goOn();
    } catch (const std::exception &fault) {
        std::fprintf(stderr, "poolwart: %s\n", fault.what());
    }
}

// The monitor's figures begin anew with the dispatcher's.
void Engine::Loop::changed()
{
    if (const TimePoint since = m_dispatcher.measuredSince(); since != m_monitoredSince) {
        m_monitoredSince = since;
        m_monitor.reset(since);
    }
    m_backend.flush();
    armTimer();
}

// One timer for all: the next arrival, or the grain of the deadlines.
void Engine::Loop::armTimer()
{
    const auto steadyNow = std::chrono::steady_clock::now();
    auto due = steadyNow + longestSleep;
    if (const auto arrival = m_dispatcher.nextArrival())
        due = std::clamp(m_clock.steady(*arrival), steadyNow, due);
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
    const auto due = m_clock.at(std::exchange(m_timerAt, std::chrono::steady_clock::time_point::max()));
    m_monitor.woke(std::max(Duration(0), at - due)); // a timer that was set anew as it rang is early
    m_dispatcher.tick(at);
    m_backend.flush();
    m_monitor.recordTurn(now() - at);
    m_monitor.sample(at);
    if (at >= m_nextPublish || (m_dispatcher.isShutDown() && !m_hasToldEnd)) {
        m_nextPublish = at + publishEvery;
        publish();
    }
    m_hasFailed = false;
    armTimer();
}

void Engine::Loop::publish()
{
    auto next = std::make_shared<Snapshot>();
    m_dispatcher.fill(*next, now());
    next->sequence = ++m_sequence;
    next->health.windowCpuShare = m_windowCpuShare;
    m_monitor.fill(next->health, next->requests.completed, next->at);
    m_hasToldEnd = next->shutdown == ShutdownPhase::Finished;
    std::shared_ptr<const Snapshot> last = std::move(next); // the one before, until it is freed below the lock

    const std::scoped_lock lock(m_mutex);
    m_published.swap(last);
    if (m_events.size() < maxUntakenEvents)
        m_dispatcher.events().moveTo(m_events);
    m_dispatcher.seconds().moveTo(m_seconds);
    m_shutdownReport = m_dispatcher.shutdownReport();
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

void Engine::Loop::setTraffic(const TrafficPlan &traffic)
{
    m_backend.setTraffic(traffic);
    m_dispatcher.setTraffic(traffic, m_backend.firstStatement(), now());
}

void Engine::Loop::shutDown(Duration drainDeadline)
{
    m_backend.cancelOverdueWaiting();
    m_dispatcher.shutDown(drainDeadline, now());
}

std::shared_ptr<const Snapshot> Engine::Loop::snapshot() const
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

ShutdownReport Engine::Loop::shutdownReport() const
{
    const std::scoped_lock lock(m_mutex);
    return m_shutdownReport;
}

} // namespace poolwart
