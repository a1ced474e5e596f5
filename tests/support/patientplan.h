// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "tests/support/eventually.h"

namespace poolwart {

// As uniformPlan(), with no time that a slow machine could miss: a connection that opens late is no failure, a request that
// waits long does not time out, and a statement ends by itself or because it was cancelled.
inline Plan patientPlan(int pools, int slots)
{
    Plan plan = uniformPlan(pools, slots);
    for (PoolPlan &pool : plan.pools) {
        pool.acquireTimeout = std::chrono::milliseconds(programHangMs);
        pool.connectTimeout = std::chrono::milliseconds(hangMs);
        pool.statementTimeout.reset();
    }
    return plan;
}

} // namespace poolwart
