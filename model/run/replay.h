// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

#include <chrono>
#include <string>

namespace poolwart {

// The traffic of a run with its recorded arrivals, to be driven exactly again: under another plan, policy or server. `source`
// names the run's file. Refused where the run has none, or they do not fit its workload.
Outcome<TrafficPlan> replayedTraffic(const RunRecord &run, const std::string &source);

// Until the last of them is due, and at least as long as the run was measured.
std::chrono::milliseconds lengthOf(const RecordedArrivals &arrivals, double elapsedSeconds);

// What a run file keeps of a replay; nothing: the run was none.
std::optional<RunReplay> replayOf(const TrafficPlan &traffic);

} // namespace poolwart
