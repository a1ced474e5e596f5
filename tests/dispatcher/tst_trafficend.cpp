// SPDX-License-Identifier: GPL-3.0-or-later
// Traffic that ended leaves nothing behind that would reach another server.
#include "tests/dispatcher/dispatcherworld.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestTrafficEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsIsCancelledAndWhatASlotHasBegunIsFinished()
    {
        DispatcherWorld world(1);
        world.serviceMean = 100ms;
        begin(world, uniformPlan(2, 2), closedLoop(40));
        RUN(world, 5s);
        const Snapshot before = seen(world);
        QVERIFY(before.waiting > 20);
        world.dispatcher.endTraffic(world.now);
        const Snapshot ended = seen(world);
        QCOMPARE(ended.waiting, 0u);
        QCOMPARE(ended.inFlight, before.inFlight);
        QCOMPARE(ended.requests.cancelled, before.waiting);
        QCOMPARE(ended.requests.rejected, 0u);
        RUN(world, 5s);
        const Snapshot after = seen(world);
        QCOMPARE(after.inFlight, 0u);
        QCOMPARE(after.requests.completed, ended.requests.completed + before.inFlight);
        QCOMPARE(after.requests.offered, after.requests.completed + after.requests.cancelled);
    }

    void whatWouldBeTriedAgainIsNot()
    {
        DispatcherWorld world(2);
        world.faults.serializationFails = 0.5;
        TrafficPlan traffic = closedLoop(8);
        traffic.retries = {.maxAttempts = 20, .initialBackoff = 500ms, .maxBackoff = 500ms, .jitter = 0, .budget = 100};
        begin(world, uniformPlan(2, 2), traffic);
        RUN(world, 5s);
        world.dispatcher.endTraffic(world.now);
        const std::uint64_t attempts = seen(world).retries.attempts;
        RUN(world, 5s);
        QCOMPARE(seen(world).retries.attempts, attempts);
        QCOMPARE(seen(world).inFlight + seen(world).waiting, 0u);
    }

    void itStartsAgainAsBefore()
    {
        DispatcherWorld world(3);
        begin(world, uniformPlan(2, 2), closedLoop(8));
        RUN(world, 1s);
        const std::uint64_t waiting = seen(world).waiting;
        world.dispatcher.endTraffic(world.now);
        RUN(world, 1s);
        const std::uint64_t completed = seen(world).requests.completed;
        world.dispatcher.startTraffic(world.now);
        RUN(world, 1s);
        QVERIFY(seen(world).requests.completed > completed + 100);
        QCOMPARE(seen(world).requests.cancelled, waiting);
    }
};

QTEST_GUILESS_MAIN(TestTrafficEnd)
#include "tst_trafficend.moc"
