// SPDX-License-Identifier: GPL-3.0-or-later
// The classes and scripts of a workload: their shares, deadlines and routes.
#include "tests/dispatcher/dispatcherworld.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestDispatcherClasses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachClassAndScriptHasItsShareAndItsOwnAccount()
    {
        DispatcherWorld world(12);
        begin(world, uniformPlan(2, 12), ofClasses({.arrivals = ClosedLoop{.clients = 20}}));
        RUN(world, 20s);
        const Snapshot snapshot = seen(world);
        QCOMPARE(snapshot.classes.size(), std::size_t(3));
        QCOMPARE(snapshot.scripts.size(), std::size_t(4));
        QCOMPARE(snapshot.classes[2].name, std::string());
        RequestCounts sum;
        for (const ClassFigures &part : snapshot.classes) {
            sum.offered += part.requests.offered;
            sum.completed += part.requests.completed;
            QCOMPARE(part.response.count, part.requests.completed);
        }
        QCOMPARE(sum.offered, snapshot.requests.offered);
        QCOMPARE(sum.completed, snapshot.requests.completed);
        const auto share = [&](const ClassFigures &part) {
            return static_cast<double>(part.requests.offered) / static_cast<double>(snapshot.requests.offered);
        };
        QVERIFY(std::abs(share(snapshot.classes[0]) - 0.8) < 0.02);
        QVERIFY(std::abs(share(snapshot.scripts[0]) - 0.6) < 0.02);
        QCOMPARE(snapshot.scripts[0].className, std::string("short"));
    }

    void aSoleScriptWithoutClassesHasNoAccountBesideTheWhole()
    {
        DispatcherWorld world(12);
        begin(world, uniformPlan(1, 1), closedLoop(1));
        RUN(world, 1s);
        QVERIFY(seen(world).classes.empty() && seen(world).scripts.empty());
    }

    void aRequestThatWaitsAtItsDeadlineTimesOut()
    {
        DispatcherWorld world(13);
        TrafficPlan traffic = ofClasses({.arrivals = OpenLoop{.ratePerSecond = 1000, .poisson = false}});
        for (WorkloadClass &known : traffic.workload.classes)
            known.deadline = 100ms;
        traffic.workload.scripts.pop_back();      // the one of no class
        begin(world, uniformPlan(1, 2), traffic); // 20 s of acquire timeout, and two slots of 10 ms
        RUN(world, 5s);
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.requests.timedOut > 3'000);
        QCOMPARE(snapshot.deadlinesPassed, snapshot.requests.timedOut);
        QVERIFY(snapshot.waiting <= 110);
        QVERIFY(snapshot.response.max <= 100ms); // who completes does so in time
    }

    void aRequestThatRunsAtItsDeadlineIsCancelledAndTimesOut()
    {
        DispatcherWorld world(14);
        begin(world, uniformPlan(1, 3), {.arrivals = ClosedLoop{.clients = 3}, .workload = within(50ms)});
        world.serviceMean = 10s;
        RUN(world, 1s);
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.requests.timedOut > 30); // three clients, each at most twenty times
        QCOMPARE(snapshot.requests.timedOut, snapshot.deadlinesPassed);
        QCOMPARE(snapshot.requests.failed + snapshot.requests.cancelled, std::uint64_t(0));
        QVERIFY(snapshot.errors.empty());
        QCOMPARE(snapshot.pools[0].counters.broken, std::uint64_t(0));
    }

    void anAnswerAfterTheDeadlineIsNoCompletion()
    {
        DispatcherWorld world(15);
        begin(world, uniformPlan(1, 1), {.arrivals = ClosedLoop{.clients = 1}, .workload = within(50ms)});
        RUN(world, 20ms);
        const std::uint64_t before = seen(world).requests.completed;
        Dispatcher &dispatcher = world.dispatcher;
        dispatcher.requestCompleted({PoolId(1), 0}, world.now, true, world.now + 60ms);
        QCOMPARE(seen(world).requests.completed, before);
        QCOMPARE(seen(world).requests.timedOut, std::uint64_t(1));
        QVERIFY(!dispatcher.checkInvariants());
    }

    void aSilentServerIsCutSomeTimeAfterTheDeadline()
    {
        DispatcherWorld world(16);
        Plan plan = uniformPlan(1, 2);
        plan.pools[0].statementTimeout.reset();
        begin(world, plan, {.arrivals = ClosedLoop{.clients = 2}, .workload = within(100ms)});
        RUN(world, 50ms);
        world.faults.isSilent = true;
        RUN(world, 6s);
        const Snapshot snapshot = seen(world);
        QCOMPARE(snapshot.requests.timedOut, std::uint64_t(2));
        QCOMPARE(snapshot.pools[0].counters.broken, std::uint64_t(2));
    }

    void aClassGoesToThePoolThatItNamesUnderEveryPolicy_data()
    {
        QTest::addColumn<int>("policy");
        for (const RoutingPolicy policy : routingPolicies)
            QTest::addRow("%s", policyId(policy).data()) << static_cast<int>(policy);
    }
    void aClassGoesToThePoolThatItNamesUnderEveryPolicy()
    {
        QFETCH(int, policy);
        DispatcherWorld world(18);
        TrafficPlan traffic = ofClasses({.arrivals = ClosedLoop{.clients = 20}});
        traffic.workload.classes[1].pool = "pool-2";
        Plan plan = uniformPlan(3, 12);
        plan.policy = static_cast<RoutingPolicy>(policy);
        begin(world, plan, traffic);
        RUN(world, 2s);
        const ScriptIndex report = 2;
        for (const auto &[what, times] : world.sent)
            QVERIFY(what.first != report || what.second == PoolId(2));
        QVERIFY(world.sent.at({report, PoolId(2)}) > 100);
        const bool isKeptForIt = plan.policy == RoutingPolicy::ByClass || plan.policy == RoutingPolicy::Single;
        QCOMPARE(world.sent.contains({0, PoolId(2)}), !isKeptForIt);
    }

    void aClassWhosePoolIsMissingGoesByThePolicyAndTheLogSaysSoOnce()
    {
        DispatcherWorld world(19);
        TrafficPlan traffic = ofClasses({.arrivals = ClosedLoop{.clients = 20}});
        traffic.workload.classes[1].pool = "pool-2";
        begin(world, uniformPlan(2, 12), traffic);
        RUN(world, 1s);
        world.sent.clear();
        world.dispatcher.drainPool(PoolId(2), world.now);
        RUN(world, 1s);
        QVERIFY(world.sent.at({2, PoolId(1)}) > 50);
        QCOMPARE(warnings(world), 1);
        world.dispatcher.resumePool(PoolId(2), world.now);
        RUN(world, 1s);
        world.sent.clear();
        RUN(world, 1s);
        QVERIFY(!world.sent.contains({2, PoolId(1)}));
        world.dispatcher.apply(uniformPlan(1, 12), world.now);
        RUN(world, 1s);
        QCOMPARE(warnings(world), 1);
        QVERIFY(world.sent.at({2, PoolId(1)}) > 50);
    }

    void weightsShareTheRequests()
    {
        DispatcherWorld world(20);
        Plan plan = uniformPlan(2, 12);
        plan.policy = RoutingPolicy::Weighted;
        plan.pools[1].weight = 3;
        begin(world, plan, {.arrivals = OpenLoop{.ratePerSecond = 1000, .poisson = false}});
        RUN(world, 1s);
        plan.pools[1].weight = 1; // live
        world.dispatcher.apply(plan, world.now);
        QVERIFY(std::abs(world.sent[{0, PoolId(2)}] - 3 * world.sent[{0, PoolId(1)}]) <= 3);
        world.sent.clear();
        RUN(world, 1s);
        QVERIFY(std::abs(world.sent[{0, PoolId(2)}] - world.sent[{0, PoolId(1)}]) <= 2);
    }

    void aRequestThatWaitsAsTheWorkloadChangesIsOneOfTheNewWorkload()
    {
        DispatcherWorld world(17);
        TrafficPlan traffic = ofClasses({.arrivals = ClosedLoop{.clients = 30}});
        begin(world, uniformPlan(1, 1), traffic);
        RUN(world, 1s);
        traffic.workload = soleWorkload("SELECT 1"); // the world minds a script that is not there
        world.setTraffic(traffic);
        RUN(world, 1s);
        traffic.workload = within(20s);
        world.setTraffic(traffic);
        RUN(world, 10ms);
        QVERIFY(seen(world).classes[0].requests.offered < 10);
        RUN(world, 1s);
        QVERIFY(seen(world).classes[0].requests.offered > 60);
    }

private:
    static int warnings(DispatcherWorld &world)
    {
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        return static_cast<int>(std::ranges::count(events, EventKind::Warning, &Event::kind));
    }
};

QTEST_GUILESS_MAIN(TestDispatcherClasses)
#include "tst_dispatcherclasses.moc"
