// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/logoptions.h"
#include "app/options/replayoptions.h"
#include "app/options/serverchoice.h"
#include "model/arrivals/trafficplan.h"
#include "model/core/plan.h"
#include "model/metrics/metricsaddress.h"

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
    bool allowsWrites = false; // to a server that is not the sandbox
    std::chrono::milliseconds duration{10'000};
    std::chrono::milliseconds warmup{1'000};
    std::chrono::milliseconds drain{10'000};
    std::uint64_t seed = 1;
    std::optional<std::string> out;        // where the run file goes
    std::optional<MetricsAddress> metrics; // served there while it runs
    LogOptions log;
    bool recordsArrivals = false; // in the run file, for a replay
    bool continuesAnyway = false; // though most requests fail
    bool printsJson = false;      // the run file on standard output, instead of the table
};

// Parts that `run` and `simulate` share. basePlan() reads the plan file, where one is named.
void addPlanOptions(OptionParser &parser);
void addPolicyParagraph(OptionParser &parser);
void addArrivalOptions(OptionParser &parser);
void addTimeOptions(OptionParser &parser);
void addOutOptions(OptionParser &parser);
void addRetryOptions(OptionParser &parser);
void addRetryParagraph(OptionParser &parser);
void readRetryOptions(OptionParser &parser, RetryPolicy &policy);
Outcome<Plan> basePlan(OptionParser &parser, const std::optional<Replay> &replay);
void readPlanOptions(OptionParser &parser, Plan &plan);
void readArrivals(OptionParser &parser, const std::optional<Replay> &replay, TrafficPlan &traffic);
void readTimeOptions(OptionParser &parser, const std::optional<Replay> &replay, RunOptions &options);
void readOutOptions(OptionParser &parser, RunOptions &options);

void describeRunCommand(OptionParser &parser);

// Reads the plan file, where one is named. The parser has parsed.
Outcome<RunOptions> readRunOptions(OptionParser &parser);

} // namespace poolwart
