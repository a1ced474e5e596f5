// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/engine.h"

#include "model/engine/engineloop.h"

namespace poolwart {

Engine::Engine(std::uint64_t seed)
    : m_loop(std::make_unique<Loop>(seed))
{}

Engine::~Engine() = default;

void Engine::setTarget(Target target, std::string runPrefix, bool mayWrite)
{
    m_loop->post([target = std::move(target), prefix = std::move(runPrefix), mayWrite](Loop &loop) mutable {
        loop.setTarget(std::move(target), std::move(prefix), mayWrite);
    });
}

void Engine::setMayWrite(bool mayWrite)
{
    m_loop->post([mayWrite](Loop &loop) { loop.setMayWrite(mayWrite); });
}

void Engine::apply(Plan plan)
{
    m_loop->post([plan = std::move(plan)](Loop &loop) { loop.apply(plan); });
}

void Engine::setTraffic(TrafficPlan traffic)
{
    m_loop->post([traffic = std::move(traffic)](Loop &loop) { loop.setTraffic(traffic); });
}

void Engine::startTraffic(FailureLimit limit)
{
    m_loop->post([limit](Loop &loop) { loop.dispatcher().startTraffic(loop.now(), limit); });
}

void Engine::pauseTraffic()
{
    m_loop->post([](Loop &loop) { loop.dispatcher().pauseTraffic(loop.now()); });
}

void Engine::stopTraffic()
{
    m_loop->post([](Loop &loop) { loop.dispatcher().stopTraffic(loop.now()); });
}

void Engine::endTraffic()
{
    m_loop->post([](Loop &loop) { loop.dispatcher().endTraffic(loop.now()); });
}

void Engine::resetFigures()
{
    m_loop->post([](Loop &loop) { loop.resetFigures(); });
}

void Engine::pausePool(PoolId pool)
{
    m_loop->post([pool](Loop &loop) { loop.dispatcher().pausePool(pool, loop.now()); });
}

void Engine::resumePool(PoolId pool)
{
    m_loop->post([pool](Loop &loop) { loop.dispatcher().resumePool(pool, loop.now()); });
}

void Engine::drainPool(PoolId pool)
{
    m_loop->post([pool](Loop &loop) { loop.dispatcher().drainPool(pool, loop.now()); });
}

void Engine::cancelSlot(SlotId slot)
{
    m_loop->post([slot](Loop &loop) { loop.dispatcher().cancelSlot(slot, loop.now()); });
}

void Engine::closeSlot(SlotId slot)
{
    m_loop->post([slot](Loop &loop) { loop.dispatcher().closeSlot(slot, loop.now()); });
}

void Engine::reopenSlot(SlotId slot)
{
    m_loop->post([slot](Loop &loop) { loop.dispatcher().reopenSlot(slot, loop.now()); });
}

void Engine::setArrivalRecording(bool on)
{
    m_loop->post([on](Loop &loop) { loop.dispatcher().setArrivalRecording(on); });
}

void Engine::setQueryLogging(QueryLogging logging)
{
    m_loop->post([logging = std::move(logging)](Loop &loop) { loop.dispatcher().setQueryLogging(logging); });
}

void Engine::note(Event event)
{
    m_loop->post([event = std::move(event)](Loop &loop) { loop.dispatcher().note(event, loop.now()); });
}

void Engine::shutDown(Duration drainDeadline)
{
    m_loop->post([drainDeadline](Loop &loop) { loop.shutDown(drainDeadline); });
}

Snapshot Engine::snapshot() const
{
    return m_loop->snapshot();
}

std::vector<Event> Engine::takeEvents()
{
    return m_loop->takeEvents();
}

std::vector<SecondFigures> Engine::takeSeconds()
{
    return m_loop->takeSeconds();
}

std::chrono::system_clock::time_point Engine::wallStart() const
{
    return m_loop->wallStart();
}

DrainResult Engine::drainResult() const
{
    return m_loop->drainResult();
}

} // namespace poolwart
