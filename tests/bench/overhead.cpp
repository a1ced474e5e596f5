// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"
#include "tests/support/program.h"

using namespace Qt::StringLiterals;

namespace poolwart {

void benchOverhead(Bench &bench)
{
    const auto text = [](int value) { return QString::number(value); };
    const int rounds = bench.rounds * 2;
    const auto figures = figuresOf(u"poolwart_bench_overhead"_s, {targetUri(bench.server.target()), text(rounds), text(bench.seconds)});
    Samples observed;
    Samples bare;
    for (int round = 1; round <= rounds; ++round) {
        observed.push_back(figures.at("observed_" + std::to_string(round)));
        bare.push_back(figures.at("bare_" + std::to_string(round)));
    }
    bench.results.add({.name = u"served with run file, metrics and charts; without"_s,
                       .unit = u"/s"_s,
                       .ours = observed,
                       .peer = bare,
                       .bound = Bound{.kind = Bound::Kind::AtLeast, .value = 0.97, .isOfRatio = true}});
}

} // namespace poolwart
