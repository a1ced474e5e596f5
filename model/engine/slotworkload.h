// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/workload/scriptrun.h"

#include <memory>
#include <vector>

namespace poolwart {

// The current scripts of the slots. Each change creates a new object; a request ends with the one that it began with.
struct SlotWorkload
{
    struct Statement
    {
        std::string name; // of the prepared statement; unique across runs and texts
    };
    struct RunningScript
    {
        Script script;
        ScriptCounters counters;
        std::vector<Statement> statements; // beside the script's
        std::size_t firstStatement = 0;    // counted through all scripts
    };

    std::vector<RunningScript> scripts;
    std::size_t statementCount = 0;
    ScriptSettings settings;
    Protocol protocol = Protocol::Prepared;
    std::uint64_t generation = 0; // from 1
};

// The scripts must be valid, see validate(). `run` is a word unique to this run, for the names of prepared statements.
std::shared_ptr<SlotWorkload> slotWorkload(const TrafficPlan &traffic, const ScriptSettings &settings, std::uint64_t generation,
                                           const std::string &run);

} // namespace poolwart
