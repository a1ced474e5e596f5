// SPDX-License-Identifier: GPL-3.0-or-later
// What a change takes with it: another workload its figures, a replay its end, a slot that is closed its statement.
#include "tests/dispatcher/randomwishes.h"
#include "tests/support/seededcases.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

TrafficPlan ofScript(std::string script, int clients = 10)
{
    return {.arrivals = ClosedLoop{.clients = clients}, .workload = soleWorkload(std::move(script))};
}

std::vector<SecondFigures> secondsOf(DispatcherWorld &world)
{
    return world.dispatcher.seconds().take();
}

} // namespace

class TestDispatcherChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangedWorkloadTakesNewFiguresWithIt()
    {
        DispatcherWorld world(1);
        begin(world, uniformPlan(2, 3), ofScript("SELECT 1"));
        RUN(world, 1500ms);
        QVERIFY(seen(world).requests.completed > 100);
        world.setTraffic(ofScript("SELECT 2"));
        const Snapshot changed = seen(world);
        QCOMPARE(changed.requests.completed, std::uint64_t(0));
        QCOMPARE(changed.response.count, std::uint64_t(0));
        QCOMPARE(changed.measuredSince, world.now);
        for (const PoolSnapshot &pool : changed.pools)
            QCOMPARE(pool.requests.completed, std::uint64_t(0));
        RUN(world, 1s);
        QVERIFY(seen(world).requests.completed > 100);
    }

    void otherArrivalsKeepTheFigures()
    {
        DispatcherWorld world(2);
        begin(world, uniformPlan(2, 3), ofScript("SELECT 1"));
        RUN(world, 1s);
        const std::uint64_t completed = seen(world).requests.completed;
        world.setTraffic(ofScript("SELECT 1", 20));
        QCOMPARE(seen(world).requests.completed, completed);
    }

    void eachSecondIsOfOneWorkloadAndWhatWasOfferedIsWhatEnded()
    {
        for (int seed = 1; seed <= seededCases(20); ++seed) {
            Random random(seed);
            DispatcherWorld world(seed);
            begin(world, uniformPlan(2, 3), ofScript("SELECT 0", 20));
            std::map<std::uint32_t, RequestCounts> counts;
            for (int change = 1; change <= 20; ++change) {
                RUN(world, Duration(random.below(2'500'000'000)));
                for (const SecondFigures &second : secondsOf(world))
                    counts[second.workload] = counts[second.workload] + second.requests;
                world.setTraffic(ofScript("SELECT " + std::to_string(change), 20));
            }
            for (const SecondFigures &second : secondsOf(world))
                counts[second.workload] = counts[second.workload] + second.requests;
            const std::uint32_t last = seen(world).workload;
            for (const auto &[workload, sum] : counts) {
                if (workload != last)
                    QVERIFY2(sum.offered == sum.ended(), qPrintable(u"seed %1, workload %2"_s.arg(seed).arg(workload)));
            }
        }
    }

    void aReplayEndsWithItsLastArrival()
    {
        DispatcherWorld world(3);
        auto recorded = std::make_shared<RecordedArrivals>();
        for (int i = 0; i <= 100; ++i)
            recorded->list.push_back({.at = 20ms * i, .kind = {}});
        recorded->source = "peak.json";
        TrafficPlan traffic = ofScript("SELECT 1");
        traffic.replay = recorded;
        world.setTraffic(traffic);
        world.dispatcher.apply(uniformPlan(2, 3), world.now);
        RUN(world, 1700ms);
        for (int time = 0; time < 2; ++time) { // as often as it is started
            const TimePoint started = world.now;
            world.dispatcher.startTraffic(world.now);
            RUN(world, 2s - 1ms);
            QCOMPARE(seen(world).traffic, TrafficState::Running);
            RUN(world, 100ms);
            const Snapshot snapshot = seen(world);
            QCOMPARE(snapshot.traffic, TrafficState::Stopped);
            QCOMPARE(snapshot.trafficSince, started);
            QVERIFY(snapshot.trafficUntil >= started + 2s && snapshot.trafficUntil <= started + 2s + 10ms);
            QCOMPARE(snapshot.requests.offered, std::uint64_t(101 * (time + 1)));
        }
    }

    void aSlotClosedByHandShowsItsStatementUntilThatHasEnded()
    {
        DispatcherWorld world(4);
        world.serviceMean = 1h;
        begin(world, uniformPlan(1, 2), ofScript("SELECT 1", 2));
        RUN(world, 1s);
        const SlotId slot{PoolId(1), 0};
        world.dispatcher.closeSlot(slot, world.now);
        RUN(world, 1s);
        SlotSnapshot shown = seen(world).pools[0].slotList[0];
        QCOMPARE(shown.state, SlotState::Retiring);
        QVERIFY(shown.heldClosed && shown.statementAge > 1s);
        world.dispatcher.cancelSlot(slot, world.now);
        RUN(world, 1s);
        shown = seen(world).pools[0].slotList[0];
        QCOMPARE(shown.state, SlotState::Closed);
        QVERIFY(shown.heldClosed && !shown.statementAge);
        QCOMPARE(seen(world).requests.cancelled, std::uint64_t(1));
        QCOMPARE(world.openConnections(), std::size_t(1));
    }

    void aChangedStatementTimeoutReplacesConnectionsOneByOneAndFailsNothing()
    {
        DispatcherWorld world(5);
        Plan plan = uniformPlan(1, 6);
        begin(world, plan, ofScript("SELECT 1", 12));
        RUN(world, 1s);
        plan.pools[0].statementTimeout = 5s;
        world.dispatcher.apply(plan, world.now);
        int fewest = 6;
        for (int step = 0; step < 400; ++step) {
            RUN(world, 5ms);
            const PoolSnapshot pool = seen(world).pools[0];
            fewest = std::min(fewest, pool.idle + pool.inUse);
        }
        const Snapshot snapshot = seen(world);
        QCOMPARE(fewest, 5);
        QCOMPARE(snapshot.pools[0].counters.opened, std::uint64_t(12));
        QCOMPARE(snapshot.requests.failed + snapshot.requests.timedOut, std::uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(TestDispatcherChanges)
#include "tst_dispatcherchanges.moc"
