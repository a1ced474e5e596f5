// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/experiment/cellvisit.h"
#include "model/analysis/experiment/whyexperiment.h"
#include "model/analysis/statistics/effectchain.h"

#include <optional>
#include <span>
#include <vector>

namespace poolwart {

// One cell over all blocks that are used.
struct CellResult
{
    Cell cell;
    int visits = 0;
    int steady = 0;  // visits that were steady before the measurement
    int refused = 0; // visits with too many errors
    // Geometric means over the blocks, so that their ratio from cell to cell is the effect; 0 without a block.
    double responseP99 = 0; // ns
    double throughput = 0;  // per second
};

// What a cause changes, as a ratio of one figure.
struct CauseEffect
{
    Cause cause{};
    std::size_t from = 0; // indices of the cells
    std::size_t to = 0;
    ChainStep step;
};

// One figure along a path. The product of the causes' ratios is the ratio of the whole.
struct PathEffects
{
    ExperimentFigure figure{};
    std::vector<CauseEffect> causes; // corrected for their number (Holm)
    ChainStep whole;
};

struct ExperimentResult
{
    static constexpr double resolution = 0.05; // smaller differences are none

    std::vector<CellResult> cells; // in the experiment's order
    int blocks = 0;
    int usedBlocks = 0;                    // those without a refused visit
    std::vector<PathEffects> effects;      // of the shown path, by figure; empty: fewer than two blocks can be used
    std::vector<PathEffects> otherEffects; // in the other order of the causes; empty without such a path

    int visits() const;
    int steadyVisits() const;
    int refusedVisits() const;
};

// `blocks`: of each block the visits of all cells, in the order of the cells. A block in which a visit is not usable is left out
// of all figures: nothing is averaged that was not measured beside the rest.
ExperimentResult resultOf(const WhyExperiment &experiment, std::span<const std::vector<CellVisit>> blocks,
                          const BootstrapSettings &settings = {});

} // namespace poolwart
