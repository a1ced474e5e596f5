// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/results.h"
#include "tests/bench/statistics.h"
#include "tests/support/testserver.h"

#include <QStringList>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace poolwart {

// One server for all sides, and how much is to be measured.
struct Bench
{
    TestServer &server;
    int rounds = 4;        // in each of which every side is measured once; even, so that each side is first as often as last
    int warmup = 12;       // seconds from connecting to the measurement, the same for every side
    int seconds = 5;       // of one measurement
    int windowWarmup = 62; // seconds until the window's charts hold all the points that they ever will
    int windowSeconds = 60;
    Results results;
};

void benchThroughput(Bench &bench); // closed loop against pgbench
void benchSizes(Bench &bench);      // the same with other numbers of connections and clients
void benchHikari(Bench &bench);     // against HikariCP, over TCP
void benchOpenLoop(Bench &bench);   // a rate against pgbench -R
void benchOverhead(Bench &bench);   // what recording, metrics and charts cost
void benchPool(Bench &bench);       // the state machine alone
void benchOpening(Bench &bench);    // connections opened and closed
void benchWindow(Bench &bench);     // the window under full traffic

// Measures each side once a round, in one direction and then in the other (ABBA), so that a drift of the machine favours none.
// Each side connects anew and warms up as long as the others: the backends of old connections are up to three times as fast as
// those of young ones. The samples of side i are at [i].
std::vector<Samples> interleaved(int rounds, const std::vector<std::function<Sample()>> &sides);

// Runs a bench program that stands beside this one, to its end; it prints lines "NAME FIGURE".
std::map<std::string, double> figuresOf(const QString &program, const QStringList &arguments);

} // namespace poolwart
