// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/experiment/poolshape.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace poolwart {

// What differs between two neighbouring cells of a path; all else is equal.
enum class Cause {
    Connections, // more or fewer of them in the same number of pools
    Splitting,   // the same number of them in more or fewer pools
    Policy,      // another one than round robin in the same pools
};

struct Cell
{
    PoolShape shape;
    RoutingPolicy policy = RoutingPolicy::RoundRobin;

    bool operator==(const Cell &) const = default;
};

// From the base to the new cell, one cause at a time: causes[i] is what differs between cells[i] and cells[i + 1].
struct CausePath
{
    std::vector<std::size_t> cells; // indices of WhyExperiment::cells
    std::vector<Cause> causes;

    bool operator==(const CausePath &) const = default;
};

// Why is the new plan faster, or slower? The 2 × 2 of pools and connections: the effect of the connections and that of splitting
// are measured one after the other, along the path that is shown and, where there are cells for it, in the other order too.
struct WhyExperiment
{
    std::vector<Cell> cells; // the base first
    CausePath path;
    std::optional<CausePath> otherPath; // none with one cause, or where its cell would have fewer connections than pools

    bool operator==(const WhyExperiment &) const = default;
};

// `policy` is that of the new cell; all others use round robin. Refuses a new plan that is the base.
Outcome<WhyExperiment> whyExperiment(const PoolShape &base, const PoolShape &current, RoutingPolicy policy);

using VisitOrder = std::vector<std::vector<std::size_t>>; // of each block the cells, as they are visited

// In which order each block visits the cells: at random, and backwards in every second block (ABBA), so that what drifts with
// time is not taken for a cell's effect. The same seed gives the same order.
VisitOrder visitOrder(std::size_t cells, int blocks, std::uint64_t seed);

} // namespace poolwart
