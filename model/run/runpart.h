// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"
#include "model/run/runseries.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

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

} // namespace poolwart
