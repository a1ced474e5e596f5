// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/simulatedbackend.h"

#include <functional>
#include <string>
#include <vector>

namespace poolwart {

// What is simulated: the plan and the traffic of a run, on a modelled server.
struct SimulationPlan
{
    Plan plan; // valid, its pools with ids
    TrafficPlan traffic;
    ServiceTime service;
    bool runsScripts = false; // the workload's, statement by statement; else a request is one statement
    double failures = 0;      // share of the statements that end with a serialization failure
    std::uint64_t seed = 1;
    Duration warmup{0};
    Duration duration{0};
    Duration drain{0};
};

// The first script that asks for rows, which the modelled server has not, as a refusal; or done(). The workload is valid.
Done checkSimulated(const Workload &workload);

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

    // Called with each second as it ends, and with what was logged in it.
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
