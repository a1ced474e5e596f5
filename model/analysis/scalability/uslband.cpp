// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/scalability/uslband.h"

#include "model/analysis/statistics/summary.h"
#include "model/core/random.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolwart {

namespace {

constexpr double smallestShareOfLaw = 0.01; // of a drawn throughput, which is above 0

// Residuals of equal variance.
std::vector<double> errorsOf(const UslFit &fit, std::span<const UslPoint> points)
{
    std::vector<double> errors;
    for (std::size_t i = 0; i < points.size(); ++i)
        errors.push_back(fit.residuals[i] * std::sqrt(points[i].weight));
    const double mean = meanOf(errors);
    const double enlargement = std::sqrt(static_cast<double>(points.size()) / fit.degreesOfFreedom);
    for (double &error : errors)
        error = (error - mean) * enlargement;
    return errors;
}

std::vector<UslPoint> drawPoints(const Usl &law, std::span<const UslPoint> points, std::span<const double> errors, Random &random)
{
    std::vector<UslPoint> drawn(points.begin(), points.end());
    for (UslPoint &point : drawn) {
        const double expected = law.throughput(point.concurrency);
        const double error = errors[random.below(errors.size())] / std::sqrt(point.weight);
        point.throughput = std::max(smallestShareOfLaw * expected, expected + error);
    }
    return drawn;
}

Interval percentiles(std::vector<double> values, double error)
{
    std::ranges::sort(values);
    return {.low = quantileOfSorted(values, error / 2), .high = quantileOfSorted(values, 1 - error / 2), .level = 1 - error};
}

std::vector<Usl> drawLaws(const UslFit &fit, std::span<const UslPoint> points, const UslBandSettings &settings)
{
    const std::vector<double> errors = errorsOf(fit, points);
    Random random(settings.seed);
    std::vector<Usl> laws;
    for (int i = 0; i < settings.draws; ++i) {
        if (const auto drawn = fitUsl(drawPoints(fit.law, points, errors, random), settings.fit);
            const auto *law = std::get_if<UslFit>(&drawn))
            laws.push_back(law->law);
    }
    return laws;
}

} // namespace

UslBand uslBand(const UslFit &fit, std::span<const UslPoint> points, std::span<const double> concurrencies, const UslBandSettings &settings)
{
    Q_ASSERT(points.size() == fit.residuals.size());
    const std::vector<Usl> laws = drawLaws(fit, points, settings);
    Q_ASSERT(!laws.empty());
    std::vector<double> peaks;
    std::vector<double> heights;
    for (const Usl &law : laws) {
        peaks.push_back(law.peakConcurrency().value_or(std::numeric_limits<double>::infinity()));
        if (const auto height = law.peakThroughput())
            heights.push_back(*height);
    }
    UslBand band;
    band.shareWithoutPeak = 1 - static_cast<double>(heights.size()) / static_cast<double>(laws.size());
    band.peakConcurrency = percentiles(std::move(peaks), settings.error);
    if (heights.empty())
        heights.push_back(fit.law.peakThroughput().value_or(std::numeric_limits<double>::infinity()));
    band.peakThroughput = percentiles(std::move(heights), settings.error);
    for (const double concurrency : concurrencies) {
        std::vector<double> values;
        for (const Usl &law : laws)
            values.push_back(law.throughput(concurrency));
        band.throughput.push_back(percentiles(std::move(values), settings.error));
    }
    return band;
}

} // namespace poolwart
