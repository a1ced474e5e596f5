// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"
#include "model/core/serverstate.h"

namespace poolwart {

// The connection budget as a bill: from max_connections down to what is left. Each figure is in connections.
struct Budget
{
    ServerLimits limits;
    int usable = 0;         // limits.usable()
    int others = 0;         // the peak of everyone else's client backends
    int monitors = 0;       // our own connections that are not slots
    int committed = 0;      // slots of the plan, this process
    long long byFleet = 0;  // slots of the plan, the whole fleet

    // What the plan of this process may have at most, and what is left of it. Left is negative over budget.
    int available() const { return usable - others - monitors; }
    int left() const { return available() - committed; }
    bool fits() const { return left() >= 0; }

    bool operator==(const Budget &) const = default;
};

Budget makeBudget(const Plan &plan, const ServerSample &server);

// done(), or the refusal: the line of the ledger that is short, and the largest number that fits.
// For a plan in this process; the fleet is judged by exports.
Done checkBudget(const Budget &budget);

// How many slots pool `id` could have at most with everything else unchanged; 0 if not even one.
int largestFit(const Budget &budget, const Plan &plan, PoolId id);

// "37 of 97 usable slots free (3 reserved for superusers)". Translated.
std::string budgetSentence(const Budget &budget);

} // namespace poolwart
