// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/snapshot.h"
#include "model/run/runseries.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// A class's or a script's part of a run.
struct RunClass : ClassFigures
{
    RunLatency serviceHistogram;
    RunLatency responseHistogram;

    bool operator==(const RunClass &) const = default;
};

// The due time and kind of each request, as written by encodeArrivals().
struct RunArrivals
{
    std::uint64_t requests = 0;
    std::uint64_t leftOut = 0; // beyond those
    std::string data;

    bool operator==(const RunArrivals &) const = default;
};

// Data recorded per second besides its line of the series; only its sum is kept.
struct RunBreakdown
{
    std::uint64_t workload = 0; // the number of the one that the classes are of; with another they begin anew
    std::vector<RunClass> classes;
    std::vector<RunClass> scripts;
    std::map<std::string, std::string> errorTexts; // the first of each SQLSTATE
    std::vector<RecordedArrival> arrivals;
    std::uint64_t arrivalsLeftOut = 0;

    bool operator==(const RunBreakdown &) const = default;
};

RunBreakdown runBreakdown(const SecondFigures &figures);
// Adds to each class that of its name, or appends it. Times are then by the histograms' buckets.
void addClasses(std::vector<RunClass> &all, const std::vector<RunClass> &more);
// Gives each class the histograms of the one of its name.
void addHistograms(std::vector<RunClass> &classes, const std::vector<RunClass> &recorded);

} // namespace poolwart
