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

// Options of `poolwart run`.
struct RunOptions
{
    ServerChoice server;
    Plan plan;
    TrafficPlan traffic;
    bool allowsWrites = false; // to a server other than the sandbox
    std::chrono::milliseconds duration{10'000};
    std::chrono::milliseconds warmup{1'000};
    std::chrono::milliseconds drain{10'000};
    std::uint64_t seed = 1;
    std::optional<std::string> out;        // path of the run file
    std::optional<MetricsAddress> metrics; // address that serves metrics during the run
    LogOptions log;
    bool recordsArrivals = false; // for a replay, in the run file
    bool continuesAnyway = false; // even if most requests fail
    bool printsJson = false;      // prints the run file to standard output instead of the table
};

// Shared by `run`, `simulate` and, of the arrivals and the policy, `lab`. basePlan() reads the plan file, if one is given.
void addPlanOptions(OptionParser &parser);
void addPolicyParagraph(OptionParser &parser);
void addArrivalOptions(OptionParser &parser);
void addTimeOptions(OptionParser &parser);
void addOutOptions(OptionParser &parser);
void addRetryOptions(OptionParser &parser);
void addRetryParagraph(OptionParser &parser);
void readRetryOptions(OptionParser &parser, RetryPolicy &policy);
void readPolicy(OptionParser &parser, RoutingPolicy &policy);
Outcome<Plan> basePlan(OptionParser &parser, const std::optional<Replay> &replay);
void readPlanOptions(OptionParser &parser, Plan &plan);
void readArrivals(OptionParser &parser, const std::optional<Replay> &replay, TrafficPlan &traffic);
void readTimeOptions(OptionParser &parser, const std::optional<Replay> &replay, RunOptions &options);
void readOutOptions(OptionParser &parser, RunOptions &options);

void describeRunCommand(OptionParser &parser);

// Reads the plan file, if one is given. The parser must have parsed.
Outcome<RunOptions> readRunOptions(OptionParser &parser);

} // namespace poolwart
