// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/traffic/dispatcherworld.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

Snapshot seen(const DispatcherWorld &world)
{
    Snapshot snapshot;
    world.dispatcher.fill(snapshot, world.now);
    return snapshot;
}

TrafficPlan closedLoop(int clients)
{
    return {.arrivals = ClosedLoop{.clients = clients}};
}

#define RUN(world, duration) \
    do { \
        const auto violation = (world).run(duration); \
        QVERIFY2(!violation, violation ? violation->c_str() : ""); \
    } while (false)

} // namespace

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
            QVERIFY(std::abs(static_cast<double>(pool.served) * 5.0 / static_cast<double>(snapshot.requests.completed) - 1.0) < 0.01);
    }

    void theMigrationShareLeavesTheRestToTheDefaultPool()
    {
        DispatcherWorld world(2);
        Plan plan = uniformPlan(5, 12);
        plan.migrationShare = 25;
        begin(world, plan, {.arrivals = OpenLoop{.ratePerSecond = 500}});
        RUN(world, 40s);
        const Snapshot snapshot = seen(world);
        const double share = static_cast<double>(snapshot.pools[0].served) / static_cast<double>(snapshot.requests.completed);
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
        QVERIFY(snapshot.pools[0].broken >= 3);
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

    void eventsComeInFloodsButLinesDoNot()
    {
        DispatcherWorld world(11);
        begin(world, uniformPlan(1, 4), closedLoop(4));
        world.faults.statementFails = 1;
        world.serviceMean = 100us;
        RUN(world, 2s);
        world.dispatcher.stopTraffic(world.now);
        RUN(world, 1s); // what was folded is told
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        std::uint64_t lines = 0;
        std::uint64_t told = 0;
        for (const Event &event : events) {
            if (event.kind != EventKind::StatementFailed)
                continue;
            ++lines;
            told += 1 + event.repeated;
        }
        QVERIFY2(lines <= 18, qPrintable(QString::number(lines))); // five and one folded line a second
        QCOMPARE(told, seen(world).requests.failed);
    }

    void aThousandRandomWishesKeepEveryInvariant_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 100; seed < 112; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }
    void aThousandRandomWishesKeepEveryInvariant()
    {
        QFETCH(quint64, seed);
        DispatcherWorld world(seed);
        Random random(seed);
        Plan plan = uniformPlan(3, 4);
        std::uint32_t lastId = 3;
        begin(world, plan, closedLoop(20));
        for (int step = 0; step < 1000; ++step) {
            wish(world, random, plan, lastId);
            RUN(world, Duration(random.below(30'000'000)));
        }
        world.faults = {};
        world.dispatcher.shutDown(5s, world.now);
        RUN(world, 8s);
        QVERIFY(world.dispatcher.isShutDown());
        const RequestCounts counts = seen(world).requests;
        QCOMPARE(counts.ended(), counts.offered);
        QCOMPARE(world.openConnections(), std::size_t(0));
    }

private:
    static void begin(DispatcherWorld &world, const Plan &plan, const TrafficPlan &traffic)
    {
        world.dispatcher.setTraffic(traffic, "SELECT 1", world.now);
        world.dispatcher.apply(plan, world.now);
        world.dispatcher.startTraffic(world.now);
    }

    // With a hundred thousand outstanding requests a check after every step would take minutes.
    static std::optional<std::string> runUnchecked(DispatcherWorld &world, Duration duration)
    {
        for (const TimePoint end = world.now + duration; world.now < end;) {
            world.now += 5ms;
            world.dispatcher.tick(world.now);
        }
        return world.dispatcher.checkInvariants();
    }

    static void wish(DispatcherWorld &world, Random &random, Plan &plan, std::uint32_t &lastId)
    {
        Dispatcher &dispatcher = world.dispatcher;
        const PoolId pool{static_cast<std::uint32_t>(1 + random.below(lastId))};
        const SlotId slot{pool, static_cast<SlotIndex>(random.below(8))};
        switch (random.below(16)) {
        case 0:
            plan.pools.push_back({.id = PoolId{++lastId}, .name = "pool-" + std::to_string(lastId), .slots = 1 + static_cast<int>(random.below(6))});
            return dispatcher.apply(plan, world.now);
        case 1:
            if (plan.pools.size() > 1)
                plan.pools.erase(plan.pools.begin() + static_cast<std::ptrdiff_t>(random.below(plan.pools.size())));
            return dispatcher.apply(plan, world.now);
        case 2:
        case 3: {
            PoolPlan &changed = plan.pools[random.below(plan.pools.size())];
            changed.slots = 1 + static_cast<int>(random.below(8));
            changed.minimumIdle = random.below(2) ? std::optional(static_cast<int>(random.below(2))) : std::nullopt;
            changed.acquireTimeout = std::chrono::milliseconds(10 + random.below(200));
            changed.statementTimeout = std::chrono::milliseconds(100 + random.below(2) * 1000);
            changed.queueLimit = random.below(3) ? std::nullopt : std::optional(static_cast<int>(random.below(5)));
            changed.maxLifetime = 1s;
            return dispatcher.apply(plan, world.now);
        }
        case 4:
            plan.policy = static_cast<RoutingPolicy>(random.below(5));
            plan.migrationShare = static_cast<int>(random.below(101));
            return dispatcher.apply(plan, world.now);
        case 5:
            return dispatcher.pausePool(pool, world.now);
        case 6:
            return dispatcher.resumePool(pool, world.now);
        case 7:
            return dispatcher.drainPool(pool, world.now);
        case 8:
            return dispatcher.cancelSlot(slot, world.now);
        case 9:
            return dispatcher.closeSlot(slot, world.now);
        case 10:
            return dispatcher.reopenSlot(slot, world.now);
        case 11:
            return dispatcher.setTraffic(closedLoop(static_cast<int>(random.below(40))), "SELECT 2", world.now);
        case 12:
            return dispatcher.setTraffic({.arrivals = OpenLoop{.ratePerSecond = 1 + 2000 * random.uniform()}}, "SELECT 3", world.now);
        case 13:
            random.below(2) ? dispatcher.pauseTraffic(world.now) : dispatcher.startTraffic(world.now);
            return;
        case 14:
            return dispatcher.recyclePools(world.now);
        default:
            world.faults = {.openFails = random.uniform() * 0.3,
                            .statementFails = random.uniform() * 0.2,
                            .connectionDies = random.uniform() * 0.1};
            return;
        }
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
