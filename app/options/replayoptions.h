// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "model/store/runfile.h"

#include <chrono>
#include <optional>

namespace poolwart {

struct RunOptions;

// What --replay names: a run, and its traffic with the recorded arrivals. Its plan, workload, retries and length hold where
// the other options do not say otherwise.
struct Replay
{
    RunRecord run;
    TrafficPlan traffic;
};

void addReplayOptions(OptionParser &parser);
Outcome<std::optional<Replay>> readReplay(OptionParser &parser); // nothing: it is not asked for
void readRecordOption(OptionParser &parser, RunOptions &options);
std::chrono::milliseconds lengthOf(const Replay &replay); // nothing comes after it
void readReplayTimes(OptionParser &parser, const Replay &replay, RunOptions &options);

} // namespace poolwart
