// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/scalability/usl.h"

#include <array>
#include <span>
#include <vector>

namespace poolwart {

// Throughput measured at a concurrency, in the steady state.
struct UslPoint
{
    double concurrency = 0; // measured mean of requests in flight; above 0
    double throughput = 0;  // per second; above 0
    double weight = 1;      // above 0: 1 / variance of the repeats where it is known, else the same for all

    bool operator==(const UslPoint &) const = default;
};

// The law with the least weighted sum of squares within the bounds lambda > 0, 0 <= sigma <= 1, 0 <= kappa <= 1.
struct UslSolution
{
    Usl law;
    // (J'WJ)^-1 of lambda, sigma, kappa on the diagonal, to be multiplied by the variance of the residuals. 0 for what is at a
    // bound.
    std::array<double, 3> unscaledVariances{};
    bool isSigmaAtBound = false;
    bool isKappaAtBound = false;
    double squares = 0; // weighted sum of the residuals' squares

    int freeParameters() const { return 3 - int(isSigmaAtBound) - int(isKappaAtBound); }
};

// Levenberg–Marquardt (Eigen's, after MINPACK) on the throughput, from the weighted linear fit of N / X. Where the free optimum is
// out of bounds, the best one on the bounds is found by solving on each. At least three points of different concurrency.
UslSolution solveUsl(std::span<const UslPoint> points);

} // namespace poolwart
