// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

using namespace Qt::StringLiterals;

namespace poolwart {

void benchPool(Bench &bench)
{
    std::map<std::string, Samples> samples;
    const auto sample = [&](const QString &program, const std::string &prefix) {
        for (int round = 0; round < bench.rounds; ++round) {
            for (const auto &[name, figure] : figuresOf(program, {}))
                samples[prefix + name].push_back(figure);
        }
    };
    sample(u"poolwart_bench_pool"_s, {});
    sample(u"poolwart_bench_dispatcher"_s, "dispatcher_");
    sample(u"poolwart_bench_recording"_s, "recording_");
    const auto add = [&](const QString &name, const QString &unit, const char *figure, double most) {
        bench.results.add({.name = name, .unit = unit, .ours = samples[figure], .bound = Bound{.value = most}});
    };
    add(u"Pool acquire + release, a slot is free"_s, u"ns"_s, "idle_ns", 100);
    add(u"Pool acquire + release, 48 wait"_s, u"ns"_s, "queue_ns", 100);
    for (const char *name : {"idle_allocations", "queue_allocations"})
        samples["allocations"].insert(samples["allocations"].end(), samples[name].begin(), samples[name].end());
    add(u"allocations in both, of 4 million"_s, {}, "allocations", 0);
    add(u"dispatcher, a request from its arrival to its end, a slot is free"_s, u"ns"_s, "dispatcher_free_ns", 250);
    add(u"the same, 140 wait"_s, u"ns"_s, "dispatcher_queue_ns", 250);
    add(u"allocations in it, of a million"_s, {}, "dispatcher_free_allocations", 0);
    add(u"recording a request: run, pool, class, script, its part of a second's end"_s, u"ns"_s, "recording_whole_ns", 150);
}

} // namespace poolwart
