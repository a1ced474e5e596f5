// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/statistics/bootstrap.h"

#include <optional>
#include <span>
#include <vector>

namespace poolwart {

// The visits of two cells in one block of an experiment.
struct PairedVisits
{
    Visit base;
    Visit current;
};

// How many times as large a positive figure is in one cell as in another: the geometric mean of the ratios, and intervals of the
// same estimator. Chance is measured by how much blocks, or runs, differ from each other; a single run cannot show it.
class RatioEffect
{
public:
    static constexpr std::size_t fewestBlocks = 2;
    static constexpr std::size_t blocksToBootstrap = 8;

    // Paired by block. The interval is a bootstrap's over the blocks, and with fewer than eight also over the pieces within
    // them (A. C. Davison, D. V. Hinkley, Bootstrap Methods and their Application, 1997, 3.8), but never narrower than Student's
    // of the blocks' log ratios: of a few blocks a bootstrap alone calls 10 to 25 of 100 equal cells different. Empty with one
    // block, or if a figure is not positive and finite.
    static std::optional<RatioEffect> paired(std::span<const PairedVisits> blocks, const BootstrapSettings &settings = {});

    // Of repeated runs, each with one figure, that are not paired: Welch's interval of the log figures (B. L. Welch, 1947).
    // Empty with fewer than two runs on a side, or if a figure is not positive and finite.
    static std::optional<RatioEffect> between(std::span<const double> base, std::span<const double> current);

    double ratio() const;
    Interval interval(double error = 0.05) const; // of level 1 - error, in (0, 1); contains the ratio
    double pValue() const;                        // the smallest error whose interval excludes 1, to 1e-9; 1 if none does

    // Whether the effect is shown: the interval excludes 1, and is not within 1 ± `resolution`.
    bool isShown(double error = 0.05, double resolution = 0.05) const;

private:
    RatioEffect() = default;

    double m_log = 0;
    double m_standardError = 0;
    double m_degreesOfFreedom = 1;
    std::vector<double> m_drawn; // logs of the bootstrap's ratios, increasing; empty: none
};

} // namespace poolwart
