// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/latencysummary.h"
#include "model/figures/requestcounts.h"

#include <cstdint>
#include <map>
#include <string>

namespace poolwart {

// The figures of a class or of a script of the workload, over the stretch of time that the holder says.
struct ClassFigures
{
    std::string name;      // empty: the scripts of no class
    std::string className; // of a script; empty: of none
    RequestCounts requests;
    LatencySummary acquire;
    LatencySummary service;
    LatencySummary response;
    std::map<std::string, std::uint64_t> errors; // by SQLSTATE; of a class, and not in a snapshot, which has all errors

    bool isSame(const ClassFigures &other) const { return name == other.name && className == other.className; }
    bool operator==(const ClassFigures &) const = default;
};

// Adds what was counted in another stretch; the times are the caller's.
inline void addCounts(ClassFigures &figures, const ClassFigures &more)
{
    figures.requests = figures.requests + more.requests;
    for (const auto &[sqlState, count] : more.errors)
        figures.errors[sqlState] += count;
}

} // namespace poolwart
