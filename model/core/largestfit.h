// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/budget.h"
#include "model/core/plan.h"

#include <optional>
#include <string>

namespace poolwart {

// The largest plan of the same shape with at most `available` slots: all pools smaller in proportion (rounded down, at
// least one slot each), so that pools of one size stay of one size. Where there are fewer slots than pools, the first
// pools with one slot each. A minimum of idle connections above the new size is lowered to it; all else stays. The plan
// itself where it fits; nothing where not even one slot is available.
std::optional<Plan> largestPlanWithin(const Plan &plan, int available);

// The same for one process of the plan's fleet: every instance and process of it has the plan's pools.
std::optional<Plan> largestFleetPlanWithin(const Plan &plan, int available);

// Pools and slots: "5 × 12", "2 × 20 + 3 × 5", neighbours of one size together.
std::string shapeOf(const Plan &plan);

// "The largest plan of this shape that fits has 5 × 3 slots.", translated; empty where none fits or the plan itself does.
std::string largestFitSentence(const Plan &plan, const std::optional<Plan> &largest);

// checkBudget() of the plan's budget, and behind the hint of a refusal that sentence.
Done checkFit(const Plan &plan, const Budget &budget);

} // namespace poolwart
