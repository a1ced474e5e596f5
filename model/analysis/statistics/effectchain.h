// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/statistics/ratioeffect.h"

#include <optional>
#include <span>
#include <vector>

namespace poolwart {

// An effect with the error probability that is its share of all.
struct ChainStep
{
    RatioEffect effect;
    double error = 0.05;

    Interval interval() const { return effect.interval(error); }
    bool isShown(double resolution = 0.05) const { return effect.isShown(error, resolution); }
};

// How a figure changes from cell to cell, as a waterfall shows it: 1 x 25, 1 x 60, 5 x 12 has the steps "connections" and
// "splitting". The product of the steps' ratios is the ratio of the whole.
struct EffectChain
{
    std::vector<ChainStep> steps; // of each cell against the one before; errors by Holm's procedure over the steps
    ChainStep whole;              // of the last cell against the first, on its own
};

// `blocks`: of each block the visits of the cells in the chain's order, as many in each, at least two. Empty where
// RatioEffect::paired() is for any of the steps.
std::optional<EffectChain> effectChain(std::span<const std::vector<Visit>> blocks, double error = 0.05,
                                       const BootstrapSettings &settings = {});

} // namespace poolwart
