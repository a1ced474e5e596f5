// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace poolwart {

// What the pool counts of itself: requests that got a slot or none, and the ends of its connections, which are no errors here.
struct PoolCounters
{
    std::uint64_t acquired = 0;
    std::uint64_t timedOut = 0;
    std::uint64_t rejected = 0;
    std::uint64_t opened = 0;
    std::uint64_t openFailures = 0;
    std::uint64_t broken = 0;
    std::uint64_t lifetimeClosed = 0;
    std::uint64_t idleClosed = 0;
    int peakInUse = 0;
    int peakWaiting = 0;

    bool operator==(const PoolCounters &) const = default;
};

// Of the counts; the peaks are the left one's.
PoolCounters operator+(PoolCounters left, const PoolCounters &right);
PoolCounters operator-(PoolCounters left, const PoolCounters &right);

} // namespace poolwart
