// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/slotworkload.h"

#include <cassert>

namespace poolwart {

std::shared_ptr<SlotWorkload> slotWorkload(const TrafficPlan &traffic, const ScriptSettings &settings, std::uint64_t generation)
{
    auto made = std::make_shared<SlotWorkload>();
    made->settings = settings;
    made->protocol = traffic.protocol;
    made->generation = generation;
    for (const WorkloadScript &written : traffic.workload.scripts) {
        auto script = Script::parse(written.text);
        assert(script.ok());
        made->writes = made->writes || script->firstWrite();
        SlotWorkload::RunningScript running{.script = *script,
                                            .counters = ScriptCounters(*script, traffic.workload.data),
                                            .statements = {},
                                            .firstStatement = made->statementCount};
        for (std::size_t k = 0; k < running.script.statements().size(); ++k)
            running.statements.push_back({.name = "poolwart_" + std::to_string(made->statementCount++)});
        made->scripts.push_back(std::move(running));
    }
    return made;
}

} // namespace poolwart
