// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

#include <chrono>
#include <string>

namespace poolwart {

// The traffic of a run with its recorded arrivals, for an exact replay under another plan, policy or server. `source` names the
// run's file. Refuses a run without arrivals, or arrivals that do not match its workload.
Outcome<TrafficPlan> replayedTraffic(const RunRecord &run, const std::string &source);

// Until the last arrival is due, and at least as long as the run was measured.
std::chrono::milliseconds lengthOf(const RecordedArrivals &arrivals, double elapsedSeconds);

// The replay data of a run file; nothing if the run was no replay.
std::optional<RunReplay> replayOf(const TrafficPlan &traffic);

} // namespace poolwart
