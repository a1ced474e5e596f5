// SPDX-License-Identifier: GPL-3.0-or-later
// Closed loop, prepared point SELECT on the accounts table, UNIX socket: our pools, router and queue against pgbench,
// which has none of them.
#include "tests/bench/bench.h"
#include "tests/bench/console.h"
#include "tests/bench/pgbench.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

Sample perSecondOf(const std::optional<PgbenchFigures> &figures)
{
    return figures ? Sample(figures->perSecond) : std::nullopt;
}

} // namespace

void benchThroughput(Bench &bench)
{
    const Target target = bench.server.target();
    Samples oursCpu;
    Samples peerCpu;
    const auto ours = [&] {
        const ConsoleFigures figures = runConsole(target, {.warmup = bench.warmup, .seconds = bench.seconds});
        oursCpu.push_back(figures.cpuMicrosPerRequest);
        return Sample(figures.perSecond);
    };
    const auto onOneThread = [&] {
        const auto figures = runPgbench(target, {.warmup = bench.warmup, .seconds = bench.seconds});
        peerCpu.push_back(figures ? Sample(figures->cpuMicrosPerRequest) : std::nullopt);
        return perSecondOf(figures);
    };
    const auto onTwo = [&] { return perSecondOf(runPgbench(target, {.threads = 2, .warmup = bench.warmup, .seconds = bench.seconds})); };
    const auto samples = interleaved(bench.rounds, {ours, onOneThread, onTwo});

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
    bench.results.add({.name = u"engine thread's CPU a request; that of pgbench -j 1"_s,
                       .unit = u"µs"_s,
                       .ours = oursCpu,
                       .peer = peerCpu,
                       .bound = Bound{.value = 0.75, .isOfRatio = true}});
}

void benchSizes(Bench &bench)
{
    struct Size
    {
        QString name;
        ConsoleLoad load;
    };
    const int seconds = std::min(3, bench.seconds);
    const std::vector<Size> sizes{{u"1 x 4 slots, 4 clients"_s, {.pools = 1, .slots = 4, .clients = 4}},
                                  {u"4 x 4 slots, 16 clients"_s, {.pools = 4, .slots = 4, .clients = 16}},
                                  {u"5 x 20 slots, 100 clients"_s, {.pools = 5, .slots = 20, .clients = 100}},
                                  {u"5 x 12 slots, 200 clients"_s, {.clients = 200}}};
    const Target target = bench.server.target();
    for (auto [name, load] : sizes) {
        load.warmup = bench.warmup;
        load.seconds = seconds;
        const PgbenchLoad peer{.clients = load.clients, .warmup = bench.warmup, .seconds = seconds};
        const auto samples = interleaved(
            2, {[&] { return Sample(runConsole(target, load).perSecond); }, [&] { return perSecondOf(runPgbench(target, peer)); }});
        bench.results.add(
            {.name = name + u"; pgbench -c %1 -j 1"_s.arg(load.clients), .unit = u"/s"_s, .ours = samples[0], .peer = samples[1]});
    }
}

} // namespace poolwart
