// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/simulatecommand.h"

#include "app/commands/rundelivery.h"
#include "model/run/measuredrun.h"
#include "model/run/replay.h"
#include "model/run/runbuilder.h"
#include "model/simulation/simulation.h"

namespace poolwart {

namespace {

SimulationPlan simulationPlan(const SimulateOptions &options)
{
    SimulationPlan plan{.plan = options.run.plan,
                        .traffic = options.run.traffic,
                        .service = options.service,
                        .runsScripts = options.runsScripts,
                        .failures = options.failures / 100.0,
                        .seed = options.run.seed,
                        .warmup = options.run.warmup,
                        .duration = options.run.duration,
                        .drain = options.run.drain};
    std::uint32_t id = 0;
    for (PoolPlan &pool : plan.plan.pools)
        pool.id = PoolId(++id);
    return plan;
}

// All but the figures. No settings, and no program but this one: a simulation depends on no other.
RunRecord runHead(const SimulationPlan &plan)
{
    RunRecord head;
    head.versions = {{"poolwart", POOLWART_VERSION}};
    head.plan = plan.plan;
    head.traffic = plan.traffic;
    if (!plan.runsScripts)
        head.traffic.workload = soleWorkload({}); // no statement is sent
    head.replay = replayOf(plan.traffic);
    head.traffic.replay.reset();
    head.seed = plan.seed;
    head.server = {.version = "simulated", .serviceTime = serviceTimeText(plan.service)};
    return head;
}

void recordInto(RunBuilder &builder, Simulation &simulation)
{
    const TimePoint begin = simulation.now();
    const std::chrono::system_clock::time_point zero(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(begin.time_since_epoch()));
    simulation.setListener([&builder, begin, zero](const SecondFigures &second, const std::vector<Event> &events) {
        if (second.measuredSince < begin)
            return;
        builder.add(runSecond(second, begin));
        builder.add(runBreakdown(second));
        for (const Event &event : events) {
            if (auto mark = runMark(event, zero); mark && mark->at >= Duration(0))
                builder.add(*std::move(mark));
        }
    });
}

RunRecord simulate(const SimulationPlan &plan, bool recordsArrivals)
{
    Simulation simulation(plan);
    simulation.dispatcher().setArrivalRecording(recordsArrivals);
    RunBuilder builder(runHead(plan));
    simulation.openPools();
    simulation.warmUp();
    MeasuredRun run{.from = simulation.now(), .measured = {}, .last = {}, .openedBefore = openedOf(simulation.snapshot().pools)};
    recordInto(builder, simulation);
    simulation.measure();
    run.measured = simulation.snapshot();
    simulation.shutDown();
    run.last = simulation.snapshot();
    ShutdownReport ended = simulation.dispatcher().shutdownReport();
    ended.backendsLeft = 0;
    ended.elapsed = std::chrono::floor<std::chrono::milliseconds>(simulation.now() - run.measured.at);
    builder.setMeasured(std::move(run));
    builder.setShutdown(ended);
    return builder.record();
}

} // namespace

ExitCode simulateCommand(const SimulateOptions &options)
{
    const RunRecord record = simulate(simulationPlan(options), options.run.recordsArrivals);
    const bool isClean = record.shutdown.cancelled == 0 && record.shutdown.cut == 0;
    return deliver(record, options.run, isClean ? ExitCode::Ok : ExitCode::Cut);
}

} // namespace poolwart
