// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/trafficcontrol.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

Snapshot shown(const TrafficControl &traffic)
{
    Snapshot snapshot;
    traffic.fill(snapshot);
    return snapshot;
}

// Ten failures in each second. Why the traffic is to be stopped, or null.
const FailureStop *failFor(TrafficControl &traffic, std::chrono::seconds duration)
{
    for (TimePoint now{}; now < TimePoint(duration);) {
        for (int i = 0; i < 10; ++i)
            traffic.requestFailed("42P01", "no such table");
        now += 1s;
        if (const FailureStop *why = traffic.watchFailures(now))
            return why;
    }
    return nullptr;
}

} // namespace

class TestTrafficControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachChangeIsToldOnce()
    {
        TrafficControl traffic(1);
        QVERIFY(!traffic.pause() && !traffic.stop(TimePoint(1s)));
        QVERIFY(traffic.start(FailureLimit::Half, TimePoint(2s)));
        QVERIFY(!traffic.start(FailureLimit::Half, TimePoint(3s)));
        QVERIFY(traffic.pause());
        QVERIFY(!traffic.pause());
        QVERIFY(traffic.start(FailureLimit::Half, TimePoint(4s)));
        QVERIFY(traffic.stop(TimePoint(5s)));
        QVERIFY(!traffic.stop(TimePoint(6s)));
        const Snapshot seen = shown(traffic);
        QCOMPARE(seen.traffic, TrafficState::Stopped);
        QCOMPARE(seen.trafficSince, TimePoint(2s)); // a pause does not begin it anew
        QCOMPARE(seen.trafficUntil, TimePoint(5s));
    }

    void aStartThatIsNotCarriedOutCountsToo()
    {
        TrafficControl traffic(1);
        traffic.countStart();
        traffic.countStart();
        QCOMPARE(shown(traffic).trafficStarts, std::uint64_t(2));
        QCOMPARE(shown(traffic).traffic, TrafficState::Stopped);
    }

    void whyTheTrafficWasStoppedIsShownUntilItStartsAgain()
    {
        TrafficControl traffic(1);
        traffic.start(FailureLimit::Half, TimePoint{});
        const FailureStop *why = failFor(traffic, 2s);
        QVERIFY(why);
        QCOMPARE(why->sqlState, std::string("42P01"));
        traffic.stop(TimePoint(2s));
        QCOMPARE(shown(traffic).failureStop, std::optional(*why));
        traffic.start(FailureLimit::Half, TimePoint(3s));
        QVERIFY(!shown(traffic).failureStop);
    }

    void withoutALimitFailuresDoNotStopIt()
    {
        TrafficControl traffic(1);
        traffic.start(FailureLimit::None, TimePoint{});
        QVERIFY(!failFor(traffic, 5s));
    }

    void anEndHoldsUntilTheNextStart()
    {
        TrafficControl traffic(1);
        traffic.start(FailureLimit::Half, TimePoint{});
        traffic.stop(TimePoint(1s));
        QVERIFY(!traffic.isEnded());
        traffic.end();
        QVERIFY(traffic.isEnded());
        traffic.start(FailureLimit::Half, TimePoint(2s));
        QVERIFY(!traffic.isEnded());
    }
};

QTEST_GUILESS_MAIN(TestTrafficControl)
#include "tst_trafficcontrol.moc"
