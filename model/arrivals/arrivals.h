// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <chrono>
#include <variant>

namespace poolwart {

// So many clients, each of which sends its next request when it has had its last answer and thought about it.
struct ClosedLoop
{
    int clients = 60;
    std::chrono::milliseconds thinkTime{0};
    bool thinksExponentially = false; // with that mean; else always so long

    bool operator==(const ClosedLoop &) const = default;
};

// How the rate of an open loop goes on from its first value. All count from the start of the traffic, or from the change.
struct SteadyRate
{
    bool operator==(const SteadyRate &) const = default;
};

// In a straight line to another rate, which then holds.
struct RateRamp
{
    double toPerSecond = 2000;
    std::chrono::milliseconds over{30'000};

    bool operator==(const RateRamp &) const = default;
};

// So many levels of one length, each higher by the increment, or lower; the last one holds.
struct RateSteps
{
    double increment = 500;
    std::chrono::milliseconds each{10'000};
    int count = 5; // levels, the first one included

    bool operator==(const RateSteps &) const = default;
};

// Each period ends with a burst of that length at the other rate: what is normal is seen before what is not.
struct RateBursts
{
    double peakPerSecond = 5000;
    std::chrono::milliseconds period{10'000};
    std::chrono::milliseconds length{1'000};

    bool operator==(const RateBursts &) const = default;
};

using RateShape = std::variant<SteadyRate, RateRamp, RateSteps, RateBursts>;

// Requests that come whether or not earlier ones are answered.
struct OpenLoop
{
    double ratePerSecond = 1000; // at first
    bool poisson = true;         // else evenly spaced
    RateShape shape;

    bool operator==(const OpenLoop &) const = default;
};

using Arrivals = std::variant<ClosedLoop, OpenLoop>;

namespace limits {
inline constexpr int maxClients = 10'000;
inline constexpr double maxRatePerSecond = 1'000'000;
inline constexpr int maxRateSteps = 100;
} // namespace limits

// The first rule that is broken, naming the field, or done().
Done validate(const Arrivals &arrivals);

} // namespace poolwart
