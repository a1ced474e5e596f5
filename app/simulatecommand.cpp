// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulatecommand.h"

#include "app/rundelivery.h"
#include "model/simulation/simulation.h"
#include "model/store/measuredrun.h"

namespace poolwart {

namespace {

SimulationPlan simulationPlan(const SimulateOptions &options)
{
    SimulationPlan plan{.plan = options.run.plan,
                        .traffic = options.run.traffic,
                        .service = options.service,
                        .seed = options.run.seed,
                        .warmup = options.run.warmup,
                        .duration = options.run.duration,
                        .drain = options.run.drain};
    std::uint32_t id = 0;
    for (PoolPlan &pool : plan.plan.pools)
        pool.id = PoolId(++id);
    return plan;
}

MeasuredRun simulate(Simulation &simulation)
{
    MeasuredRun run;
    simulation.openPools();
    simulation.warmUp();
    run.from = simulation.now();
    for (const PoolSnapshot &pool : simulation.snapshot().pools)
        run.openedBefore[pool.id] = pool.opened;
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
    const MeasuredRun run = simulate(simulation);

    RunRecord record = recordOf(run);
    record.plan = plan.plan;
    record.traffic = plan.traffic;
    record.traffic.workload = soleWorkload({}); // no statement is sent
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
