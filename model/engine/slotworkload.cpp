// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/slotworkload.h"

#include <cassert>
#include <functional>

namespace poolwart {

namespace {

// Where a pooler is not recognised, its server sessions hold statements of other runs: a name must never mean another text.
std::string preparedName(const std::string &run, std::size_t number, const std::string &sql)
{
    return "poolwart_" + run + '_' + std::to_string(number) + '_' + std::to_string(std::hash<std::string>()(sql));
}

} // namespace

std::shared_ptr<SlotWorkload> slotWorkload(const TrafficPlan &traffic, const ScriptSettings &settings, std::uint64_t generation,
                                           const std::string &run)
{
    auto made = std::make_shared<SlotWorkload>();
    made->settings = settings;
    made->protocol = traffic.protocol;
    made->generation = generation;
    for (const WorkloadScript &written : traffic.workload.scripts) {
        auto script = Script::parse(written.text);
        assert(script.ok());
        SlotWorkload::RunningScript running{.script = *script,
                                            .counters = ScriptCounters(*script, traffic.workload.data),
                                            .statements = {},
                                            .firstStatement = made->statementCount};
        for (std::size_t k = 0; k < running.script.statements().size(); ++k)
            running.statements.push_back({.name = preparedName(run, made->statementCount++, running.script.statements()[k].sql)});
        made->scripts.push_back(std::move(running));
    }
    return made;
}

} // namespace poolwart
