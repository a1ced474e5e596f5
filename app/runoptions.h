// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/serverchoice.h"
#include "model/core/plan.h"
#include "model/traffic/trafficplan.h"

#include <chrono>
#include <optional>
#include <string>

namespace poolwart {

// What `poolwart run` is asked to do.
struct RunOptions
{
    ServerChoice server;
    Plan plan;
    TrafficPlan traffic;
    std::chrono::milliseconds duration{10'000};
    std::chrono::milliseconds warmup{1'000};
    std::chrono::milliseconds drain{10'000};
    std::uint64_t seed = 1;
    std::optional<std::string> out; // where the run file goes
    bool printsJson = false;        // the run file on standard output, instead of the table
};

// Parts that `run` and `simulate` share. basePlan() reads the plan file, where one is named.
void addPlanOptions(OptionParser &parser);
void addArrivalOptions(OptionParser &parser);
void addTimeOptions(OptionParser &parser);
void addOutOptions(OptionParser &parser);
Outcome<Plan> basePlan(OptionParser &parser);
void readPlanOptions(OptionParser &parser, Plan &plan);
void readArrivals(OptionParser &parser, TrafficPlan &traffic);
void readTimeOptions(OptionParser &parser, RunOptions &options);
void readOutOptions(OptionParser &parser, RunOptions &options);

void describeRunCommand(OptionParser &parser);

// Reads the plan file, where one is named. The parser has parsed.
Outcome<RunOptions> readRunOptions(OptionParser &parser);

} // namespace poolwart
