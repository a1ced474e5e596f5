// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dispatcher/randomwishes.h"
#include "tests/support/seededcases.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestBlockedWait : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsThatOfABruteForceWhateverHappens()
    {
        for (int seed = 1; seed <= seededCases(15); ++seed) {
            DispatcherWorld world(seed);
            world.blocked.emplace();
            const std::string violation = randomRun(world, seed, 40);
            QVERIFY2(violation.empty(), qPrintable(u"seed %1: "_s.arg(seed) + QString::fromStdString(violation)));
            Duration all{0};
            for (const auto &[pool, sum] : *world.blocked)
                all += sum;
            const Snapshot snapshot = seen(world);
            QVERIFY2(snapshot.blockedWait == all, qPrintable(u"seed %1"_s.arg(seed)));
            for (const PoolSnapshot &pool : snapshot.pools)
                QCOMPARE(pool.blockedWait, world.blocked->at(pool.id));
            QVERIFY(all > 0s || seed > 1);
        }
    }

    // A statement's end is told of when its COMMIT or its cancel is back: after later things.
    void itIsNeverTakenBackThoughEndsAreToldOfLate()
    {
        for (int seed = 1; seed <= seededCases(20); ++seed) {
            Random random(seed);
            DispatcherWorld world(seed);
            Plan plan = uniformPlan(3, 4);
            std::uint32_t lastId = 3;
            begin(world, plan, {.arrivals = ClosedLoop{.clients = 20}});
            for (int step = 0; step < 100; ++step) {
                wish(world, random, plan, lastId);
                RUN(world, Duration(0));
                world.setTraffic({.arrivals = ClosedLoop{.clients = 40}, .workload = anyWorkload(random)});
                world.faults.toldLate = 30ms;
                RUN(world, Duration(random.below(300'000'000)));
                for (const SecondFigures &second : world.dispatcher.seconds().take()) {
                    QVERIFY2(second.blockedWait >= 0s, qPrintable(u"seed %1, step %2"_s.arg(seed).arg(step)));
                    for (const PoolSecond &pool : second.pools)
                        QVERIFY2(pool.blockedWait >= 0s, qPrintable(u"seed %1, step %2"_s.arg(seed).arg(step)));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestBlockedWait)
#include "tst_blockedwait.moc"
