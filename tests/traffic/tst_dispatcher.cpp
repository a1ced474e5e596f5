// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/traffic/dispatcherworld.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

TrafficPlan closedLoop(int clients)
{
    return {.arrivals = ClosedLoop{.clients = clients}};
}

// Three of four read, the rest writes; a tenth reports, a tenth is of no class.
TrafficPlan ofClasses(TrafficPlan traffic)
{
    traffic.workload = {.scripts = {{.name = "read", .weight = 3, .className = "short"},
                                    {.name = "write", .className = "short"},
                                    {.name = "report", .className = "long"},
                                    {.name = "loose"}},
                        .classes = {{.name = "short", .share = 8}, {.name = "long"}}};
    return traffic;
}

TrafficPlan retrying(const RetryPolicy &policy)
{
    return {.arrivals = OpenLoop{.ratePerSecond = 500}, .retries = policy};
}

Workload within(std::chrono::milliseconds deadline)
{
    return {.scripts = {{.className = "prompt"}}, .classes = {{.name = "prompt", .deadline = deadline}}};
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

    void aSlotIsInUseFromItsGrantToItsReleaseAndOpeningsCountForEver()
    {
        DispatcherWorld world(31);
        begin(world, uniformPlan(1, 2), {.arrivals = OpenLoop{.ratePerSecond = 1000, .poisson = false}});
        RUN(world, 1s);
        world.dispatcher.resetFigures(world.now);
        QCOMPARE(seen(world).pools[0].usage.count, std::uint64_t(0));
        RUN(world, 5s);
        const PoolSnapshot pool = seen(world).pools[0];
        QCOMPARE(pool.usage.count, pool.served);
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

    // --- classes

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
        for (const PartSnapshot &part : snapshot.classes) {
            sum.offered += part.requests.offered;
            sum.completed += part.requests.completed;
            QCOMPARE(part.response.count, part.requests.completed);
        }
        QCOMPARE(sum.offered, snapshot.requests.offered);
        QCOMPARE(sum.completed, snapshot.requests.completed);
        const auto share = [&](const PartSnapshot &part) {
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
        traffic.workload.scripts.pop_back(); // the one of no class
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
        QCOMPARE(snapshot.pools[0].broken, std::uint64_t(0));
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
        QCOMPARE(snapshot.pools[0].broken, std::uint64_t(2));
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

    // --- stranded

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
        QCOMPARE(after.pools[0].strandedWait - before.pools[0].strandedWait, Duration(3s));
        QCOMPARE(after.pools[1].strandedWait, Duration(0));
        world.dispatcher.pausePool(PoolId(2), world.now); // its slots are free no more
        RUN(world, 1s);
        QCOMPARE(seen(world).strandedWait, after.strandedWait);
        world.dispatcher.resetFigures(world.now);
        QCOMPARE(seen(world).strandedWait, Duration(0));
    }

    // --- retries

    void aRetriedRequestKeepsItsIntendedStartAndEndsOnce()
    {
        DispatcherWorld world(22);
        begin(world, uniformPlan(2, 10), retrying({.maxAttempts = 10, .budget = 100}));
        world.faults.serializationFails = 0.3;
        RUN(world, 10s);
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.requests.completed > 1'000);
        QVERIFY(snapshot.requests.failed <= 5); // the first ones find the budget empty
        QVERIFY(snapshot.retries > snapshot.requests.completed / 3);
        QVERIFY(snapshot.retriedCompleted < snapshot.retries);
        QVERIFY(snapshot.retriedCompleted > snapshot.requests.completed / 4);
        QVERIFY(snapshot.response.p95 > snapshot.service.max / 2);
        QCOMPARE(snapshot.errors.front().sqlState, std::string("40001"));
        QCOMPARE(snapshot.errors.front().count, snapshot.retries + snapshot.awaitingRetry + snapshot.requests.failed);
    }

    void onlyWhatAnotherAttemptCanMendIsRetried_data()
    {
        QTest::addColumn<double>("statementFails");
        QTest::addColumn<double>("connectionDies");
        QTest::addColumn<bool>("isRetried");
        QTest::addRow("division by zero") << 0.5 << 0.0 << false;
        QTest::addRow("connection lost") << 0.0 << 0.5 << true;
    }
    void onlyWhatAnotherAttemptCanMendIsRetried()
    {
        QFETCH(double, statementFails);
        QFETCH(double, connectionDies);
        QFETCH(bool, isRetried);
        DispatcherWorld world(23);
        begin(world, uniformPlan(2, 10), retrying({.maxAttempts = 3, .budget = 100}));
        world.faults = {.statementFails = statementFails, .connectionDies = connectionDies};
        RUN(world, 2s);
        QCOMPARE(seen(world).retries > 0, isRetried);
    }

    void retriesAreNeverMoreThanTheirBudget()
    {
        DispatcherWorld world(24);
        begin(world, uniformPlan(2, 10), retrying({.maxAttempts = 5, .budget = 10}));
        world.faults.serializationFails = 0.6;
        for (int step = 0; step < 100; ++step) {
            RUN(world, 50ms);
            const Snapshot snapshot = seen(world);
            QVERIFY((snapshot.retries + snapshot.awaitingRetry) * 10 <= snapshot.requests.offered);
        }
        QVERIFY(seen(world).retries * 11 > seen(world).requests.offered);
        QVERIFY(seen(world).retriesRefused > 0);
    }

    void aRetryThatWouldComeAfterTheDeadlineIsNotBegun()
    {
        DispatcherWorld world(25);
        TrafficPlan traffic = retrying({.maxAttempts = 5, .initialBackoff = 500ms, .jitter = 0, .budget = 100});
        traffic.workload = within(300ms);
        begin(world, uniformPlan(1, 10), traffic);
        world.faults.serializationFails = 0.5;
        RUN(world, 2s);
        QVERIFY(seen(world).requests.failed > 100);
        QCOMPARE(seen(world).retries, std::uint64_t(0));
    }

    void aShutdownEndsWhatAwaitsItsRetry()
    {
        DispatcherWorld world(26);
        begin(world, uniformPlan(1, 10), retrying({.maxAttempts = 2, .initialBackoff = 30s, .maxBackoff = 30s, .budget = 100}));
        world.faults.serializationFails = 1;
        RUN(world, 1s);
        QVERIFY(seen(world).awaitingRetry > 0);
        world.dispatcher.shutDown(1s, world.now);
        RUN(world, 2s);
        QVERIFY(world.dispatcher.isShutDown());
        QCOMPARE(seen(world).requests.ended(), seen(world).requests.offered);
    }

    void oneOfTenQueriesOfAPoolIsLoggedWithItsClassAndScript()
    {
        DispatcherWorld world(27);
        world.dispatcher.setQueryLogging({.isOn = true, .oneIn = 10, .pools = {PoolId(2)}});
        begin(world, uniformPlan(2, 1), ofClasses({.arrivals = ClosedLoop{.clients = 2}}));
        RUN(world, 2s);
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        std::uint64_t lines = 0;
        for (const Event &event : events) {
            if (event.kind != EventKind::Query)
                continue;
            ++lines;
            QCOMPARE(event.pool, std::optional(PoolId(2)));
            QVERIFY((std::set<std::string>{"short, read", "short, write", "long, report", "loose"}.contains(event.detail)));
        }
        QCOMPARE(lines, (seen(world).pools[1].served + 9) / 10);
    }

    void aLoggedStatementHasNoLiteralUnlessThatIsAskedForAndNeverAPassword_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("showsParameters");
        QTest::addColumn<QByteArray>("logged");
        QTest::newRow("redacted") << QByteArray("SELECT 'a', E'\\'b', $$c$$, \"d\" /* 'e' */") << false << QByteArray("SELECT '…', '…', '…', \"d\"  ");
        QTest::newRow("asked for") << QByteArray("SELECT 'a'") << true << QByteArray("SELECT 'a'");
        QTest::newRow("a password") << QByteArray("ALTER ROLE app PASSWORD 'geheim'") << true << QByteArray("ALTER ROLE app PASSWORD '…'");
    }
    void aLoggedStatementHasNoLiteralUnlessThatIsAskedForAndNeverAPassword()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, showsParameters);
        QFETCH(QByteArray, logged);
        DispatcherWorld world(28);
        world.dispatcher.setQueryLogging({.isOn = true, .oneIn = 1, .pools = {}, .showsParameters = showsParameters});
        world.dispatcher.apply(uniformPlan(1, 1), world.now);
        const TrafficPlan traffic{.arrivals = OpenLoop{.ratePerSecond = 10, .poisson = false}, .workload = soleWorkload(sql.toStdString())};
        world.setTraffic(traffic);
        world.dispatcher.setTraffic(traffic, sql.toStdString(), world.now);
        world.dispatcher.startTraffic(world.now);
        RUN(world, 1s);
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        const auto line = std::ranges::find(events, EventKind::Query, &Event::kind);
        QVERIFY(line != events.end());
        QCOMPARE(QByteArray::fromStdString(line->detail), logged);
    }

    void aLiveChangeOfTheRoutingIsLoggedOnce()
    {
        DispatcherWorld world(31);
        Plan plan = uniformPlan(2, 2);
        plan.policy = RoutingPolicy::Random;
        begin(world, plan, closedLoop(2));
        plan.policy = RoutingPolicy::LeastLoaded;
        plan.migrationShare = 40;
        world.dispatcher.apply(plan, world.now);
        world.dispatcher.apply(plan, world.now);
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        std::vector<std::string> notices;
        for (const Event &event : events) {
            if (event.kind == EventKind::Notice)
                notices.push_back(event.detail);
        }
        QCOMPARE(notices, std::vector<std::string>{"Routing is now least-loaded, migration share 40 %."});
    }

    void whatIsBeyondTheLinesOfASecondIsCounted()
    {
        DispatcherWorld world(29);
        world.dispatcher.setQueryLogging({.isOn = true, .oneIn = 1, .pools = {}});
        begin(world, uniformPlan(2, 5), {.arrivals = OpenLoop{.ratePerSecond = 500, .poisson = false}});
        RUN(world, 3s);
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        std::uint64_t queries = 0;
        for (const Event &event : events)
            queries += event.kind == EventKind::Query ? 1 + event.repeated : 0;
        QVERIFY2(queries > 900 && queries <= seen(world).requests.completed, qPrintable(QString::number(queries)));
    }

    void anErrorOfTheScriptIsAClassOfItsOwnAndNotTriedAgain()
    {
        DispatcherWorld world(30);
        begin(world, uniformPlan(1, 2), retrying({.maxAttempts = 5, .budget = 100}));
        world.faults.scriptFails = 0.5;
        RUN(world, 1s);
        const Snapshot snapshot = seen(world);
        QCOMPARE(snapshot.errors.size(), std::size_t(1));
        QCOMPARE(snapshot.errors[0].sqlState, std::string("script"));
        QCOMPARE(snapshot.errors[0].firstText, std::string("Script, line 1: no row"));
        QCOMPARE(snapshot.errors[0].count, snapshot.requests.failed);
        QCOMPARE(snapshot.retries, std::uint64_t(0));
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

    static int warnings(DispatcherWorld &world)
    {
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        return static_cast<int>(std::ranges::count(events, EventKind::Warning, &Event::kind));
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
