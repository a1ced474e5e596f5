// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace poolwart {

// How a run ended: the outcome of requests and connections left when arrivals stopped.
struct ShutdownReport
{
    std::uint64_t drained = 0;            // requests that were finished after arrivals stopped
    std::uint64_t cancelled = 0;          // requests cancelled at the drain deadline, waiting ones included
    std::uint64_t cut = 0;                // connections whose socket had to be cut
    std::optional<int> backendsLeft;      // as the monitor saw it; none: not confirmed
    std::chrono::milliseconds elapsed{0}; // until the last connection was closed

    bool operator==(const ShutdownReport &) const = default;
};

} // namespace poolwart
