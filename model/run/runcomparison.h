// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// One figure of two runs. Ratio: new divided by base.
struct ComparedFigure
{
    enum class Unit { PerSecond, Microseconds, Count };

    std::string id; // "throughput", "response_p99", …: as in JSON
    Unit unit = Unit::Count;
    bool isBetterLower = true;
    double base = 0;
    double current = 0;
    std::optional<double> ratio; // empty if the base is zero
    // Ratio of the medians over the runs' seconds and its 95 % confidence interval (percentile bootstrap, Efron 1979). Empty
    // without at least five full seconds on both sides.
    std::optional<double> medianRatio;
    std::optional<double> least;
    std::optional<double> most;

    // Returns whether the interval excludes 1.
    bool isClear() const { return least && most && (*least > 1 || *most < 1); }
};

// The figures of a class that both runs have; without intervals, because a run file has no figures per second for them.
struct ComparedClass
{
    std::string name;
    std::vector<ComparedFigure> figures;
};

struct RunComparison
{
    std::vector<ComparedFigure> figures;
    std::vector<ComparedClass> classes;
    std::vector<std::string> differences; // differences between the two setups, as translated sentences
};

RunComparison compareRuns(const RunRecord &base, const RunRecord &current);

} // namespace poolwart
