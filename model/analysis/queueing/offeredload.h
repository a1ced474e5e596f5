// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>

namespace poolwart {

// The requests that one pool is offered.
struct OfferedLoad
{
    double arrivalsPerSecond = 0; // 0 or more
    double holdSeconds = 0;       // mean time for which a request holds a connection; more than 0
    int connections = 1;          // 1 or more

    double erlangs() const { return arrivalsPerSecond * holdSeconds; }
    double utilization() const { return erlangs() / connections; } // stable below 1
    bool isValid() const;

    bool operator==(const OfferedLoad &) const = default;
};

// There is no steady state: at a utilization of 1 or more the queue grows as long as the load lasts.
struct Overloaded
{
    double utilization = 1;
    double growthPerSecond = 0; // of the queue, in requests

    bool operator==(const Overloaded &) const = default;
};

// A rate, time or number is negative, zero where it may not be, or not finite.
struct OutsideDomain
{
    bool operator==(const OutsideDomain &) const = default;
};

// What is expected in the steady state, or why there is nothing to expect.
template <class T>
using Forecast = std::variant<T, Overloaded, OutsideDomain>;

// Why `load` has no steady state; std::monostate if it has one.
std::variant<std::monostate, Overloaded, OutsideDomain> obstacleOf(const OfferedLoad &load);

// The load of several equal pools together.
struct PartitionedLoad
{
    double arrivalsPerSecond = 0; // to all of them
    double holdSeconds = 0;
    int pools = 1;
    int connectionsPerPool = 1;

    OfferedLoad ofOnePool() const; // its share
    OfferedLoad shared() const;    // one pool with all connections instead

    bool operator==(const PartitionedLoad &) const = default;
};

} // namespace poolwart
