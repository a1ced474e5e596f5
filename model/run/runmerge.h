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

// Runs that went on at the same time, on several machines, as one: counts, histograms, rates, slots and peaks are added,
// second by second as each counted them; the times are the longest. Refused for runs of different plans or workloads, unless
// that is wanted, and for runs without histograms, whose percentiles cannot be added.
Outcome<RunRecord> mergeRuns(const std::vector<NamedRun> &runs, bool mayDiffer);

} // namespace poolwart
