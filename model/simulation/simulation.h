// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/simulatedbackend.h"

#include <functional>
#include <string>
#include <vector>

namespace poolwart {

// The input of a simulation: the plan and the traffic of a run, on a modelled server.
struct SimulationPlan
{
    Plan plan; // valid, with pool ids
    TrafficPlan traffic;
    ServiceTime service;
    bool runsScripts = false; // whether requests run the workload's scripts; otherwise a request is one statement
    double failures = 0;      // share of the statements that end with a serialization failure
    std::uint64_t seed = 1;
    Duration warmup{0};
    Duration duration{0};
    Duration drain{0};
};

// Refuses the first script that needs rows, which the modelled server does not return; otherwise done(). The workload must be
// valid.
Done checkSimulated(const Workload &workload);

// The engine's state machines under a virtual clock that jumps from event to event: a discrete-event simulator. Only model time
// passes, so the same plan and seed give the same run, to the nanosecond.
class Simulation
{
public:
    explicit Simulation(const SimulationPlan &plan);

    // The phases of a run, in order. Each returns with the clock at its end.
    void openPools();
    void warmUp();
    void measure();
    void shutDown();

    // Called with each second at its end, and with the events logged in it.
    using Listener = std::function<void(SecondFigures, std::vector<Event>)>;
    void setListener(Listener listener) { m_listener = std::move(listener); }

    TimePoint now() const { return m_now; }
    Snapshot snapshot() const;
    Dispatcher &dispatcher() { return m_dispatcher; }

private:
    void runUntil(TimePoint end);
    void step(TimePoint end);
    void tellSeconds();

    SimulationPlan m_plan;
    Dispatcher m_dispatcher;
    SimulatedBackend m_backend;
    TimePoint m_now{};
    TimePoint m_nextTick{};
    Listener m_listener;
};

} // namespace poolwart
