// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <QString>

#include <vector>

namespace poolwart {

// One setting that differs between two plans. A pool that only one of them has is one line with its slots.
struct PlanDifference
{
    QString pool; // empty: the whole plan
    QString setting;
    QString before; // empty: a new pool
    QString after;  // empty: a removed pool

    bool operator==(const PlanDifference &) const = default;
};

// The differences when `after` replaces `before`: first the plan, then its pools in the order of `after`, then removed ones.
// Pools are matched by name. The list is complete: plans that differ in more than ids have a line.
std::vector<PlanDifference> planDifferences(const Plan &before, const Plan &after);

} // namespace poolwart
