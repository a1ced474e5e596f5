// SPDX-License-Identifier: GPL-3.0-or-later
// What is tried again, and what is not.
#include "tests/dispatcher/dispatcherworld.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

TrafficPlan retrying(const RetryPolicy &policy)
{
    return {.arrivals = OpenLoop{.ratePerSecond = 500}, .retries = policy};
}

} // namespace

class TestDispatcherRetries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRetriedRequestKeepsItsIntendedStartAndEndsOnce()
    {
        DispatcherWorld world(22);
        begin(world, uniformPlan(2, 10), retrying({.maxAttempts = 10, .budget = 100}));
        world.faults.serializationFails = 0.3;
        RUN(world, 10s);
        const Snapshot snapshot = seen(world);
        QVERIFY(snapshot.requests.completed > 1'000);
        QVERIFY(snapshot.requests.failed <= 5); // the first ones find the budget empty
        QVERIFY(snapshot.retries.attempts > snapshot.requests.completed / 3);
        QVERIFY(snapshot.retries.completed < snapshot.retries.attempts);
        QVERIFY(snapshot.retries.completed > snapshot.requests.completed / 4);
        QVERIFY(snapshot.response.p95 > snapshot.service.max / 2);
        QCOMPARE(snapshot.errors.front().sqlState, std::string("40001"));
        QCOMPARE(snapshot.errors.front().count, snapshot.retries.attempts + snapshot.awaitingRetry + snapshot.requests.failed);
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
        QCOMPARE(seen(world).retries.attempts > 0, isRetried);
    }

    void retriesAreNeverMoreThanTheirBudget()
    {
        DispatcherWorld world(24);
        begin(world, uniformPlan(2, 10), retrying({.maxAttempts = 5, .budget = 10}));
        world.faults.serializationFails = 0.6;
        for (int step = 0; step < 100; ++step) {
            RUN(world, 50ms);
            const Snapshot snapshot = seen(world);
            QVERIFY((snapshot.retries.attempts + snapshot.awaitingRetry) * 10 <= snapshot.requests.offered);
        }
        QVERIFY(seen(world).retries.attempts * 11 > seen(world).requests.offered);
        QVERIFY(seen(world).retries.refused > 0);
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
        QCOMPARE(seen(world).retries.attempts, std::uint64_t(0));
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
        QCOMPARE(snapshot.retries.attempts, std::uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(TestDispatcherRetries)
#include "tst_dispatcherretries.moc"
