// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <string>
#include <string_view>

namespace poolwart {

// Pools and the connections that they have together. Where these cannot be divided evenly, the first pools have one more.
struct PoolShape
{
    int pools = 1;       // 1 or more
    int connections = 1; // of all pools together; at least one per pool

    bool operator==(const PoolShape &) const = default;
};

// Parses "5x12" or "5 × 12": five pools of twelve connections, within the limits of a plan.
Outcome<PoolShape> parsePoolShape(std::string_view written);
std::string shapeText(const PoolShape &shape); // "5 × 12"; "5 × 5–6" where the pools are not equal
Plan planOf(const PoolShape &shape, RoutingPolicy policy);

} // namespace poolwart
