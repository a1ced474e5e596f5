// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/scalability/uslsolver.h"
#include "model/analysis/statistics/interval.h"

#include <array>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace poolwart {

struct UslOptions
{
    // Whether outliers get less weight: Huber's weights (k = 1.345, scale by the median deviation), iterated. P. J. Huber, Robust
    // Statistics, 1981.
    bool isRobust = true;

    bool operator==(const UslOptions &) const = default;
};

struct UslFit
{
    static constexpr std::size_t fewestConcurrencies = 6; // different ones; with fewer a peak is a guess
    static constexpr double smallestStep = 0.05;          // relative, from one concurrency to a different one

    Usl law;
    Usl standardErrors; // asymptotic; 0 of a parameter at a bound
    bool isSigmaAtBound = false;
    bool isKappaAtBound = false;
    double residualError = 0;          // of a point of weight 1, per second
    int degreesOfFreedom = 0;          // points - free parameters
    std::vector<double> residuals;     // measured - law, per second, in the order of the points
    std::vector<double> robustWeights; // 0 to 1; below 1: taken as an outlier so far; all 1 without outliers

    // Student's intervals with n - 3 degrees of freedom, of level 1 - error; may reach beyond the bounds.
    Interval lambdaInterval(double error = 0.05) const;
    Interval sigmaInterval(double error = 0.05) const;
    Interval kappaInterval(double error = 0.05) const;

    bool operator==(const UslFit &) const = default;
};

// Why there is no fit.
enum class UslRefusal {
    TooFewConcurrencies, // fewer than six different ones: show the points only
    OutsideDomain,       // a concurrency, throughput or weight is not above 0 and finite
};

std::variant<UslFit, UslRefusal> fitUsl(std::span<const UslPoint> points, const UslOptions &options = {});

// The peak's concurrency without each of the points in turn, in their order; empty: no peak without it. For a fit that was made.
std::vector<std::optional<double>> peaksWithoutOne(std::span<const UslPoint> points, const UslOptions &options = {});

} // namespace poolwart
