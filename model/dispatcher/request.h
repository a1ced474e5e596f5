// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "model/figures/runfigures.h"
#include "model/workload/workloaddraw.h"

#include <cstdint>

namespace poolwart {

// A request from its arrival to its end, with all its attempts.
struct Request
{
    RequestTimes times;
    TimePoint deadline = TimePoint::max(); // of its class
    RequestKind kind;
    std::uint32_t client = 0;
    std::uint32_t epoch = 0;    // the measurement in which it arrived
    std::uint32_t workload = 0; // the one that `kind` is of
    PoolId pool{};              // of the last attempt
    std::uint8_t attempts = 0;
    bool isLive = false; // kept by the RequestTable
};

} // namespace poolwart
