// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dispatcher/dispatcherworld.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundRobinServesEveryPoolAlike()
    {
        DispatcherWorld world(1);
        begin(world, uniformPlan(5, 12), closedLoop(60));
        RUN(world, 20s);
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.requests.completed > 50'000);
        for (const PoolSnapshot &pool : snapshot.pools)
            QVERIFY(std::abs(static_cast<double>(pool.requests.completed) * 5.0 / static_cast<double>(snapshot.requests.completed) - 1.0)
                    < 0.01);
    }

    void theMigrationShareLeavesTheRestToTheDefaultPool()
    {
        DispatcherWorld world(2);
        Plan plan = uniformPlan(5, 12);
        plan.migrationShare = 25;
        begin(world, plan, {.arrivals = OpenLoop{.ratePerSecond = 500}});
        RUN(world, 40s);
        const Snapshot snapshot = seen(world);
        const double share = static_cast<double>(snapshot.pools[0].requests.completed) / static_cast<double>(snapshot.requests.completed);
        QVERIFY2(std::abs(share - 0.80) < 0.01, qPrintable(QString::number(share))); // 75 % and a fifth of 25 %
    }

    void responseCountsFromTheIntendedStartAndServiceFromTheSend()
    {
        DispatcherWorld world(3);
        begin(world, uniformPlan(1, 2), {.arrivals = OpenLoop{.ratePerSecond = 1000, .poisson = false}});
        RUN(world, 5s); // five times more than two slots of 10 ms can serve
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.response.p50 > 1s);
        QVERIFY(snapshot.waiting > 3'000);
    }

    void aSlotIsInUseFromItsGrantToItsReleaseAndOpeningsCountForEver()
    {
        DispatcherWorld world(31);
        begin(world, uniformPlan(1, 2), {.arrivals = OpenLoop{.ratePerSecond = 1000, .poisson = false}});
        RUN(world, 1s);
        world.dispatcher.resetFigures(world.now);
        QCOMPARE(seen(world).pools[0].usage.count, std::uint64_t(0));
        RUN(world, 5s);
        const PoolSnapshot pool = seen(world).pools[0];
        QCOMPARE(pool.usage.count, pool.requests.completed);
        QVERIFY(pool.usage.mean > 5ms && pool.usage.mean < 20ms); // the wait before it, of seconds, is not in it
        QCOMPARE(pool.creation.count, std::uint64_t(2));
        QVERIFY(pool.creation.mean > 0ms && pool.creation.max < 100ms);
        QCOMPARE(pool.minimumIdle, 2);
    }

    void anOutstandingBacklogIsBoundedAndWhatIsDroppedIsCounted()
    {
        DispatcherWorld world(4);
        Plan plan = uniformPlan(1, 1);
        plan.pools[0].acquireTimeout = 1h;
        begin(world, plan, {.arrivals = OpenLoop{.ratePerSecond = 100'000, .poisson = false}});
        world.serviceMean = 1s;
        const auto violation = runUnchecked(world, 1500ms);
        QVERIFY2(!violation, violation ? violation->c_str() : "");
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.requests.dropped > 10'000);
        QVERIFY(snapshot.waiting + snapshot.inFlight <= 100'000);
    }

    void aResetCountsOnlyWhatIsOfferedAfterIt()
    {
        DispatcherWorld world(5);
        begin(world, uniformPlan(2, 3), closedLoop(20));
        RUN(world, 1s);
        world.dispatcher.resetFigures(world.now);
        QCOMPARE(seen(world).requests, RequestCounts{});
        RUN(world, 1s);
        world.dispatcher.stopTraffic(world.now);
        RUN(world, 1s);
        const RequestCounts counts = seen(world).requests;
        QVERIFY(counts.offered > 100);
        QCOMPARE(counts.ended(), counts.offered);
    }

    void aRemovedPoolServesItsWaitersAndGoes()
    {
        DispatcherWorld world(6);
        Plan plan = uniformPlan(3, 2);
        begin(world, plan, closedLoop(30));
        RUN(world, 1s);
        plan.pools.erase(plan.pools.begin() + 1);
        world.dispatcher.apply(plan, world.now);
        RUN(world, 2s);
        const Snapshot snapshot = seen(world);
        QCOMPARE(snapshot.pools.size(), std::size_t(2));
        QCOMPARE(snapshot.requests.completed + snapshot.waiting + snapshot.inFlight, snapshot.requests.offered);
        QCOMPARE(world.openConnections(), std::size_t(4));
    }

    void aRemovalThatIsUndoneTakesThePoolBack()
    {
        DispatcherWorld world(7);
        Plan plan = uniformPlan(2, 2);
        begin(world, plan, closedLoop(10));
        world.serviceMean = 500ms;
        RUN(world, 1s);
        const PoolPlan removed = plan.pools[1];
        plan.pools.pop_back();
        world.dispatcher.apply(plan, world.now);
        QVERIFY(seen(world).pools[1].leaving);
        plan.pools.push_back(removed);
        world.dispatcher.apply(plan, world.now);
        RUN(world, 2s);
        QCOMPARE(seen(world).pools[1].state, PoolState::Active);
        QCOMPARE(world.openConnections(), std::size_t(4));
    }

    void whenNoPoolTakesRequestsTheyAreRejectedWithoutSpinning()
    {
        DispatcherWorld world(8);
        begin(world, uniformPlan(1, 2), closedLoop(4));
        world.dispatcher.drainPool(PoolId(1), world.now);
        RUN(world, 1s);
        const RequestCounts counts = seen(world).requests;
        QVERIFY(counts.rejected > 100);
        QVERIFY(counts.rejected <= 4 * 101 + 4); // each client at most every 10 ms
    }

    void aServerGoneSilentIsCancelledThenCutByTheStatementTimeout()
    {
        DispatcherWorld world(9);
        Plan plan = uniformPlan(1, 3);
        plan.pools[0].statementTimeout = 2s;
        begin(world, plan, closedLoop(3));
        RUN(world, 500ms);
        world.faults.isSilent = true;
        RUN(world, 5s);
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.requests.failed >= 3);
        QVERIFY(snapshot.pools[0].counters.broken >= 3);
    }

    void shuttingDownEndsInTimeWhateverTheServerDoes_data()
    {
        QTest::addColumn<bool>("silent");
        QTest::addColumn<int>("cancelled");
        QTest::addRow("serving") << false << 0;
        QTest::addRow("silent") << true << 10;
    }
    void shuttingDownEndsInTimeWhateverTheServerDoes()
    {
        QFETCH(bool, silent);
        QFETCH(int, cancelled);
        DispatcherWorld world(10);
        begin(world, uniformPlan(2, 2), closedLoop(10));
        RUN(world, 500ms);
        if (silent) {
            world.faults.isSilent = true;
            RUN(world, 500ms);
        }
        world.dispatcher.shutDown(1s, world.now);
        RUN(world, 3200ms);
        QVERIFY(world.dispatcher.isShutDown());
        const RequestCounts counts = seen(world).requests;
        QCOMPARE(counts.ended(), counts.offered);
        QCOMPARE(counts.cancelled, static_cast<std::uint64_t>(cancelled));
        QCOMPARE(world.openConnections(), std::size_t(0));
    }

    void waitingWhileAnotherPoolHasAFreeSlotIsCounted()
    {
        DispatcherWorld world(21);
        Plan plan = uniformPlan(2, 2);
        plan.policy = RoutingPolicy::Single;
        begin(world, plan, closedLoop(5)); // two run, three wait, and pool-2 is idle
        RUN(world, 1s);
        const Snapshot before = seen(world);
        RUN(world, 1s);
        const Snapshot after = seen(world);
        QCOMPARE(after.pools[0].blockedWait - before.pools[0].blockedWait, Duration(3s));
        QCOMPARE(after.pools[1].blockedWait, Duration(0));
        world.dispatcher.pausePool(PoolId(2), world.now); // its slots are free no more
        RUN(world, 1s);
        QCOMPARE(seen(world).blockedWait, after.blockedWait);
        world.dispatcher.resetFigures(world.now);
        QCOMPARE(seen(world).blockedWait, Duration(0));
    }

private:
    // With a hundred thousand outstanding requests a check after every step would take minutes.
    static std::optional<std::string> runUnchecked(DispatcherWorld &world, Duration duration)
    {
        for (const TimePoint end = world.now + duration; world.now < end;) {
            world.now += 5ms;
            world.dispatcher.tick(world.now);
        }
        return world.dispatcher.checkInvariants();
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
