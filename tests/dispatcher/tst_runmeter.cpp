// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/runmeter.h"
#include "tests/dispatcher/pools.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

struct Subject
{
    RequestId arrive(RequestKind kind = {}, std::uint32_t workload = 0)
    {
        meter.offered();
        const RequestId id = requests.add({.kind = kind, .epoch = meter.epoch(), .workload = workload});
        meter.drawn(requests[id]);
        return id;
    }

    void end(RequestId id, Ending ending)
    {
        meter.ended(&pool.meter, requests[id], ending);
        requests.remove(id);
    }

    void complete(int count, RequestKind kind = {}, std::uint32_t workload = 0)
    {
        for (int i = 0; i < count; ++i) {
            const RequestId id = arrive(kind, workload);
            meter.granted(pool.meter, requests[id]);
            end(id, Ending::Completed);
        }
    }

    SecondFigures endSecond(TimePoint now)
    {
        meter.endSecond(pools, arrivals, now);
        return std::move(meter.seconds().take().front());
    }

    Snapshot shown(TimePoint now) const
    {
        Snapshot snapshot;
        meter.fill(snapshot, pools, now);
        return snapshot;
    }

    std::optional<std::string> check() const { return meter.checkInvariants(pools, requests); }

    PoolTable pools;
    PoolEntry &pool = addPool(pools, {.id = PoolId(1), .name = "pool", .slots = 1});
    RequestTable requests;
    ArrivalRecorder arrivals;
    RunMeter meter;
};

} // namespace

class TestRunMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondHoldsWhatEndedInItAndTheRunHoldsAll()
    {
        Subject subject;
        subject.complete(2);
        QCOMPARE(subject.endSecond(TimePoint(1s)).requests.completed, std::uint64_t(2));
        subject.complete(3);
        const SecondFigures second = subject.endSecond(TimePoint(2s));
        QCOMPARE(second.requests.completed, std::uint64_t(3));
        QCOMPARE(second.from, TimePoint(1s));
        QCOMPARE(second.pools.size(), std::size_t(1));
        QCOMPARE(second.pools.front().requests.completed, std::uint64_t(3));
        const Snapshot seen = subject.shown(TimePoint(2s));
        QCOMPARE(seen.requests.completed, std::uint64_t(5));
        QCOMPARE(seen.response.count, std::uint64_t(5));
        QCOMPARE(subject.check(), std::nullopt);
    }

    void aRequestOfAnEarlierMeasurementIsNotCounted()
    {
        Subject subject;
        const RequestId id = subject.arrive();
        subject.meter.begin(subject.pools, TimePoint(1s));
        subject.meter.granted(subject.pool.meter, subject.requests[id]);
        subject.meter.deadlinePassed(subject.requests[id]);
        subject.meter.failed(subject.requests[id], "22012", {}, "error", TimePoint(1s));
        subject.end(id, Ending::Failed);
        const Snapshot seen = subject.shown(TimePoint(2s));
        QCOMPARE(seen.requests, RequestCounts());
        QCOMPARE(seen.acquire.count, std::uint64_t(0));
        QCOMPARE(seen.deadlinesPassed, std::uint64_t(0));
        QVERIFY(seen.errors.empty());
        QCOMPARE(seen.measuredSince, TimePoint(1s));
        QCOMPARE(subject.check(), std::nullopt);
    }

    void aRequestThatIsNeitherUnderWayNorEndedIsNoticed()
    {
        Subject subject;
        subject.arrive();
        QCOMPARE(subject.check(), std::nullopt);
        subject.meter.offered();
        QVERIFY(subject.check());
    }

    void ofAClassOnlyItsOwnRequestsAreCounted()
    {
        Subject subject;
        subject.meter.setWorkload({.scripts = {{.className = "a"}, {.className = "b"}}, .classes = {{.name = "a"}, {.name = "b"}}}, 1);
        subject.complete(1, {.classIndex = 1, .script = 1}, 1);
        subject.complete(2, {.classIndex = 0, .script = 0}, 1);
        const Snapshot seen = subject.shown(TimePoint(1s));
        QCOMPARE(seen.classes.size(), std::size_t(2));
        QCOMPARE(seen.classes[0].requests.completed, std::uint64_t(2));
        QCOMPARE(seen.classes[1].requests.completed, std::uint64_t(1));
        QCOMPARE(subject.check(), std::nullopt);
    }

    void waitingIsBlockedWhileAnotherPoolHasAFreeSlot()
    {
        Subject subject;
        PoolEntry &other = addPool(subject.pools, {.id = PoolId(2), .name = "other", .slots = 1});
        subject.meter.setLoad(subject.pool.meter, 2, false, TimePoint(0s));
        subject.meter.setLoad(other.meter, 0, true, TimePoint(1s));
        subject.meter.setLoad(other.meter, 0, false, TimePoint(3s));
        QCOMPARE(subject.shown(TimePoint(9s)).blockedWait, Duration(4s));
        subject.meter.setLoad(subject.pool.meter, 0, false, TimePoint(9s));
        subject.meter.removed(subject.pool.meter);
        subject.pools.removeIf([](const PoolEntry &entry) { return entry.pool.id() == PoolId(1); });
        QCOMPARE(subject.shown(TimePoint(9s)).blockedWait, Duration(4s)); // of pools that are no more, too
    }

    void recordedArrivalsGoWithTheSecond()
    {
        Subject subject;
        subject.arrivals.setOn(true);
        subject.arrivals.begin(TimePoint{});
        subject.arrivals.record(TimePoint(2ms), {});
        QCOMPARE(subject.endSecond(TimePoint(1s)).arrivals.size(), std::size_t(1));
        QVERIFY(subject.endSecond(TimePoint(2s)).arrivals.empty());
    }
};

QTEST_GUILESS_MAIN(TestRunMeter)
#include "tst_runmeter.moc"
