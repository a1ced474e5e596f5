// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/exporters/filetemplate.h"

namespace poolwart {

// How requests find their pool, for the templates of programs: policy, share, and the flags partialShare, single,
// roundRobin, leastLoaded, powerOfTwo, random and usesLoad. A share of 0 makes any policy "single".
void setRouting(TemplateData &data, const Plan &plan);

} // namespace poolwart
