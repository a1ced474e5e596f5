// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/engineloop.h"

#include <algorithm>
#include <cassert>
#include <ctime>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration longestSleep = 5ms; // the grain of deadlines
constexpr Duration publishEvery = 100ms;
constexpr std::size_t mostUntakenEvents = 20'000;

Duration threadCpu()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

} // namespace

Engine::Loop::Loop(std::uint64_t seed)
    : m_work(asio::make_work_guard(m_context))
    , m_timer(m_context)
    , m_dispatcher(seed, std::chrono::system_clock::now())
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
    m_timerAt = std::chrono::steady_clock::time_point::max();
    const TimePoint at = now();
    m_dispatcher.tick(at);
    m_backend.flush();
    if (at >= m_nextCpu)
        measureCpu(at);
    if (at >= m_nextPublish || (m_dispatcher.isShutDown() && m_working.shutdown != ShutdownPhase::Finished)) {
        m_nextPublish = at + publishEvery;
        publish();
    }
    armTimer();
}

void Engine::Loop::measureCpu(TimePoint at)
{
    const Duration used = threadCpu();
    if (at > m_cpuSince)
        m_cpuShare = static_cast<double>((used - m_cpuBefore).count()) / static_cast<double>((at - m_cpuSince).count());
    m_cpuBefore = used;
    m_cpuSince = at;
    m_nextCpu = at + 1s;
}

void Engine::Loop::publish()
{
    m_dispatcher.fill(m_working, now());
    m_working.sequence = ++m_sequence;
    m_working.health.engineCpuShare = m_cpuShare;
    const auto ended = static_cast<double>(std::max<std::uint64_t>(1, m_working.requests.completed));
    m_working.health.cpuMicrosPerRequest = static_cast<double>((threadCpu() - m_cpuAtReset).count()) / 1e3 / ended;

    const std::scoped_lock lock(m_mutex);
    m_published = m_working;
    if (m_events.size() < mostUntakenEvents)
        m_dispatcher.events().moveTo(m_events);
    m_drainResult = {.drained = m_dispatcher.drainedRequests(),
                     .cancelled = m_dispatcher.cancelledByShutdown(),
                     .cut = m_dispatcher.cutConnections()};
}

void Engine::Loop::setTarget(Target target, std::string runPrefix)
{
    const bool isMove = m_hasTarget;
    m_backend.setTarget(std::move(target), std::move(runPrefix));
    m_hasTarget = true;
    if (isMove)
        m_dispatcher.recyclePools(now());
}

void Engine::Loop::apply(const Plan &plan)
{
    assert(m_hasTarget || plan.pools.empty());
    m_dispatcher.apply(plan, now());
}

void Engine::Loop::setTraffic(const TrafficPlan &traffic)
{
    auto statement = Statement::parse(traffic.workload.scripts.front().text);
    assert(statement.ok());
    const std::string sql = statement->sql();
    m_backend.setStatement(std::move(*statement), traffic.protocol);
    m_dispatcher.setTraffic(traffic, sql, now());
}

void Engine::Loop::resetFigures()
{
    m_dispatcher.resetFigures(now());
    m_cpuAtReset = threadCpu();
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

DrainResult Engine::Loop::drainResult() const
{
    const std::scoped_lock lock(m_mutex);
    return m_drainResult;
}

} // namespace poolwart
