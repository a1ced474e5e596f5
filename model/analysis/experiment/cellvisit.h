// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/analysis/statistics/visit.h"
#include "model/figures/requestcounts.h"

#include <optional>

namespace poolwart {

// What an experiment compares.
enum class ExperimentFigure {
    ResponseP99, // ns
    Throughput,  // completed per second
};
inline constexpr ExperimentFigure experimentFigures[]{ExperimentFigure::ResponseP99, ExperimentFigure::Throughput};

// What was measured in one visit of a cell.
struct CellVisit
{
    static constexpr double allowedErrors = 0.01;

    std::optional<std::size_t> steadyAfter; // seconds from the start of the traffic; empty: not within the warm-up
    RequestCounts requests;                 // that ended while it was measured
    Visit responseP99;
    Visit throughput;

    const Visit &visitOf(ExperimentFigure figure) const { return figure == ExperimentFigure::ResponseP99 ? responseP99 : throughput; }
    double errorShare() const; // of the requests that ended
    // Whether its figures may be used: something was completed, and at most 1 % failed, timed out or was rejected.
    bool isUsable() const { return requests.completed > 0 && errorShare() <= allowedErrors; }
};

} // namespace poolwart
