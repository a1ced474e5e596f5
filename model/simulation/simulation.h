// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/simulatedbackend.h"

#include <string>

namespace poolwart {

// What is simulated: the plan and the traffic of a run, on a modelled server.
struct SimulationPlan
{
    Plan plan; // valid, its pools with ids
    TrafficPlan traffic;
    ServiceTime service;
    std::uint64_t seed = 1;
    Duration warmup{0};
    Duration duration{0};
    Duration drain{0};
};

// The same state machines as the engine's, under a virtual clock that jumps from event to event: a discrete-event
// simulator. No time passes but that of the model, so the same plan and seed give the same run, to the nanosecond.
class Simulation
{
public:
    explicit Simulation(const SimulationPlan &plan);

    // The phases of a run, in this order. Each returns when the clock stands at its end.
    void openPools();
    void warmUp();
    void measure();
    void shutDown();

    TimePoint now() const { return m_now; }
    Snapshot snapshot() const;
    Dispatcher &dispatcher() { return m_dispatcher; }

private:
    void runUntil(TimePoint end);
    void step(TimePoint end);

    SimulationPlan m_plan;
    Dispatcher m_dispatcher;
    SimulatedBackend m_backend;
    TimePoint m_now{};
    TimePoint m_nextTick{};
};

} // namespace poolwart
