// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/snapshot.h"
#include "model/store/runseries.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

class JsonFields;
class JsonWriter;

// What a class or a script of the workload had of a run.
struct RunPart
{
    std::string name;      // empty: the scripts of no class
    std::string className; // of a script; empty: of none
    RequestCounts requests;
    LatencySummary service;
    LatencySummary response;
    std::map<std::string, std::uint64_t> errors; // of a class, by SQLSTATE
    RunLatency serviceHistogram;
    RunLatency responseHistogram;

    bool operator==(const RunPart &) const = default;
};

// When each request was due, and what it was; as encodeArrivals() writes it.
struct RunArrivals
{
    std::uint64_t requests = 0;
    std::uint64_t leftOut = 0; // beyond those
    std::string data;

    bool operator==(const RunArrivals &) const = default;
};

// What is recorded of a second beside its line of the series, and only added up.
struct RunBreakdown
{
    std::uint64_t workload = 0; // the number of the one that the parts are of; with another they begin anew
    std::vector<RunPart> classes;
    std::vector<RunPart> scripts;
    std::map<std::string, std::string> errorTexts; // the first of each SQLSTATE
    std::vector<RecordedArrival> arrivals;
    std::uint64_t arrivalsLeftOut = 0;

    bool operator==(const RunBreakdown &) const = default;
};

RunBreakdown runBreakdown(const SecondFigures &figures);
RunPart runPart(const PartSnapshot &figures); // without histograms and errors

// Adds to each part that of its name, or appends it. Times are then by the histograms' buckets.
void addParts(std::vector<RunPart> &all, const std::vector<RunPart> &more);
// Gives each part the histograms of the one of its name.
void addHistograms(std::vector<RunPart> &parts, const std::vector<RunPart> &recorded);

void describeSummary(JsonWriter &json, LatencySummary &summary);
void describeSummary(JsonFields &json, LatencySummary &summary);
void describeRetried(JsonWriter &json, RetryCounts &retries);
void describeRetried(JsonFields &json, RetryCounts &retries);
void describeParts(JsonWriter &json, const char *name, std::vector<RunPart> &parts);
void describeParts(JsonFields &json, const char *name, std::vector<RunPart> &parts);
// Nothing where there is none.
void describeArrivals(JsonWriter &json, std::optional<RunArrivals> &arrivals);
void describeArrivals(JsonFields &json, std::optional<RunArrivals> &arrivals);
void describeBreakdown(JsonWriter &json, RunBreakdown &breakdown);
void describeBreakdown(JsonFields &json, RunBreakdown &breakdown);

} // namespace poolwart
