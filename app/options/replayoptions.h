// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "model/store/runfile.h"

#include <chrono>
#include <optional>

namespace poolwart {

struct RunOptions;

// Result of --replay: a run, and its traffic with the recorded arrivals. Its plan, workload, retries and length apply unless
// other options set them.
struct Replay
{
    RunRecord run;
    TrafficPlan traffic;
};

void addReplayOptions(OptionParser &parser);
Outcome<std::optional<Replay>> readReplay(OptionParser &parser); // nothing if --replay is absent
void readRecordOption(OptionParser &parser, RunOptions &options);
std::chrono::milliseconds lengthOf(const Replay &replay); // until the last recorded arrival
void readReplayTimes(OptionParser &parser, const Replay &replay, RunOptions &options);

} // namespace poolwart
