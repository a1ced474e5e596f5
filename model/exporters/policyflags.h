// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/exporters/filetemplate.h"

namespace poolwart {

// The plan's routing for a template that is a program: policy, share, partialShare, usesLoad and one flag of single,
// roundRobin, leastLoaded, powerOfTwo and random. A share of 0 is single.
void setPolicyFlags(TemplateData &data, const Plan &plan);

} // namespace poolwart
