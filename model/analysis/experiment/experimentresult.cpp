// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/experiment/experimentresult.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace poolwart {

namespace {

using Block = std::vector<CellVisit>;

int sumOf(const std::vector<CellResult> &cells, int CellResult::*count)
{
    return std::accumulate(cells.begin(), cells.end(), 0, [count](int sum, const CellResult &cell) { return sum + cell.*count; });
}

double geometricMean(std::span<const Block> blocks, std::size_t cell, ExperimentFigure figure)
{
    if (blocks.empty())
        return 0;
    double logs = 0;
    for (const Block &block : blocks)
        logs += std::log(block[cell].visitOf(figure).value());
    return std::exp(logs / static_cast<double>(blocks.size()));
}

CellResult cellResult(const Cell &cell, std::size_t index, std::span<const Block> blocks, std::span<const Block> used)
{
    CellResult result{.cell = cell, .visits = static_cast<int>(blocks.size())};
    for (const Block &block : blocks) {
        result.steady += block[index].steadyAfter.has_value();
        result.refused += !block[index].isUsable();
    }
    result.responseP99 = geometricMean(used, index, ExperimentFigure::ResponseP99);
    result.throughput = geometricMean(used, index, ExperimentFigure::Throughput);
    return result;
}

std::optional<PathEffects> effectsOf(const CausePath &path, ExperimentFigure figure, std::span<const Block> blocks,
                                     const BootstrapSettings &settings)
{
    std::vector<std::vector<Visit>> visits;
    for (const Block &block : blocks) {
        std::vector<Visit> &ofBlock = visits.emplace_back();
        for (const std::size_t cell : path.cells)
            ofBlock.push_back(block[cell].visitOf(figure));
    }
    const auto chain = effectChain(visits, 0.05, settings);
    if (!chain)
        return std::nullopt;
    PathEffects effects{.figure = figure, .causes = {}, .whole = chain->whole};
    for (std::size_t i = 0; i < path.causes.size(); ++i)
        effects.causes.push_back({.cause = path.causes[i], .from = path.cells[i], .to = path.cells[i + 1], .step = chain->steps[i]});
    return effects;
}

std::vector<PathEffects> effectsOf(const CausePath &path, std::span<const Block> blocks, const BootstrapSettings &settings)
{
    std::vector<PathEffects> all;
    for (const ExperimentFigure figure : experimentFigures) {
        if (auto effects = effectsOf(path, figure, blocks, settings))
            all.push_back(*std::move(effects));
    }
    return all;
}

} // namespace

int ExperimentResult::visits() const
{
    return sumOf(cells, &CellResult::visits);
}

int ExperimentResult::steadyVisits() const
{
    return sumOf(cells, &CellResult::steady);
}

int ExperimentResult::refusedVisits() const
{
    return sumOf(cells, &CellResult::refused);
}

ExperimentResult resultOf(const WhyExperiment &experiment, std::span<const std::vector<CellVisit>> blocks,
                          const BootstrapSettings &settings)
{
    std::vector<Block> used;
    for (const Block &block : blocks) {
        if (std::ranges::all_of(block, &CellVisit::isUsable))
            used.push_back(block);
    }
    ExperimentResult result{.cells = {}, .blocks = static_cast<int>(blocks.size()), .usedBlocks = static_cast<int>(used.size())};
    for (std::size_t i = 0; i < experiment.cells.size(); ++i)
        result.cells.push_back(cellResult(experiment.cells[i], i, blocks, used));
    result.effects = effectsOf(experiment.path, used, settings);
    if (experiment.otherPath)
        result.otherEffects = effectsOf(*experiment.otherPath, used, settings);
    return result;
}

} // namespace poolwart
