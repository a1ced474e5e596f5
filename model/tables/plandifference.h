// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <QString>

#include <vector>

namespace poolwart {

// One setting that another plan has otherwise. Of a pool that only one of them has, there is one line with its slots.
struct PlanDifference
{
    QString pool; // empty: of the plan as a whole
    QString setting;
    QString before; // empty: the pool is new
    QString after;  // empty: the pool goes

    bool operator==(const PlanDifference &) const = default;
};

// What changes when `after` takes the place of `before`: first the plan, then its pools as `after` has them, then those that go. A
// pool is the same one by its name. Nothing is left out: plans that differ by more than ids have a line.
std::vector<PlanDifference> planDifferences(const Plan &before, const Plan &after);

} // namespace poolwart
