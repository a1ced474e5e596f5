// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/exporters/framework/filetemplate.h"

namespace poolwart {

// Routing data for the templates of programs: policy, share, weights ("1, 3, 1"), and the flags partialShare, single,
// roundRobin, weighted, leastLoaded, powerOfTwo, random and usesLoad. A share of 0 makes any policy "single". An application
// does not know the workload's classes, so "by-class" is round robin there.
void setRouting(TemplateData &data, const Plan &plan);

} // namespace poolwart
