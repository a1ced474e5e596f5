// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/workload/workloaddraw.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace poolwart {

// Due time of a request, from the start of the measurement, and its kind.
struct RecordedArrival
{
    Duration at{0};
    RequestKind kind;

    bool operator==(const RecordedArrival &) const = default;
};

// The arrivals of a run in order of time, for a replay.
struct RecordedArrivals
{
    std::vector<RecordedArrival> list;
    std::uint64_t leftOut = 0; // further arrivals of the run that were not recorded
    std::string source;        // name of the run's file, for display

    bool operator==(const RecordedArrivals &) const = default;
};

namespace limits {
inline constexpr std::size_t maxRecordedArrivals = 2'000'000; // 100 s at 20,000/s
} // namespace limits

} // namespace poolwart
