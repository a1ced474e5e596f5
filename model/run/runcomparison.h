// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// One figure of two runs. A ratio is the new one over the base.
struct ComparedFigure
{
    enum class Unit { PerSecond, Microseconds, Count };

    std::string id; // "throughput", "response_p99", …: as in JSON
    Unit unit = Unit::Count;
    bool isBetterLower = true;
    double base = 0;
    double current = 0;
    std::optional<double> ratio; // none where the base is nothing
    // Of the medians over the runs' seconds, and where 95 of 100 of them would lie had other seconds been drawn of the
    // same (percentile bootstrap, Efron 1979). None without at least five full seconds on both sides.
    std::optional<double> medianRatio;
    std::optional<double> least;
    std::optional<double> most;

    // Whether the interval leaves out "the same".
    bool isClear() const { return least && most && (*least > 1 || *most < 1); }
};

// The figures of a class that both runs have; without intervals, for a run file has no seconds of them.
struct ComparedClass
{
    std::string name;
    std::vector<ComparedFigure> figures;
};

struct RunComparison
{
    std::vector<ComparedFigure> figures;
    std::vector<ComparedClass> classes;
    std::vector<std::string> differences; // between what was run: translated sentences
};

RunComparison compareRuns(const RunRecord &base, const RunRecord &current);

} // namespace poolwart
