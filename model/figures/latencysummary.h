// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <algorithm>
#include <cstdint>

namespace poolwart {

// What a histogram of times says.
struct LatencySummary
{
    std::uint64_t count = 0;
    Duration mean{0};
    Duration p50{0};
    Duration p95{0};
    Duration p99{0};
    Duration p999{0};
    Duration p9999{0};
    Duration max{0};

    bool operator==(const LatencySummary &) const = default;
};

// Of two stretches whose histograms are gone: the counts are added, of each time the longer one is kept.
inline LatencySummary longer(const LatencySummary &first, const LatencySummary &second)
{
    return {.count = first.count + second.count,
            .mean = std::max(first.mean, second.mean),
            .p50 = std::max(first.p50, second.p50),
            .p95 = std::max(first.p95, second.p95),
            .p99 = std::max(first.p99, second.p99),
            .p999 = std::max(first.p999, second.p999),
            .p9999 = std::max(first.p9999, second.p9999),
            .max = std::max(first.max, second.max)};
}

} // namespace poolwart
