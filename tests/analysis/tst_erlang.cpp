// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of theory.md 2.2 and 2.3, S = 10 ms.
#include "model/analysis/queueing/erlang.h"
#include "model/analysis/queueing/littleslaw.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace poolwart;

namespace {

constexpr double hold = 0.010;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

MmcQueue queueOf(int connections, double erlangs)
{
    return std::get<MmcQueue>(MmcQueue::of({.arrivalsPerSecond = erlangs / hold, .holdSeconds = hold, .connections = connections}));
}

void compare(double seen, double expected, double tolerance)
{
    QVERIFY2(std::abs(seen - expected) <= tolerance,
             qPrintable(QStringLiteral("%1, not %2").arg(seen, 0, 'g', 12).arg(expected, 0, 'g', 12)));
}

} // namespace

class TestErlang : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lossAndDelayAreThoseOfTheory_data()
    {
        QTest::addColumn<int>("connections");
        QTest::addColumn<double>("erlangs");
        QTest::addColumn<double>("b");
        QTest::addColumn<double>("c");
        QTest::newRow("1") << 1 << 0.5 << 0.3333333333 << 0.5000000000;
        QTest::newRow("2") << 2 << 1.0 << 0.2000000000 << 0.3333333333;
        QTest::newRow("5") << 5 << 4.0 << 0.1990668740 << 0.5541125541;
        QTest::newRow("10") << 10 << 9.0 << 0.1679632263 << 0.6687315241;
        QTest::newRow("12") << 12 << 9.6 << 0.1046467564 << 0.3688415109;
        QTest::newRow("25, 20") << 25 << 20.0 << 0.0502217779 << 0.2091028266;
        QTest::newRow("25, 24") << 25 << 24.0 << 0.1232863122 << 0.7785445449;
        QTest::newRow("60") << 60 << 48.0 << 0.0133557088 << 0.0633919653;
    }
    void lossAndDelayAreThoseOfTheory()
    {
        QFETCH(int, connections);
        QFETCH(double, erlangs);
        QFETCH(double, b);
        QFETCH(double, c);
        compare(erlangB(connections, erlangs), b, 1e-9 / 2 + 1e-10);
        compare(queueOf(connections, erlangs).waitProbability(), c, 1e-9 / 2 + 1e-10);
    }

    void responseQuantilesAreThoseOfTheory_data()
    {
        QTest::addColumn<int>("connections");
        QTest::addColumn<double>("erlangs");
        QTest::addColumn<QList<double>>("milliseconds");
        QTest::newRow("25") << 25 << 20.0 << QList<double>{7.42, 30.47, 46.56, 69.59};
        QTest::newRow("12") << 12 << 9.6 << QList<double>{8.63, 32.27, 48.39, 71.42};
        QTest::newRow("5") << 5 << 4.0 << QList<double>{12.04, 41.97, 60.80, 86.66};
    }
    void responseQuantilesAreThoseOfTheory()
    {
        QFETCH(int, connections);
        QFETCH(double, erlangs);
        QFETCH(QList<double>, milliseconds);
        const MmcQueue queue = queueOf(connections, erlangs);
        const double shares[]{0.5, 0.95, 0.99, 0.999};
        for (int i = 0; i < 4; ++i)
            compare(queue.responseQuantile(shares[i]) * 1000, milliseconds[i], 0.005 + 1e-9);
    }

    // Mean waits in ms, 2,000 and 2,400 requests per second.
    void thePlansClaimComesApartIntoConnectionsAndPartition_data()
    {
        QTest::addColumn<int>("pools");
        QTest::addColumn<int>("connections");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("milliseconds");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("1x25, 2000") << 1 << 25 << 2000.0 << 0.418 << 0.0005;
        QTest::newRow("5x5, 2000") << 5 << 5 << 2000.0 << 5.541 << 0.0005;
        QTest::newRow("1x25, 2400") << 1 << 25 << 2400.0 << 7.785 << 0.0005;
        QTest::newRow("5x5, 2400") << 5 << 5 << 2400.0 << 45.085 << 0.0005; // exactly 45.0849991, which theory.md prints as 45.09
        QTest::newRow("1x60, 2000") << 1 << 60 << 2000.0 << 0.000 << 0.0005;
        QTest::newRow("5x12, 2000") << 5 << 12 << 2000.0 << 0.001 << 0.0005;
        QTest::newRow("5x12, 2400") << 5 << 12 << 2400.0 << 0.006 << 0.0005;
        QTest::newRow("1x25, 2250") << 1 << 25 << 2250.0 << 2.032 << 0.0005;
        QTest::newRow("5x5, 2250") << 5 << 5 << 2250.0 << 15.250 << 0.0005;
        QTest::newRow("1x60, 4800") << 1 << 60 << 4800.0 << 0.053 << 0.0005;
        QTest::newRow("5x12, 4800") << 5 << 12 << 4800.0 << 1.537 << 0.0005;
        QTest::newRow("1x60, 5400") << 1 << 60 << 5400.0 << 0.541 << 0.0005;
        QTest::newRow("5x12, 5400") << 5 << 12 << 5400.0 << 5.334 << 0.0005;
    }
    void thePlansClaimComesApartIntoConnectionsAndPartition()
    {
        QFETCH(int, pools);
        QFETCH(int, connections);
        QFETCH(double, rate);
        QFETCH(double, milliseconds);
        QFETCH(double, tolerance);
        const auto queue = randomSplit({.arrivalsPerSecond = rate, .holdSeconds = hold, .pools = pools, .connectionsPerPool = connections});
        compare(std::get<MmcQueue>(queue).meanWait() * 1000, milliseconds, tolerance + 1e-9);
    }

    void aQuantileIsWhereTheTailHasTheRest()
    {
        for (const double erlangs : {0.5, 3.0, 3.999999, 4.0, 4.000001, 4.7, 4.9999}) {
            const MmcQueue queue = queueOf(5, erlangs);
            for (const double share : {0.1, 0.5, 0.99, 0.99999}) {
                compare(queue.responseTail(queue.responseQuantile(share)) / (1 - share), 1, 1e-9);
                if (queue.waitQuantile(share) > 0)
                    compare(queue.waitTail(queue.waitQuantile(share)) / (1 - share), 1, 1e-9);
            }
        }
    }

    // By integration of the tail, which the closed form of the mean does not use.
    void theMeanIsTheAreaUnderTheTail()
    {
        for (const double erlangs : {2.0, 3.9999999, 4.0, 4.5}) {
            const MmcQueue queue = queueOf(5, erlangs);
            double area = 0;
            constexpr double step = hold / 1000;
            for (int i = 0; i < 300'000; ++i)
                area += step * queue.responseTail((i + 0.5) * step);
            compare(area / queue.meanResponse(), 1, 1e-6);
        }
    }

    void tenThousandConnectionsAreNoMatter()
    {
        const MmcQueue half = queueOf(10'000, 5'000);
        QCOMPARE(half.waitProbability(), 0.0);
        compare(half.responseQuantile(0.5), hold * std::log(2.0), 1e-12);
        const MmcQueue full = queueOf(10'000, 9'999);
        QVERIFY(full.waitProbability() > 0.98 && full.waitProbability() < 1);
        compare(full.meanWait(), full.waitProbability() * hold, 1e-9);
        QVERIFY(std::isfinite(full.responseQuantile(0.999)));
        QCOMPARE(full.responseTail(1e9), 0.0); // no overflow
        QCOMPARE(queueOf(2, 1.9).responseTail(1e9), 0.0);
    }

    void withoutLoadNobodyWaits()
    {
        const MmcQueue queue = queueOf(5, 0);
        QCOMPARE(queue.waitProbability(), 0.0);
        QCOMPARE(queue.meanWait(), 0.0);
        QCOMPARE(queue.waitQuantile(0.999), 0.0);
        compare(queue.responseQuantile(0.5), hold * std::log(2.0), 1e-12);
        QCOMPARE(erlangB(0, 3), 1.0);
        QCOMPARE(erlangB(3, 0), 0.0);
    }

    void anOverloadedPoolHasNoSteadyStateAndSaysHowFastItsQueueGrows()
    {
        const auto full = MmcQueue::of({.arrivalsPerSecond = 500, .holdSeconds = hold, .connections = 5});
        QCOMPARE(std::get<Overloaded>(full), (Overloaded{.utilization = 1, .growthPerSecond = 0}));
        const auto over = MmcQueue::of({.arrivalsPerSecond = 750, .holdSeconds = hold, .connections = 5});
        QCOMPARE(std::get<Overloaded>(over), (Overloaded{.utilization = 1.5, .growthPerSecond = 250}));
    }

    void whatIsNoLoadIsOutsideTheDomain()
    {
        for (const OfferedLoad &load : {OfferedLoad{.arrivalsPerSecond = -1, .holdSeconds = 1, .connections = 1},
                                        OfferedLoad{.arrivalsPerSecond = notANumber, .holdSeconds = 1, .connections = 1},
                                        OfferedLoad{.arrivalsPerSecond = infinity, .holdSeconds = 1, .connections = 1},
                                        OfferedLoad{.arrivalsPerSecond = 1, .holdSeconds = 0, .connections = 1},
                                        OfferedLoad{.arrivalsPerSecond = 1, .holdSeconds = notANumber, .connections = 1},
                                        OfferedLoad{.arrivalsPerSecond = 0, .holdSeconds = infinity, .connections = 1},
                                        OfferedLoad{.arrivalsPerSecond = 0, .holdSeconds = 1e-320, .connections = 1},
                                        OfferedLoad{.arrivalsPerSecond = 1e300, .holdSeconds = 1e300, .connections = 1},
                                        OfferedLoad{.arrivalsPerSecond = 1, .holdSeconds = 1, .connections = 0}})
            QVERIFY(std::holds_alternative<OutsideDomain>(MmcQueue::of(load)));
        QVERIFY(std::holds_alternative<OutsideDomain>(randomSplit({.arrivalsPerSecond = 1, .holdSeconds = 1, .pools = 0})));
    }

    // Pollaczek and Khinchine: one connection, constant hold times, half of M/M/1's wait; and theory.md's estimate for 5 x 5.
    void allenAndCunneenScaleTheWaitByTheVariation()
    {
        const MmcQueue one = queueOf(1, 0.8);
        compare(allenCunneenWait(one, 1, 0), 0.8 * hold / (2 * 0.2), 1e-12);
        compare(allenCunneenWait(queueOf(5, 4), 1.0 / 5, 1) * 1000, 3.32, 0.005);
        compare(allenCunneenWait(queueOf(5, 4), 1, 1), queueOf(5, 4).meanWait(), 0);
    }

    void littlesLawTellsFiguresThatContradictEachOther()
    {
        const MmcQueue queue = queueOf(5, 4);
        QVERIFY(littlesLaw(queue.meanWaiting() + queue.meanInUse(), 400, queue.meanResponse()).holds());
        QVERIFY(littlesLaw(20, 1000, 0.0191).holds());
        QVERIFY(!littlesLaw(20, 1000, 0.0189).holds());
        QVERIFY(!littlesLaw(20, 1000, 0.0211).holds());
        QVERIFY(littlesLaw(0, 0, 0).holds());
        QVERIFY(!littlesLaw(0, 1, 1).holds());
    }
};

QTEST_GUILESS_MAIN(TestErlang)
#include "tst_erlang.moc"
