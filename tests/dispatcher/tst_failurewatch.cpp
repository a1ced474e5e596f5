// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/failurewatch.h"
#include "tests/dispatcher/dispatcherworld.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

// One second of traffic, to its end.
std::optional<FailureStop> second(FailureWatch &watch, TimePoint &now, int completed, int failed, const char *code = "42P01")
{
    for (int i = 0; i < completed; ++i)
        watch.completed();
    for (int i = 0; i < failed; ++i)
        watch.failed(code, i == 0 ? "first" : "later");
    now += 500ms;
    if (watch.look(now))
        return FailureStop{.firstText = "too early"};
    now += 500ms;
    return watch.look(now);
}

} // namespace

class TestFailureWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoSecondsOfMoreFailuresThanAnswersStopTheTraffic()
    {
        FailureWatch watch;
        TimePoint now(100s);
        watch.start(now);
        QVERIFY(!second(watch, now, 40, 60));
        const auto stop = second(watch, now, 0, 50);
        QVERIFY(stop);
        QCOMPARE(*stop, (FailureStop{.sqlState = "42P01", .firstText = "first", .failed = 110, .answered = 150}));
        QVERIFY(!second(watch, now, 0, 50)); // said once
    }

    void halfIsNotMoreThanHalf()
    {
        FailureWatch watch;
        TimePoint now(100s);
        watch.start(now);
        for (int i = 0; i < 5; ++i)
            QVERIFY(!second(watch, now, 50, 50));
    }

    void aBadSecondBetweenGoodOnesStopsNothing()
    {
        FailureWatch watch;
        TimePoint now(100s);
        watch.start(now);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!second(watch, now, 0, 50));
            QVERIFY(!second(watch, now, 50, 10));
        }
    }

    void fewFailuresHarmNobody()
    {
        FailureWatch watch;
        TimePoint now(100s);
        watch.start(now);
        for (int i = 0; i < 5; ++i)
            QVERIFY(!second(watch, now, 0, 4));
        QVERIFY(!second(watch, now, 0, 5));
        QVERIFY(second(watch, now, 0, 5)); // ten in two seconds
    }

    void theSqlStateIsTheMostFrequentOne()
    {
        FailureWatch watch;
        TimePoint now(100s);
        watch.start(now);
        watch.failed("22012", "division by zero");
        QVERIFY(!second(watch, now, 0, 20));
        QCOMPARE(second(watch, now, 0, 20)->sqlState, std::string("42P01"));
    }

    void aServerThatIsDownOrContentionEndsNoRun_data()
    {
        QTest::addColumn<QByteArray>("code");
        for (const char *code : {"connection", "57P01", "57P02", "57P03", "08006", "53300", "40001", "40P01"})
            QTest::addRow("%s", code) << QByteArray(code);
    }
    void aServerThatIsDownOrContentionEndsNoRun()
    {
        QFETCH(QByteArray, code);
        FailureWatch watch;
        TimePoint now(100s);
        watch.start(now);
        for (int i = 0; i < 5; ++i)
            QVERIFY(!second(watch, now, 1, 100, code.constData()));
    }

    void theDispatcherStopsTrafficThatFailsAndASecondStartIsWatchedAnew()
    {
        DispatcherWorld world(1);
        world.faults.statementFails = 0.6;
        begin(world, uniformPlan(2, 3), closedLoop(10));
        RUN(world, 5s);
        Snapshot snapshot = seen(world);
        QCOMPARE(snapshot.traffic, TrafficState::Stopped);
        QVERIFY(snapshot.failureStop);
        QCOMPARE(snapshot.failureStop->sqlState, std::string("22012"));
        QCOMPARE(snapshot.failureStop->firstText, std::string("error"));
        QCOMPARE(snapshot.requests.ended(), snapshot.requests.offered);

        world.dispatcher.startTraffic(world.now);
        QVERIFY(!seen(world).failureStop);
        RUN(world, 5s);
        QVERIFY(seen(world).failureStop);
    }

    void whoWantsItGoesOnAnyway()
    {
        DispatcherWorld world(2);
        world.faults.statementFails = 0.9;
        begin(world, uniformPlan(2, 3), closedLoop(10));
        RUN(world, 5s);
        QVERIFY(seen(world).failureStop);
        world.dispatcher.startTraffic(world.now, FailureLimit::None);
        RUN(world, 10s);
        QCOMPARE(seen(world).traffic, TrafficState::Running);
        QVERIFY(!seen(world).failureStop);
    }

    void aRestartOfTheServerEndsNoRun()
    {
        DispatcherWorld world(3);
        begin(world, uniformPlan(2, 3), closedLoop(10));
        RUN(world, 1s);
        world.faults = {.openFails = 0.5, .connectionDies = 0.9};
        RUN(world, 5s);
        world.faults = {};
        RUN(world, 10s);
        QCOMPARE(seen(world).traffic, TrafficState::Running);
    }

    void waitingInVainIsNoFailureOfAStatement()
    {
        DispatcherWorld world(4);
        Plan plan = uniformPlan(1, 1);
        plan.pools[0].acquireTimeout = 10ms;
        begin(world, plan, closedLoop(50));
        world.serviceMean = 100ms;
        RUN(world, 5s);
        QVERIFY(seen(world).requests.timedOut > seen(world).requests.completed);
        QCOMPARE(seen(world).traffic, TrafficState::Running);
    }
};

QTEST_GUILESS_MAIN(TestFailureWatch)
#include "tst_failurewatch.moc"
