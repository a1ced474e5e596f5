// SPDX-License-Identifier: GPL-3.0-or-later
// Closed loop, prepared point SELECT on the accounts table, UNIX socket: our pools, router and queue against pgbench,
// which has none of them.
#include "tests/bench/bench.h"
#include "tests/bench/console.h"
#include "tests/bench/pgbench.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

void benchThroughput(Bench &bench)
{
    const Target target = bench.server.target();
    std::vector<double> cpu;
    const auto samples = interleaved(bench.rounds, {[&] {
                                                        const ConsoleFigures figures = runConsole(target, {.seconds = bench.seconds});
                                                        cpu.push_back(figures.cpuMicrosPerRequest);
                                                        return figures.perSecond;
                                                    },
                                                    [&] { return runPgbench(target, 60, 1, bench.seconds); },
                                                    [&] { return runPgbench(target, 60, 2, bench.seconds); }});

    const auto atLeast = [](double value) { return Bound{.kind = Bound::Kind::AtLeast, .value = value, .isOfRatio = true}; };
    bench.results.add({.name = u"5 x 12 slots, 60 clients; pgbench -c 60 -j 1"_s,
                       .unit = u"/s"_s,
                       .ours = samples[0],
                       .peer = samples[1],
                       .bound = atLeast(1.2)});
    bench.results.add({.name = u"5 x 12 slots, 60 clients; pgbench -c 60 -j 2"_s,
                       .unit = u"/s"_s,
                       .ours = samples[0],
                       .peer = samples[2],
                       .bound = atLeast(0.9)});
    bench.results.add({.name = u"engine thread's CPU a request"_s, .unit = u"µs"_s, .ours = cpu, .bound = Bound{.value = 7}});
}

void benchSizes(Bench &bench)
{
    struct Size
    {
        QString name;
        ConsoleLoad load;
    };
    const int seconds = std::min(3, bench.seconds);
    const std::vector<Size> sizes{{u"1 x 4 slots, 4 clients"_s, {.pools = 1, .slots = 4, .clients = 4, .seconds = seconds}},
                                  {u"4 x 4 slots, 16 clients"_s, {.pools = 4, .slots = 4, .clients = 16, .seconds = seconds}},
                                  {u"5 x 20 slots, 100 clients"_s, {.pools = 5, .slots = 20, .clients = 100, .seconds = seconds}},
                                  {u"5 x 12 slots, 200 clients"_s, {.clients = 200, .seconds = seconds}}};
    for (const Size &size : sizes) {
        const Target target = bench.server.target();
        const auto samples = interleaved(bench.rounds, {[&] { return runConsole(target, size.load).perSecond; },
                                                        [&] { return runPgbench(target, size.load.clients, 1, seconds); }});
        bench.results.add({.name = size.name + u"; pgbench -c %1 -j 1"_s.arg(size.load.clients),
                           .unit = u"/s"_s,
                           .ours = samples[0],
                           .peer = samples[1]});
    }
}

} // namespace poolwart
