// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/planformatting.h"

namespace poolwart {

// Notes of formats that are no program: what a plan has beyond the pools themselves. Each returns nothing where the plan
// has only what a reader would assume anyway.
Notes routingUnsupported(const Plan &plan); // policy, migration_share and weight
Notes weightUnsupported(const Plan &plan);
Notes programRoutingUnsupported(const Plan &plan); // of programs, which route: classes, and weights that no policy reads
Notes weightInProgram(const Plan &plan);           // weights that a program's own text has, where no import reads them
Notes routingInProgram(const Plan &plan);          // the same with policy and migration_share
Notes fleetUnsupported(const Plan &plan);

// "Not in this file; in the plan: 20s." for a field of the pools.
Notes unsupported(const Plan &plan, const std::string &setting, const std::function<std::string(const PoolPlan &)> &value);

// The same for times.
Notes timeUnsupported(const Plan &plan, const std::string &setting, const TimeOf &time);

// The names of the plan, where the target calls its pools otherwise.
Notes poolNamesUnsupported(const Plan &plan, const std::string &first);

} // namespace poolwart
