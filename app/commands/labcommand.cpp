// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/labcommand.h"

#include "app/output/console.h"
#include "app/output/labreport.h"
#include "model/simulation/simulatedvisit.h"

#include <QCoreApplication>

#include <algorithm>

namespace poolwart {

namespace {

struct LabProgress
{
    Q_DECLARE_TR_FUNCTIONS(LabProgress)
};

int mostConnections(const WhyExperiment &experiment)
{
    return std::ranges::max(experiment.cells, {}, [](const Cell &cell) { return cell.shape.connections; }).shape.connections;
}

QString announcement(const LabOptions &options)
{
    return LabProgress::tr("%1 plans × %2 repeats × %3 s after %4 s of warm-up, in model time; at most %5 connections.")
        .arg(options.experiment.cells.size())
        .arg(options.repeats)
        .arg(options.common.duration.count())
        .arg(SimulatedTraffic::warmup.count())
        .arg(mostConnections(options.experiment));
}

// Each block has arrivals of its own, and all its cells have the same ones.
std::vector<std::vector<CellVisit>> visitAll(const LabOptions &options, const VisitOrder &order)
{
    ProgressLine progress;
    std::vector<std::vector<CellVisit>> blocks;
    for (std::size_t block = 0; block < order.size(); ++block) {
        std::vector<CellVisit> visits(options.experiment.cells.size());
        for (const std::size_t cell : order[block]) {
            progress.show(LabProgress::tr("Block %1 of %2").arg(block + 1).arg(order.size()));
            visits[cell] = simulatedVisit(options.experiment.cells[cell], options.common, options.seed + block);
        }
        blocks.push_back(std::move(visits));
    }
    return blocks;
}

} // namespace

ExitCode labCommand(const LabOptions &options)
{
    printNote(announcement(options));
    LabRun run{.common = options.common, .seed = options.seed, .order = {}, .result = {}};
    run.order = visitOrder(options.experiment.cells.size(), options.repeats, options.seed);
    run.result = resultOf(options.experiment, visitAll(options, run.order), {.seed = options.seed});
    if (options.printsJson)
        printOut(labJson(run));
    else
        printOut(labTable(run));
    return run.result.effects.empty() ? ExitCode::Cut : ExitCode::Ok;
}

} // namespace poolwart
