// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/simulation.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration grain = 5ms; // of deadlines, as the engine's
constexpr std::uint64_t backendSalt = 0x73657276696365ULL;

} // namespace

Done checkSimulated(const Workload &workload)
{
    for (const WorkloadScript &written : workload.scripts) {
        const auto script = Script::parse(written.text);
        if (!script)
            return script.error();
        const auto &statements = script->statements();
        const auto asking = std::ranges::find_if(statements, [](const ScriptStatement &statement) { return statement.result.has_value(); });
        if (asking != statements.end())
            return Error{.kind = ErrorKind::BadInput,
                         .message = text(
                             QT_TRANSLATE_NOOP("core", "Script, line %1: %2"), static_cast<long long>(asking->line),
                             text(QT_TRANSLATE_NOOP("core", "the modelled server returns no rows, so \\gset and \\aset cannot be used.")))};
    }
    return done();
}

Simulation::Simulation(const SimulationPlan &plan)
    : m_plan(plan)
    , m_dispatcher(plan.seed, {})
    , m_backend(m_dispatcher, plan.service, plan.seed ^ backendSalt)
{
    m_backend.setFailures(plan.failures);
    if (plan.runsScripts)
        m_backend.setScripts(plan.traffic.workload);
    m_dispatcher.setTraffic(plan.traffic, plan.traffic.workload.scripts.front().text, m_now);
}

void Simulation::openPools()
{
    m_dispatcher.apply(m_plan.plan, m_now);
    m_backend.flush(m_now);
    do {
        runUntil(m_now + SimulatedBackend::opening);
    } while (m_dispatcher.isOpening()); // as many as may be opened at once, in each turn
}

void Simulation::warmUp()
{
    if (m_plan.warmup == Duration(0))
        m_dispatcher.resetFigures(m_now);                 // before the first request, so that each one counts
    m_dispatcher.startTraffic(m_now, FailureLimit::None); // no server is harmed
    m_backend.flush(m_now);
    runUntil(m_now + m_plan.warmup);
}

void Simulation::measure()
{
    if (m_plan.warmup > Duration(0))
        m_dispatcher.resetFigures(m_now);
    runUntil(m_now + m_plan.duration);
}

void Simulation::shutDown()
{
    m_dispatcher.shutDown(m_plan.drain, m_now);
    m_backend.flush(m_now);
    while (!m_dispatcher.isShutDown())
        step(TimePoint::max());
}

Snapshot Simulation::snapshot() const
{
    Snapshot snapshot;
    m_dispatcher.fill(snapshot, m_now);
    return snapshot;
}

void Simulation::runUntil(TimePoint end)
{
    while (m_now < end)
        step(end);
}

// To the next moment at which something happens, at most to `end`.
void Simulation::step(TimePoint end)
{
    TimePoint next = std::min(end, m_nextTick);
    if (const auto report = m_backend.nextReport())
        next = std::min(next, *report);
    if (const auto arrival = m_dispatcher.nextArrival())
        next = std::min(next, *arrival);
    m_now = std::max(m_now, next);
    m_backend.report(m_now);
    if (m_now >= m_nextTick || m_dispatcher.nextArrival().value_or(TimePoint::max()) <= m_now) {
        m_dispatcher.tick(m_now);
        m_backend.flush(m_now);
        m_nextTick = m_now + grain;
    }
    tellSeconds();
}

void Simulation::tellSeconds()
{
    for (SecondFigures &second : m_dispatcher.seconds().take()) {
        std::vector<Event> events;
        m_dispatcher.events().moveTo(events);
        if (m_listener)
            m_listener(std::move(second), std::move(events));
    }
}

} // namespace poolwart
