// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <variant>
#include <vector>

namespace poolwart {

// A number of clients, each of which sends its next request after its last answer and its think time.
struct ClosedLoop
{
    int clients = 60;
    std::chrono::milliseconds thinkTime{0};
    bool thinksExponentially = false; // exponential with that mean; otherwise fixed

    bool operator==(const ClosedLoop &) const = default;
};

namespace limits {
inline constexpr int maxClients = 10'000;
inline constexpr double maxRatePerSecond = 1'000'000;
inline constexpr int maxRateSteps = 100;
} // namespace limits

// What is said of a shape of the rate, and of each of its figures. With it files, the command line and the window know the shape;
// what is left of one is its check, its curve and its sentence.
struct ShapeFacts
{
    const char *word; // on the command line
    const char *key;  // in files; empty: none, the shape is what there is without one
    const char *name; // English
};
struct ShapeFigure
{
    const char *key;      // in files
    const char *prefix;   // English, in front of the value
    bool mayFall = false; // a rate that may be below 0
};

// How the rate of an open loop goes on from its first value. All count from the start of the traffic, or from the change. Of each
// `figures` calls `visit` with each of its figures, in their order, and `fitting` gives one that fits the first rate.
struct SteadyRate
{
    static constexpr ShapeFacts facts{"constant", "", QT_TRANSLATE_NOOP("poolwart::RateShapeControl", "Constant")};
    static void figures(auto &, const auto &) {}
    static SteadyRate fitting(double) { return {}; }

    bool operator==(const SteadyRate &) const = default;
};

// Linear change to another rate, which then stays.
struct RateRamp
{
    double toPerSecond = 2000;
    std::chrono::milliseconds over{30'000};

    static constexpr ShapeFacts facts{"ramp", "ramp", QT_TRANSLATE_NOOP("poolwart::RateShapeControl", "Ramp")};
    static void figures(auto &ramp, const auto &visit)
    {
        visit(ShapeFigure{"to_per_s", QT_TRANSLATE_NOOP("ShapeText", "to ")}, ramp.toPerSecond);
        visit(ShapeFigure{"over", QT_TRANSLATE_NOOP("ShapeText", "within ")}, ramp.over);
    }
    static RateRamp fitting(double rate) { return {.toPerSecond = std::min(2 * rate, limits::maxRatePerSecond)}; }

    bool operator==(const RateRamp &) const = default;
};

// A number of levels of equal length, each higher or lower by the increment; the last one stays.
struct RateSteps
{
    double increment = 500;
    std::chrono::milliseconds each{10'000};
    int count = 5; // levels, including the first one

    static constexpr ShapeFacts facts{"steps", "steps", QT_TRANSLATE_NOOP("poolwart::RateShapeControl", "Steps")};
    static void figures(auto &steps, const auto &visit)
    {
        visit(ShapeFigure{"increment_per_s", QT_TRANSLATE_NOOP("ShapeText", "by "), true}, steps.increment);
        visit(ShapeFigure{"each", QT_TRANSLATE_NOOP("ShapeText", "every ")}, steps.each);
        visit(ShapeFigure{"count", ""}, steps.count);
    }
    static RateSteps fitting(double rate) { return {.increment = std::min(std::ceil(rate / 2), (limits::maxRatePerSecond - rate) / 4)}; }

    bool operator==(const RateSteps &) const = default;
};

// Each period ends with a burst of that length at the other rate, so that normal load comes first.
struct RateBursts
{
    double peakPerSecond = 5000;
    std::chrono::milliseconds period{10'000};
    std::chrono::milliseconds length{1'000};

    static constexpr ShapeFacts facts{"burst", "bursts", QT_TRANSLATE_NOOP("poolwart::RateShapeControl", "Bursts")};
    static void figures(auto &bursts, const auto &visit)
    {
        visit(ShapeFigure{"peak_per_s", QT_TRANSLATE_NOOP("ShapeText", "peak ")}, bursts.peakPerSecond);
        visit(ShapeFigure{"period", QT_TRANSLATE_NOOP("ShapeText", "every ")}, bursts.period);
        visit(ShapeFigure{"length", QT_TRANSLATE_NOOP("ShapeText", "for ")}, bursts.length);
    }
    static RateBursts fitting(double rate) { return {.peakPerSecond = std::min(5 * rate, limits::maxRatePerSecond)}; }

    bool operator==(const RateBursts &) const = default;
};

using RateShape = std::variant<SteadyRate, RateRamp, RateSteps, RateBursts>;

std::vector<RateShape> rateShapes(); // one of each, in the order of their index
ShapeFacts factsOf(const RateShape &shape);
// Which shapes there are on the command line, with an example of each; English, of the context "core".
extern const char *const shapeExamples;

// Requests that arrive whether or not earlier ones were answered.
struct OpenLoop
{
    double ratePerSecond = 1000; // initial rate
    bool poisson = true;         // false: evenly spaced
    RateShape shape;

    bool operator==(const OpenLoop &) const = default;
};

using Arrivals = std::variant<ClosedLoop, OpenLoop>;

// Returns the first broken rule, naming the field, or done().
Done validate(const Arrivals &arrivals);

} // namespace poolwart
