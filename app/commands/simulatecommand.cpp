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

MeasuredRun simulate(Simulation &simulation, RunBuilder &builder)
{
    MeasuredRun run;
    simulation.openPools();
    simulation.warmUp();
    run.from = simulation.now();
    for (const PoolSnapshot &pool : simulation.snapshot().pools)
        run.openedBefore[pool.id] = pool.opened;
    recordInto(builder, simulation);
    simulation.measure();
    run.measured = simulation.snapshot();
    simulation.shutDown();
    run.last = simulation.snapshot();
    return run;
}

} // namespace

ExitCode simulateCommand(const SimulateOptions &options)
{
    const SimulationPlan plan = simulationPlan(options);
    Simulation simulation(plan);
    simulation.dispatcher().setArrivalRecording(options.run.recordsArrivals);
    RunBuilder builder;
    const MeasuredRun run = simulate(simulation, builder);

    RunRecord record = recordOf(run);
    builder.fillSeries(record);
    record.versions = {{"poolwart", POOLWART_VERSION}};
    record.plan = plan.plan;
    record.traffic = plan.traffic;
    if (!plan.runsScripts)
        record.traffic.workload = soleWorkload({}); // no statement is sent
    record.replay = replayOf(plan.traffic);
    record.traffic.replay.reset();
    record.seed = plan.seed;
    record.server = {.version = "simulated", .serviceTime = serviceTimeText(plan.service)};
    const Dispatcher &ended = simulation.dispatcher();
    const auto elapsed = std::chrono::floor<std::chrono::milliseconds>(simulation.now() - run.measured.at);
    record.shutdown = {.drained = ended.drainedRequests(),
                       .cancelled = ended.cancelledByShutdown(),
                       .cut = ended.cutConnections(),
                       .backendsLeft = 0,
                       .elapsedMs = static_cast<std::uint64_t>(elapsed.count())};
    const bool isClean = record.shutdown.cancelled == 0 && record.shutdown.cut == 0;
    return deliver(record, options.run, isClean ? ExitCode::Ok : ExitCode::Cut);
}

} // namespace poolwart
