// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/scalability/uslfit.h"

#include <cstdint>
#include <span>
#include <vector>

namespace poolwart {

struct UslBandSettings
{
    int draws = 1'000;
    std::uint64_t seed = 1; // the same seed gives the same band
    double error = 0.05;    // 1 - level, in (0, 1)
    UslOptions fit;
};

// What the residuals leave open about a fit: percentile intervals of a bootstrap that draws them with replacement. The residuals
// are centred, and enlarged by sqrt(n / degrees of freedom), because a fit makes them smaller than the errors. Source: A. C.
// Davison, D. V. Hinkley, Bootstrap Methods and their Application, 1997, 7.
struct UslBand
{
    Interval peakConcurrency;         // its high end is infinite if draws have no peak
    Interval peakThroughput;          // per second; of the draws that have a peak; infinite if neither they nor the fit have one
    double shareWithoutPeak = 0;      // of the draws
    std::vector<Interval> throughput; // per second, at the concurrencies asked for
};

// `points` are those of the fit; concurrencies: above 0.
UslBand uslBand(const UslFit &fit, std::span<const UslPoint> points, std::span<const double> concurrencies,
                const UslBandSettings &settings = {});

} // namespace poolwart
