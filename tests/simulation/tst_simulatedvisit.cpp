// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of an experiment on the modelled server, against theory: S = 10 ms.
#include "model/analysis/experiment/experimentresult.h"
#include "model/analysis/queueing/erlang.h"
#include "model/simulation/simulatedvisit.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

SimulatedTraffic trafficOf(double rate)
{
    return {.traffic = {.arrivals = OpenLoop{.ratePerSecond = rate}},
            .service = {.shape = ServiceTime::Shape::Exponential, .mean = 10ms},
            .duration = 10s};
}

Cell cellOf(int pools, int connections)
{
    return {.shape = {.pools = pools, .connections = connections}};
}

ExperimentResult resultOf(const WhyExperiment &experiment, const SimulatedTraffic &traffic, std::uint64_t blocks)
{
    std::vector<std::vector<CellVisit>> visits(blocks);
    for (std::uint64_t block = 0; block < blocks; ++block) {
        for (const Cell &cell : experiment.cells)
            visits[block].push_back(simulatedVisit(cell, traffic, block + 1));
    }
    return resultOf(experiment, visits);
}

} // namespace

class TestSimulatedVisit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFiguresAreThoseOfTheory()
    {
        const CellVisit visit = simulatedVisit(cellOf(1, 25), trafficOf(2'000), 5);
        const auto queue = std::get<MmcQueue>(MmcQueue::of({.arrivalsPerSecond = 2'000, .holdSeconds = 0.010, .connections = 25}));
        const double p99 = visit.responseP99.value() / 1e9;
        QVERIFY2(std::abs(p99 / queue.responseQuantile(0.99) - 1) < 0.1, qPrintable(QString::number(p99)));
        QVERIFY2(std::abs(visit.throughput.value() / 2'000 - 1) < 0.03, qPrintable(QString::number(visit.throughput.value())));
        QCOMPARE(visit.responseP99.pieces, std::size_t(2)); // of five seconds
        QCOMPARE(visit.throughput.pieces, std::size_t(2));
        QVERIFY(visit.steadyAfter && visit.isUsable());
    }

    // The ends of seconds differ by up to five milliseconds from cell to cell, in which two or three requests are due.
    void theSameSeedGivesTheSameVisitAndAllCellsTheSameArrivals()
    {
        const auto offered = [](const Cell &cell, std::uint64_t seed) {
            return static_cast<double>(simulatedVisit(cell, trafficOf(500), seed).requests.offered);
        };
        const CellVisit first = simulatedVisit(cellOf(5, 60), trafficOf(500), 3);
        const CellVisit second = simulatedVisit(cellOf(5, 60), trafficOf(500), 3);
        QCOMPARE(first.responseP99.value(), second.responseP99.value());
        QCOMPARE(first.requests, second.requests);
        const auto expected = static_cast<double>(first.requests.offered);
        double largest = 0;
        for (std::uint64_t seed = 4; seed < 8; ++seed)
            largest = std::max(largest, std::abs(offered(cellOf(1, 25), seed) - expected));
        QVERIFY(std::abs(offered(cellOf(1, 25), 3) - expected) <= 8);
        QVERIFY2(largest > 30, qPrintable(QString::number(largest))); // whose standard deviation is 71
    }

    void whatIsOverloadedIsNotSteady()
    {
        const CellVisit visit = simulatedVisit(cellOf(1, 25), trafficOf(2'700), 1);
        QVERIFY(!visit.steadyAfter);
        QVERIFY(visit.isUsable());                // nobody has waited until the acquire timeout
        QVERIFY(visit.responseP99.value() > 2e9); // who ends now began seconds ago
        QVERIFY(std::abs(visit.throughput.value() / 2'500 - 1) < 0.03);
    }

    void requestsThatTimeOutMakeAVisitUnusable()
    {
        const CellVisit visit = simulatedVisit(cellOf(1, 5), trafficOf(2'000), 1);
        QVERIFY(visit.requests.timedOut > 0);
        QVERIFY(!visit.isUsable());
    }

    // theory.md 2.3: 1 x 25 waits 7.8 ms at 2,400/s, 1 x 60 and 5 x 12 nearly not at all, and 5 x 5 far longer.
    void theSlogansEffectIsTheConnections()
    {
        const auto experiment = whyExperiment({.pools = 1, .connections = 25}, {.pools = 5, .connections = 60}, RoutingPolicy::RoundRobin);
        const ExperimentResult result = resultOf(*experiment, trafficOf(2'400), 4);
        const PathEffects &p99 = result.effects.front();
        QVERIFY(p99.causes[0].step.isShown() && p99.causes[0].step.effect.ratio() < 0.9);
        QVERIFY(!p99.causes[1].step.isShown());
        const PathEffects &other = result.otherEffects.front();
        QVERIFY(other.causes[0].step.isShown() && other.causes[0].step.effect.ratio() > 1.3); // splitting the 25
        QVERIFY(!result.effects[1].whole.isShown());                                          // of the throughput, which the rate sets
    }
};

QTEST_GUILESS_MAIN(TestSimulatedVisit)
#include "tst_simulatedvisit.moc"
