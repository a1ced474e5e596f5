// SPDX-License-Identifier: GPL-3.0-or-later
// Whose connection is opened, and when: pools share what the server can give.
#include "tests/dispatcher/dispatcherworld.h"
#include "tests/support/seededcases.h"

#include <QTest>

#include <numeric>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// As uniformPlan(), under other names and identities.
Plan otherPlan(int pools, int slots, std::uint32_t firstId)
{
    Plan plan = uniformPlan(pools, slots);
    for (PoolPlan &pool : plan.pools) {
        pool.id = PoolId(firstId++);
        pool.name = "other-" + std::to_string(static_cast<std::uint32_t>(pool.id));
    }
    return plan;
}

std::vector<int> openOf(const Snapshot &snapshot)
{
    std::vector<int> open;
    for (const PoolSnapshot &pool : snapshot.pools)
        open.push_back(pool.open);
    return open;
}

std::uint64_t openedOf(const Snapshot &snapshot)
{
    std::uint64_t opened = 0;
    for (const PoolSnapshot &pool : snapshot.pools)
        opened += pool.counters.opened;
    return opened;
}

} // namespace

class TestDispatcherOpenings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacingAPlanUnderTrafficNeverHoldsMoreConnectionsThanTheLargerPlan()
    {
        for (int seed = 1; seed <= seededCases(20); ++seed) {
            DispatcherWorld world(seed);
            Random random(seed);
            begin(world, uniformPlan(5, 12), closedLoop(100));
            RUN(world, 500ms);
            std::uint32_t firstId = 100;
            for (int change = 0; change < 8; ++change) {
                world.maxConnections = 0;
                const Plan plan = otherPlan(1 + static_cast<int>(random.below(10)), 1 + static_cast<int>(random.below(6)), firstId);
                firstId += 10;
                world.dispatcher.apply(plan, world.now);
                RUN(world, Duration(random.below(400'000'000)));
                QVERIFY2(world.maxConnections <= 60, qPrintable(u"seed %1: %2"_s.arg(seed).arg(world.maxConnections)));
            }
            RUN(world, 2s);
            const Snapshot snapshot = seen(world);
            for (const PoolSnapshot &pool : snapshot.pools)
                QCOMPARE(pool.open, pool.slots);
        }
    }

    void aPlanThatFillsTheServerIsReplacedWithoutAFailedOpening()
    {
        DispatcherWorld world(30);
        world.faults.capacity = 60;
        begin(world, uniformPlan(5, 12), closedLoop(100));
        RUN(world, 1s);
        world.dispatcher.apply(otherPlan(6, 10, 10), world.now);
        RUN(world, 2s);
        world.dispatcher.apply(otherPlan(1, 60, 20), world.now);
        RUN(world, 2s);
        const Snapshot snapshot = seen(world);
        QCOMPARE(openOf(snapshot), std::vector{60});
        for (const PoolSnapshot &pool : snapshot.pools)
            QCOMPARE(pool.counters.openFailures, std::uint64_t(0));
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        for (const Event &event : events)
            QVERIFY(event.kind != EventKind::SlotOpenFailed);
    }

    void whatOnePoolLosesInSizeAnotherGetsOnlyAsItIsClosed()
    {
        DispatcherWorld world(31);
        world.faults.capacity = 20;
        world.serviceMean = 200ms;
        Plan plan = uniformPlan(2, 10);
        begin(world, plan, closedLoop(60));
        RUN(world, 1s);
        plan.pools[0].slots = 2;
        plan.pools[1].slots = 18;
        world.dispatcher.apply(plan, world.now);
        RUN(world, 5s);
        const Snapshot snapshot = seen(world);
        QCOMPARE(openOf(snapshot), (std::vector{2, 18}));
        QCOMPARE(snapshot.pools[1].counters.openFailures, std::uint64_t(0));
    }

    void poolsThatStayKeepTheirConnections()
    {
        DispatcherWorld world(32);
        begin(world, uniformPlan(5, 12), closedLoop(60));
        RUN(world, 1s);
        Plan plan = uniformPlan(5, 12);
        plan.pools.erase(plan.pools.begin());
        plan.policy = RoutingPolicy::LeastLoaded;
        plan.pools.push_back(otherPlan(1, 6, 6).pools.front());
        world.dispatcher.apply(plan, world.now);
        RUN(world, 2s);
        const Snapshot snapshot = seen(world);
        QCOMPARE(openOf(snapshot), (std::vector{12, 12, 12, 12, 6}));
        QCOMPARE(openedOf(snapshot), std::uint64_t(54));
    }

    void afterARestartWithLessRoomEveryPoolHasItsShare()
    {
        for (int seed = 1; seed <= seededCases(30); ++seed) {
            DispatcherWorld world(seed);
            begin(world, uniformPlan(4, 6), closedLoop(20));
            RUN(world, 1s);
            world.faults.openFails = 1; // down
            world.loseAllConnections();
            RUN(world, 700ms);
            world.faults = {.capacity = 17};
            RUN(world, 15s);
            std::vector<int> open = openOf(seen(world));
            std::ranges::sort(open);
            // What was under way as the server became full is refused in any order, so the shares are not equal; none starves.
            QVERIFY2(std::accumulate(open.begin(), open.end(), 0) == 17 && open.front() >= 2,
                     qPrintable(u"seed %1: %2 %3 %4 %5"_s.arg(seed).arg(open[0]).arg(open[1]).arg(open[2]).arg(open[3])));
        }
    }

    void aConnectionThatComesFreeGoesToThePoorestPool()
    {
        DispatcherWorld world(33);
        world.faults.capacity = 6;
        Plan plan = uniformPlan(1, 6);
        begin(world, plan, closedLoop(4));
        RUN(world, 1s);
        plan.pools.push_back({.id = PoolId(2), .name = "pool-2", .slots = 6});
        world.dispatcher.apply(plan, world.now);
        RUN(world, 1s);
        QCOMPARE(openOf(seen(world)), (std::vector{6, 0}));
        for (SlotIndex slot = 0; slot < 3; ++slot)
            world.dispatcher.reopenSlot({PoolId(1), slot}, world.now);
        RUN(world, 20s);
        QCOMPARE(openOf(seen(world)), (std::vector{3, 3}));
    }

    void aStarvedPoolGetsNoRequestsWhileOthersCanServe()
    {
        DispatcherWorld world(34);
        world.faults.capacity = 6;
        Plan plan = uniformPlan(1, 6);
        begin(world, plan, closedLoop(20));
        RUN(world, 1s);
        plan.pools.push_back({.id = PoolId(2), .name = "pool-2", .slots = 6, .acquireTimeout = 1s});
        world.dispatcher.apply(plan, world.now);
        RUN(world, 3s);
        const std::uint64_t before = seen(world).requests.completed;
        RUN(world, 10s);
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.requests.completed - before > 5'000); // 6 slots of 10 ms
        QCOMPARE(snapshot.pools[1].waiting, 0);
    }

    void aStarvedPoolThatOpensOnDemandIsTriedAgain()
    {
        DispatcherWorld world(35);
        Plan plan = uniformPlan(1, 3);
        world.faults.capacity = 3;
        begin(world, plan, closedLoop(20));
        RUN(world, 1s);
        plan.pools.push_back({.id = PoolId(2), .name = "pool-2", .slots = 3, .minimumIdle = 0, .acquireTimeout = 300ms});
        world.dispatcher.apply(plan, world.now);
        RUN(world, 5s);
        QCOMPARE(seen(world).pools[1].open, 0);
        world.faults.capacity = 6;
        RUN(world, 10s);
        QCOMPARE(seen(world).pools[1].open, 3);
    }

    void withoutAnyConnectionRequestsWaitWhereThePolicySends()
    {
        DispatcherWorld world(36);
        world.faults.openFails = 1;
        begin(world, uniformPlan(2, 3), closedLoop(20));
        RUN(world, 1s);
        const Snapshot snapshot = seen(world);
        QCOMPARE(snapshot.waiting, std::uint64_t(20));
        QCOMPARE(snapshot.requests.rejected, std::uint64_t(0));
    }

    void aPlanTakenBackBeforeItsOpeningsBeganOpensNothing()
    {
        DispatcherWorld world(37);
        world.serviceMean = 10s;
        begin(world, uniformPlan(1, 10), closedLoop(10));
        RUN(world, 500ms);
        world.dispatcher.apply(otherPlan(2, 5, 10), world.now); // all ten are busy: none may be opened
        RUN(world, 100ms);
        world.dispatcher.apply(uniformPlan(1, 10), world.now);
        RUN(world, 100ms);
        const Snapshot snapshot = seen(world);
        QCOMPARE(snapshot.pools.size(), std::size_t(1));
        QCOMPARE(openedOf(snapshot), std::uint64_t(10));
    }
};

QTEST_GUILESS_MAIN(TestDispatcherOpenings)
#include "tst_dispatcheropenings.moc"
