// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/pooltable.h"

namespace poolwart {

// Adds a pool to the table; its actions hold the openings that it wants.
inline PoolEntry &addPool(PoolTable &pools, const PoolPlan &plan)
{
    PoolTable::Entries entries = pools.take();
    PoolEntry &added = *entries.emplace_back(std::make_unique<PoolEntry>(plan, 1));
    added.pool.apply(plan, TimePoint{}, added.actions);
    pools.set(std::move(entries));
    return added;
}

} // namespace poolwart
