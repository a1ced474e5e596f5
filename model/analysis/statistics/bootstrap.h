// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/statistics/interval.h"
#include "model/analysis/statistics/visit.h"
#include "model/core/random.h"

#include <cstdint>
#include <optional>

namespace poolwart {

struct BootstrapSettings
{
    int draws = 2'000;
    std::uint64_t seed = 1; // the same seed gives the same interval

    bool operator==(const BootstrapSettings &) const = default;
};

// The figure of a visit whose pieces are drawn with replacement. Source: E. Carlstein, The Use of Subseries Values for Estimating
// the Variance of a General Statistic from a Stationary Sequence, 1986.
double drawFigure(const Visit &visit, Random &random);

// A figure of one measurement with the percentile interval of its draws, widened to contain the figure. It knows what differs
// within the measurement, not what differs from one to the next. `error` is 1 - level, in (0, 1). Empty with fewer than five
// pieces. Source: B. Efron, Bootstrap Methods: Another Look at the Jackknife, 1979.
std::optional<Estimate> bootstrapFigure(const Visit &visit, double error = 0.05, const BootstrapSettings &settings = {});

} // namespace poolwart
