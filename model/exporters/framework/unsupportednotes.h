// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/planformatting.h"

namespace poolwart {

// Notes for formats that are not programs, about the plan beyond its pools. Each returns nothing if the plan has only the
// defaults that a reader would assume.
Notes routingUnsupported(const Plan &plan); // policy, migration_share and weight
Notes weightUnsupported(const Plan &plan);
Notes programRoutingUnsupported(const Plan &plan); // for programs, which route: classes, and weights without effect
Notes weightInProgram(const Plan &plan);           // weights in a program's text, which no import reads
Notes routingInProgram(const Plan &plan);          // the same with policy and migration_share
Notes fleetUnsupported(const Plan &plan);

// "Not in this file; in the plan: 20s." for a field of the pools.
Notes unsupported(const Plan &plan, const std::string &setting, const std::function<std::string(const PoolPlan &)> &value);

// The same for times.
Notes timeUnsupported(const Plan &plan, const std::string &setting, const TimeOf &time);

// The names in the plan, if the target names its pools differently.
Notes poolNamesUnsupported(const Plan &plan, const std::string &first);

} // namespace poolwart
