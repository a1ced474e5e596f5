// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace poolwart {

// The time line of pools, router and traffic. It has no now(): time is always an argument, so that the same state machines run
// in real time and under a virtual clock. Zero is the start of the engine.
struct EngineClock
{
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<EngineClock>;
    static constexpr bool is_steady = true;
};

using TimePoint = EngineClock::time_point;
using Duration = EngineClock::duration;

constexpr double inSeconds(std::chrono::duration<double> time)
{
    return time.count();
}

} // namespace poolwart
