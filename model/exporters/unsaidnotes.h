// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/planwords.h"

namespace poolwart {

// Notes of formats that are no program: what a plan has beyond the pools themselves. Each returns nothing where the plan
// has only what a reader would assume anyway.
Notes routingUnsaid(const Plan &plan); // policy and migration_share
Notes fleetUnsaid(const Plan &plan);

// "Not in this file; in the plan: 20s." for a field of the pools.
Notes unsaid(const Plan &plan, const std::string &setting, const std::function<std::string(const PoolPlan &)> &value);

// The same for times.
Notes timeUnsaid(const Plan &plan, const std::string &setting, const TimeOf &time);

// The names of the plan, where the target calls its pools otherwise.
Notes poolNamesUnsaid(const Plan &plan, const std::string &first);

} // namespace poolwart
