// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

using namespace Qt::StringLiterals;

namespace poolwart {

void benchPool(Bench &bench)
{
    std::map<std::string, std::vector<double>> samples;
    for (int round = 0; round < bench.rounds; ++round) {
        for (const auto &[name, figure] : figuresOf(u"poolwart_bench_pool"_s, {}, 60))
            samples[name].push_back(figure);
    }
    const auto add = [&](const QString &name, const QString &unit, const char *figure, double most) {
        bench.results.add({.name = name, .unit = unit, .ours = samples[figure], .bound = Bound{.value = most}});
    };
    add(u"Pool acquire + release, a slot is free"_s, u"ns"_s, "idle_ns", 100);
    add(u"Pool acquire + release, 48 wait"_s, u"ns"_s, "queue_ns", 100);
    for (const char *name : {"idle_allocations", "queue_allocations"})
        samples["allocations"].insert(samples["allocations"].end(), samples[name].begin(), samples[name].end());
    add(u"allocations in both, of 4 million"_s, {}, "allocations", 0);
}

} // namespace poolwart
