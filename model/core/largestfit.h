// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/budget.h"
#include "model/core/plan.h"

#include <optional>
#include <string>

namespace poolwart {

// Returns the largest plan of the same shape with at most `available` slots: all pools reduced in proportion (rounded down, at
// least one slot each), so that equal pools stay equal. With fewer slots than pools, the first pools get one slot each. Lowers
// a minimum idle above the new size to it and keeps all else. Returns the plan itself if it fits, and nothing if no slot is
// available.
std::optional<Plan> largestPlanWithin(const Plan &plan, int available);

// The same for one process of the plan's fleet: each process of each instance has the plan's pools.
std::optional<Plan> largestFleetPlanWithin(const Plan &plan, int available);

// Pools and slots: "5 × 12", "2 × 20 + 3 × 5"; neighbours of equal size are joined.
std::string shapeOf(const Plan &plan);

// "The largest plan of this shape that fits has 5 × 3 slots.", translated; empty if none fits or the plan itself does.
std::string largestFitSentence(const Plan &plan, const std::optional<Plan> &largest);

// checkBudget() for the plan, with that sentence appended to the hint of a refusal.
Done checkFit(const Plan &plan, const Budget &budget);

} // namespace poolwart
