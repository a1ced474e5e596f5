// SPDX-License-Identifier: GPL-3.0-or-later
// A rate that does not wait for answers, prepared point SELECT, UNIX socket, Poisson on both sides. pgbench has no
// queue: where all its clients are busy it is late, and says so in the same figure.
#include "tests/bench/bench.h"
#include "tests/bench/console.h"
#include "tests/bench/pgbench.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

void measureRate(Bench &bench, int rate)
{
    const Target target = bench.server.target();
    Samples lag;
    Samples oursP99;
    Samples peerP99;
    int healthy = 0;
    const auto ours = [&] {
        const ConsoleFigures figures = runConsole(target, {.rate = rate, .warmup = bench.warmup, .seconds = bench.seconds});
        lag.push_back(figures.lagP99Micros);
        oursP99.push_back(figures.responseP99Micros);
        healthy += figures.verdict == "good";
        return Sample(figures.responseP50Micros);
    };
    const auto pgbenchs = [&] {
        const auto latency = runPgbenchAtRate(target, {.warmup = bench.warmup, .seconds = bench.seconds}, rate);
        peerP99.push_back(latency ? Sample(latency->p99) : std::nullopt);
        return latency ? Sample(latency->p50) : std::nullopt;
    };
    const auto medians = interleaved(bench.rounds, {ours, pgbenchs});
    const QString at = u"%1/s, 60 slots"_s.arg(rate);
    bench.results.add({.name = at + u": schedule lag, p99 (generator good in %1 of %2 runs)"_s.arg(healthy).arg(bench.rounds),
                       .unit = u"µs"_s,
                       .ours = lag,
                       .bound = Bound{.value = 200}});
    bench.results.add({.name = at + u": response, median; pgbench -R -c 60"_s,
                       .unit = u"µs"_s,
                       .ours = medians[0],
                       .peer = medians[1],
                       .bound = Bound{.value = 1.1, .isOfRatio = true}});
    bench.results.add({.name = at + u": response, p99; pgbench -R -c 60"_s, .unit = u"µs"_s, .ours = oursP99, .peer = peerP99});
}

} // namespace

void benchOpenLoop(Bench &bench)
{
    measureRate(bench, 5'000);
    measureRate(bench, 20'000);
}

} // namespace poolwart
