// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/scalability/usllamps.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace poolwart {

namespace {

constexpr double superlinearEfficiency = 1.05;
constexpr double outlierWeight = 0.5;
constexpr double rareRuns = 0.05;

double ofChoices(int n, int k)
{
    return k < 0 || k > n ? 0 : std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1));
}

// Probability of at most `runs` runs of one sign among `above` and `below` signs in random order. A. Wald, J. Wolfowitz, On a
// Test Whether Two Samples are from the Same Population, 1940.
double probabilityOfRuns(int runs, int above, int below)
{
    double ways = 0;
    for (int r = 2; r <= runs; ++r) {
        const int half = r / 2;
        if (r % 2 == 0)
            ways += 2 * ofChoices(above - 1, half - 1) * ofChoices(below - 1, half - 1);
        else
            ways +=
                ofChoices(above - 1, half) * ofChoices(below - 1, half - 1) + ofChoices(above - 1, half - 1) * ofChoices(below - 1, half);
    }
    return ways / ofChoices(above + below, above);
}

bool haveTrend(const UslFit &fit, std::span<const UslPoint> points)
{
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return points[i].concurrency; });
    int above = 0;
    int runs = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool isAbove = fit.residuals[order[i]] > 0;
        above += isAbove;
        runs += i == 0 || isAbove != (fit.residuals[order[i - 1]] > 0);
    }
    const int below = static_cast<int>(points.size()) - above;
    return above > 0 && below > 0 && probabilityOfRuns(runs, above, below) < rareRuns;
}

template <class Doubtful>
std::vector<std::size_t> indicesOf(std::size_t count, Doubtful doubtful)
{
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < count; ++i) {
        if (doubtful(i))
            all.push_back(i);
    }
    return all;
}

double largestConcurrency(std::span<const UslPoint> points)
{
    return std::ranges::max_element(points, {}, &UslPoint::concurrency)->concurrency;
}

} // namespace

UslDoubts doubtsOf(const UslFit &fit, std::span<const UslPoint> points)
{
    UslDoubts doubts;
    if (const auto peak = fit.law.peakConcurrency())
        doubts.extrapolation = *peak / largestConcurrency(points);
    doubts.outliers = indicesOf(points.size(), [&](std::size_t i) { return fit.robustWeights[i] < outlierWeight; });
    doubts.superlinear = indicesOf(points.size(), [&](std::size_t i) {
        return points[i].throughput > superlinearEfficiency * fit.law.lambda * points[i].concurrency;
    });
    const auto light = [&](bool isOn, UslLamp lamp) {
        if (isOn)
            doubts.lamps.push_back(lamp);
    };
    light(doubts.extrapolation > 1, UslLamp::PeakExtrapolated);
    light(fit.kappaInterval().low <= 0, UslLamp::NoPeakShown);
    light(fit.isSigmaAtBound || fit.isKappaAtBound, UslLamp::ParameterAtBound);
    light(!doubts.superlinear.empty(), UslLamp::Superlinear);
    light(haveTrend(fit, points), UslLamp::WrongShape);
    light(!doubts.outliers.empty(), UslLamp::Outliers);
    return doubts;
}

} // namespace poolwart
