// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

#include <string>
#include <vector>

namespace poolwart {

struct NamedRun
{
    std::string name; // of its file
    RunRecord run;
};

// Merges runs made at the same time on several machines: counts, histograms, rates, slots and peaks are added, second by
// second; times take the maximum. Refuses runs of different plans or workloads, unless `mixed`, and runs without histograms,
// whose percentiles cannot be added.
Outcome<RunRecord> mergeRuns(const std::vector<NamedRun> &runs, bool mayDiffer);

} // namespace poolwart
