// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/queueing/erlang.h"
#include "model/analysis/queueing/roundrobin.h"

#include <QTest>

#include <cmath>

using namespace poolwart;

namespace {

constexpr double hold = 0.010;

PartitionedLoad loadOf(int pools, int connections, double utilization)
{
    return {.arrivalsPerSecond = utilization * pools * connections / hold,
            .holdSeconds = hold,
            .pools = pools,
            .connectionsPerPool = connections};
}

// Within four standard errors, and these small enough to tell the neighbours in the table apart.
void compareMean(const SimulatedWaits &waits, double expected, double largestError)
{
    QVERIFY2(waits.standardError() < largestError * expected, qPrintable(QString::number(waits.standardError() / expected)));
    QVERIFY2(std::abs(waits.mean() - expected) < 4 * waits.standardError(),
             qPrintable(QStringLiteral("%1, not %2 ± %3").arg(waits.mean()).arg(expected).arg(waits.standardError())));
}

// GI/M/1: the root of sigma = A*(mu (1 - sigma)), with the transform of Erlang's distribution. Kleinrock 1975, 6.4.
double rootOfOneConnection(int stages, double utilization)
{
    double sigma = 0.5;
    for (int i = 0; i < 1'000; ++i)
        sigma = std::pow(1 + (1 - sigma) / (stages * utilization), -stages);
    return sigma;
}

} // namespace

class TestRoundRobin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withOneConnectionItIsTheClosedForm_data()
    {
        QTest::addColumn<int>("pools");
        QTest::addColumn<double>("utilization");
        for (const int pools : {2, 5, 70, 10'000}) {
            for (const double utilization : {0.5, 0.8})
                QTest::addRow("%d pools at %.1f", pools, utilization) << pools << utilization;
        }
    }
    void withOneConnectionItIsTheClosedForm()
    {
        QFETCH(int, pools);
        QFETCH(double, utilization);
        const auto waits = std::get<SimulatedWaits>(roundRobin(loadOf(pools, 1, utilization), {.arrivals = 400'000, .seed = 3}));
        const double sigma = rootOfOneConnection(pools, utilization);
        compareMean(waits, sigma * hold / (1 - sigma), 0.03);
        QVERIFY(std::abs(waits.waitProbability() / sigma - 1) < 0.02);
        const double p99 = std::log(sigma / 0.01) * hold / (1 - sigma);
        QVERIFY(std::abs(waits.quantile(0.99) / p99 - 1) < 0.06);
    }

    void onePoolInTurnIsErlangC()
    {
        const auto waits = std::get<SimulatedWaits>(roundRobin(loadOf(1, 5, 0.8), {.arrivals = 1'000'000}));
        const auto queue = std::get<MmcQueue>(randomSplit(loadOf(1, 5, 0.8)));
        compareMean(waits, queue.meanWait(), 0.03);
        QVERIFY(std::abs(waits.waitProbability() / queue.waitProbability() - 1) < 0.02);
        QVERIFY(std::abs(waits.quantile(0.99) / queue.waitQuantile(0.99) - 1) < 0.06);
    }

    // theory.md 2.3, of 200,000 arrivals of one seed: its own error is what the tolerance allows.
    void severalPoolsWaitAsTheoryFoundBySimulation_data()
    {
        QTest::addColumn<int>("connections");
        QTest::addColumn<double>("utilization");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("p99");
        QTest::newRow("5x5, .8") << 5 << 0.8 << 2.64 << 24.4;
        QTest::newRow("5x5, .9") << 5 << 0.9 << 8.48 << 53.7;
        QTest::newRow("5x12, .8") << 12 << 0.8 << 0.63 << 8.7;
        QTest::newRow("5x12, .9") << 12 << 0.9 << 2.84 << 21.2;
    }
    void severalPoolsWaitAsTheoryFoundBySimulation()
    {
        QFETCH(int, connections);
        QFETCH(double, utilization);
        QFETCH(double, mean);
        QFETCH(double, p99);
        const auto waits = std::get<SimulatedWaits>(roundRobin(loadOf(5, connections, utilization), {.arrivals = 1'000'000}));
        QVERIFY2(std::abs(waits.mean() * 1000 / mean - 1) < 0.12, qPrintable(QString::number(waits.mean() * 1000)));
        QVERIFY2(std::abs(waits.quantile(0.99) * 1000 / p99 - 1) < 0.12, qPrintable(QString::number(waits.quantile(0.99) * 1000)));
    }

    void itIsBetterThanRandomAndWorseThanOnePool()
    {
        const PartitionedLoad load = loadOf(5, 12, 0.8);
        const double inTurn = std::get<SimulatedWaits>(roundRobin(load)).mean();
        QVERIFY(inTurn < 0.6 * std::get<MmcQueue>(randomSplit(load)).meanWait());
        QVERIFY(inTurn > 4 * std::get<MmcQueue>(MmcQueue::of(load.shared())).meanWait());
    }

    void theSameSeedGivesTheSameWaits()
    {
        const PartitionedLoad load = loadOf(5, 5, 0.8);
        const auto mean = [&](std::uint64_t seed) {
            return std::get<SimulatedWaits>(roundRobin(load, {.arrivals = 10'000, .seed = seed})).mean();
        };
        QCOMPARE(mean(1), mean(1));
        QVERIFY(mean(1) != mean(2));
    }

    void extremesAreNamed()
    {
        QCOMPARE(std::get<SimulatedWaits>(roundRobin(loadOf(5, 5, 0))).mean(), 0.0);
        QCOMPARE(std::get<Overloaded>(roundRobin(loadOf(5, 5, 1.5))).utilization, 1.5);
        QVERIFY(std::holds_alternative<OutsideDomain>(roundRobin(loadOf(0, 5, 0.5))));
        QVERIFY(std::holds_alternative<OutsideDomain>(roundRobin(loadOf(5, 5, 0.5), {.arrivals = 10})));
        QVERIFY(std::holds_alternative<OutsideDomain>(roundRobin(loadOf(5, 5, 0.5), {.arrivals = 2'000'000'000})));
    }
};

QTEST_GUILESS_MAIN(TestRoundRobin)
#include "tst_roundrobin.moc"
