// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/workload/scriptrun.h"

#include <memory>
#include <vector>

namespace poolwart {

// The scripts that slots run, as they stand now. Each change is a new one; a request ends with the one that it began with.
struct SlotWorkload
{
    struct Statement
    {
        std::string name; // of the prepared one; no other text has it, in this run or in another
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
    std::uint64_t generation = 0; // from 1 on
};

// Valid scripts: validate() said so. `run` is a word of this run's own, for the names of prepared statements.
std::shared_ptr<SlotWorkload> slotWorkload(const TrafficPlan &traffic, const ScriptSettings &settings, std::uint64_t generation,
                                           const std::string &run);

} // namespace poolwart
