// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/random.h"
#include "model/run/runbuilder.h"

namespace poolwart {

// A recorded run of two pools: about so many requests a second, exponential responses of that mean. What it says is what
// its seconds add up to.
inline RunRecord recordedRun(std::uint64_t seed, int seconds, int perSecond, Duration mean)
{
    RunRecord run;
    run.startedAt = std::chrono::sys_days(std::chrono::year(2024) / 3 / 1);
    run.plan = uniformPlan(2, 3);
    run.traffic.workload = soleWorkload("SELECT 1");
    run.seed = seed;
    run.traffic.workload.classes = {{.name = "page"}};
    RunBuilder builder(run);
    Random random(seed);
    std::vector<RunClass> classes;
    for (int i = 0; i < seconds; ++i) {
        Histogram response;
        const auto served = static_cast<std::uint64_t>(perSecond) + random.below(static_cast<std::uint64_t>(perSecond) / 10 + 1);
        for (std::uint64_t request = 0; request < served; ++request)
            response.record(Duration(static_cast<Duration::rep>(random.exponential(static_cast<double>(mean.count())))));
        const RunLatency latency = RunLatency::of(response);
        const RequestCounts requests{.offered = served, .completed = served};
        addClasses(classes,
                   {{{.name = "page", .requests = requests, .service = latency.summary, .response = latency.summary}, latency, latency}});
        builder.add(
            {.from = std::chrono::seconds(i),
             .to = std::chrono::seconds(i + 1),
             .requests = {.offered = served, .completed = served},
             .acquire = latency,
             .service = latency,
             .response = latency,
             .pools = {{.name = "pool-1", .slots = 3, .inUse = 2, .idle = 1, .waiting = i % 3, .requests = {.completed = served / 2}},
                       {.name = "pool, \"two\"", .slots = 3, .inUse = 1, .idle = 2, .requests = {.completed = served - served / 2}}},
             .classes = {{.name = "page", .requests = requests, .response = {.p99 = std::chrono::milliseconds(4)}}}});
    }
    builder.add(RunBreakdown{.workload = 1, .classes = classes, .scripts = {}, .errorTexts = {}});
    return builder.record();
}

} // namespace poolwart
