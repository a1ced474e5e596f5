// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/engine.h"

#include "model/engine/engineloop.h"

namespace poolwart {

Engine::Engine(std::uint64_t seed)
    : m_loop(std::make_unique<Loop>(seed))
{}

Engine::~Engine() = default;

void Engine::post(std::function<void(Dispatcher &, TimePoint)> change)
{
    m_loop->post([change = std::move(change)](Loop &loop) { change(loop.dispatcher(), loop.now()); });
}

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

void Engine::setTraffic(TrafficPlan traffic)
{
    m_loop->post([traffic = std::move(traffic)](Loop &loop) { loop.setTraffic(traffic); });
}

void Engine::shutDown(Duration drainDeadline)
{
    m_loop->post([drainDeadline](Loop &loop) { loop.shutDown(drainDeadline); });
}

std::shared_ptr<const Snapshot> Engine::snapshot() const
{
    return m_loop->snapshot();
}

void Engine::setWindowCpuShare(double share)
{
    m_loop->setWindowCpuShare(share);
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

ShutdownReport Engine::shutdownReport() const
{
    return m_loop->shutdownReport();
}

} // namespace poolwart
