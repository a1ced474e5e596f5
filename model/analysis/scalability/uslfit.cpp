// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/scalability/uslfit.h"

#include "model/analysis/statistics/distributions.h"
#include "model/analysis/statistics/summary.h"

#include <algorithm>
#include <cmath>

namespace poolwart {

namespace {

constexpr double huberBend = 1.345; // 95 % efficient if the errors are normal
constexpr int maxReweightings = 50;
constexpr double smallestReweighting = 1e-6;
constexpr double smallestScale = 1e-9; // of the largest throughput

bool isMeasured(const UslPoint &point)
{
    const auto isAboveZero = [](double value) { return value > 0 && std::isfinite(value); };
    return isAboveZero(point.concurrency) && isAboveZero(point.throughput) && isAboveZero(point.weight);
}

// Repeats at the same load are measured at nearly the same concurrency.
std::size_t differentConcurrencies(std::span<const UslPoint> points)
{
    std::vector<double> all;
    for (const UslPoint &point : points)
        all.push_back(point.concurrency);
    std::ranges::sort(all);
    std::size_t different = 0;
    double last = 0;
    for (const double concurrency : all) {
        if (concurrency > last * (1 + UslFit::smallestStep)) {
            ++different;
            last = concurrency;
        }
    }
    return different;
}

std::vector<double> residualsOf(const Usl &law, std::span<const UslPoint> points)
{
    std::vector<double> residuals;
    for (const UslPoint &point : points)
        residuals.push_back(point.throughput - law.throughput(point.concurrency));
    return residuals;
}

// Of residuals of equal variance. Empty if half of the points or more lie on the law, so that there is no scale.
std::optional<std::vector<double>> huberWeights(const Usl &law, std::span<const UslPoint> points)
{
    std::vector<double> residuals = residualsOf(law, points);
    double largest = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        residuals[i] *= std::sqrt(points[i].weight);
        largest = std::max(largest, points[i].throughput * std::sqrt(points[i].weight));
    }
    const double limit = huberBend * medianDeviation(residuals);
    if (limit <= smallestScale * largest)
        return std::nullopt;
    std::vector<double> weights;
    for (const double residual : residuals)
        weights.push_back(std::abs(residual) <= limit ? 1 : limit / std::abs(residual));
    return weights;
}

std::vector<UslPoint> reweighted(std::span<const UslPoint> points, std::span<const double> weights)
{
    std::vector<UslPoint> all(points.begin(), points.end());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].weight *= weights[i];
    return all;
}

double largestDifference(std::span<const double> some, std::span<const double> others)
{
    double largest = 0;
    for (std::size_t i = 0; i < some.size(); ++i)
        largest = std::max(largest, std::abs(some[i] - others[i]));
    return largest;
}

struct RobustSolution
{
    UslSolution solution;
    std::vector<double> weights;
};

RobustSolution solve(std::span<const UslPoint> points, const UslOptions &options)
{
    RobustSolution found{.solution = solveUsl(points), .weights = std::vector<double>(points.size(), 1.0)};
    for (int i = 0; options.isRobust && i < maxReweightings; ++i) {
        const auto weights = huberWeights(found.solution.law, points);
        if (!weights || largestDifference(*weights, found.weights) < smallestReweighting)
            break;
        found.weights = *weights;
        found.solution = solveUsl(reweighted(points, found.weights));
    }
    return found;
}

Interval intervalOf(double value, double standardError, int degreesOfFreedom, double error)
{
    const double half = studentQuantile(error, degreesOfFreedom) * standardError;
    return {.low = value - half, .high = value + half, .level = 1 - error};
}

} // namespace

Interval UslFit::lambdaInterval(double error) const
{
    return intervalOf(law.lambda, standardErrors.lambda, degreesOfFreedom, error);
}

Interval UslFit::sigmaInterval(double error) const
{
    return intervalOf(law.sigma, standardErrors.sigma, degreesOfFreedom, error);
}

Interval UslFit::kappaInterval(double error) const
{
    return intervalOf(law.kappa, standardErrors.kappa, degreesOfFreedom, error);
}

std::variant<UslFit, UslRefusal> fitUsl(std::span<const UslPoint> points, const UslOptions &options)
{
    if (!std::ranges::all_of(points, isMeasured))
        return UslRefusal::OutsideDomain;
    if (differentConcurrencies(points) < UslFit::fewestConcurrencies)
        return UslRefusal::TooFewConcurrencies;
    const auto [solution, weights] = solve(points, options);
    const int degreesOfFreedom = static_cast<int>(points.size()) - solution.freeParameters();
    const double variance = solution.squares / degreesOfFreedom;
    const auto errorOf = [&](std::size_t parameter) { return std::sqrt(solution.unscaledVariances[parameter] * variance); };
    return UslFit{.law = solution.law,
                  .standardErrors = {.lambda = errorOf(0), .sigma = errorOf(1), .kappa = errorOf(2)},
                  .isSigmaAtBound = solution.isSigmaAtBound,
                  .isKappaAtBound = solution.isKappaAtBound,
                  .residualError = std::sqrt(variance),
                  .degreesOfFreedom = degreesOfFreedom,
                  .residuals = residualsOf(solution.law, points),
                  .robustWeights = weights};
}

std::vector<std::optional<double>> peaksWithoutOne(std::span<const UslPoint> points, const UslOptions &options)
{
    std::vector<std::optional<double>> peaks;
    for (std::size_t left = 0; left < points.size(); ++left) {
        std::vector<UslPoint> others(points.begin(), points.end());
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
        peaks.push_back(solve(others, options).solution.law.peakConcurrency());
    }
    return peaks;
}

} // namespace poolwart
