// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/workload/workloaddraw.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace poolwart {

// When a request was due, from the measuring's begin, and what it was.
struct RecordedArrival
{
    Duration at{0};
    RequestKind kind;

    bool operator==(const RecordedArrival &) const = default;
};

// The arrivals of a run, to drive another by: in the order of their times.
struct RecordedArrivals
{
    std::vector<RecordedArrival> list;
    std::uint64_t leftOut = 0; // that the run had beside these
    std::string source;        // the run's file; for people

    bool operator==(const RecordedArrivals &) const = default;
};

namespace limits {
inline constexpr std::size_t maxRecordedArrivals = 2'000'000; // 100 s at 20,000/s
} // namespace limits

} // namespace poolwart
