// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"
#include "tests/support/program.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

constexpr int pages = 4;
constexpr double flat = 2; // MiB: less than a leak of one byte in ten requests makes in a minute

} // namespace

void benchWindow(Bench &bench)
{
    const auto text = [](int value) { return QString::number(value); };
    auto figures =
        figuresOf(u"poolwart_bench_window"_s, {targetUri(bench.server.target()), text(bench.windowWarmup), text(bench.windowSeconds)});
    double share = 0;
    for (int page = 1; page <= pages; ++page)
        share = std::max(share, figures["page" + std::to_string(page) + "_cpu_percent"]);
    const auto add = [&](const QString &name, const QString &unit, double figure, double most) {
        bench.results.add({.name = name, .unit = unit, .ours = {figure}, .bound = Bound{.value = most}});
    };
    bench.results.add({.name = u"window open, 60 slots: requests served"_s, .unit = u"/s"_s, .ours = {figures["served_per_s"]}});
    add(u"window: event loop delay, p99"_s, u"ms"_s, figures["delay_p99_ms"], 16);
    add(u"window: its thread, of a core, on the dearest page"_s, u"%"_s, share, 15);
    add(u"window: memory's growth in %1 s, of %2 MiB"_s.arg(bench.windowSeconds).arg(qRound(figures["resident_mib"])), u"MiB"_s,
        figures["growth_mib"], flat);
}

} // namespace poolwart
