// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arrivals/sourceuse.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;

class TestClosedLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingComesBeforeTheStartAndAfterTheStop()
    {
        TrafficSource source(1);
        source.setArrivals(ClosedLoop{.clients = 2}, start);
        QVERIFY(!source.isRunning() && !source.take(start) && !source.nextDue());
        source.start(start);
        QVERIFY(source.isRunning());
        QCOMPARE(takeClients(source, start), (Clients{0, 1}));
        source.ended(0, false, start);
        source.stop();
        QVERIFY(!source.take(start) && !source.nextDue());
        source.start(start + 1s);
        QCOMPARE(takeClients(source, start + 1s), (Clients{0}));
    }

    void eachClientSendsAgainWhenItsRequestHasEnded()
    {
        TrafficSource source = running(ClosedLoop{.clients = 3});
        QVERIFY(*source.nextDue() <= start);
        QCOMPARE(takeClients(source, start), (Clients{0, 1, 2}));
        QVERIFY(!source.nextDue());
        source.ended(2, false, start + 5ms);
        source.ended(0, false, start + 6ms);
        QVERIFY(*source.nextDue() <= start + 6ms);
        QCOMPARE(takeClients(source, start + 6ms), (Clients{2, 0}));
    }

    void aClientThinksBeforeItSendsAgain()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2, .thinkTime = 100ms});
        QCOMPARE(takeClients(source, start), (Clients{0, 1})); // not before the first
        source.ended(1, false, start + 10ms);
        source.ended(0, false, start + 20ms);
        QVERIFY(source.nextDue() == start + 110ms);
        QCOMPARE(takeClients(source, start + 110ms - 1ns), (Clients{}));
        QCOMPARE(takeClients(source, start + 110ms), (Clients{1}));
        QVERIFY(source.nextDue() == start + 120ms);
        QCOMPARE(takeClients(source, start + 1s), (Clients{0}));
    }

    void aChangedThinkTimeHoldsAlsoForThoseWhoThink()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2, .thinkTime = 1h});
        takeAll(source, start);
        source.ended(0, false, start + 1s);
        source.ended(1, false, start + 3s);
        source.setArrivals(ClosedLoop{.clients = 2, .thinkTime = 10s}, start + 5s);
        QVERIFY(source.nextDue() == start + 11s);
        source.setArrivals(ClosedLoop{.clients = 2, .thinkTime = 3s}, start + 5s);
        QCOMPARE(takeClients(source, start + 5s), (Clients{0}));
        QVERIFY(source.nextDue() == start + 6s);
        source.setArrivals(ClosedLoop{.clients = 2, .thinkTime = 1min}, start + 5s);
        QVERIFY(source.nextDue() == start + 1min + 3s);
        source.setArrivals(ClosedLoop{.clients = 2}, start + 5s);
        QCOMPARE(takeClients(source, start + 5s), (Clients{1}));
    }

    void exponentialThinkTimesHaveTheirMeanAndItsSpread()
    {
        const int draws = 100'000;
        TrafficSource source = running(ClosedLoop{.clients = 1, .thinkTime = 20ms, .thinksExponentially = true});
        takeAll(source, start);
        double sum = 0;
        double squares = 0;
        TimePoint now = start;
        for (int i = 0; i < draws; ++i) {
            source.ended(0, false, now);
            const TimePoint due = source.nextDue().value();
            const double thought = double((due - now).count()) * 1e-6 / 20;
            sum += thought;
            squares += thought * thought;
            now = std::max(due, now);
            QCOMPARE(takeClients(source, now), (Clients{0}));
        }
        const double mean = sum / draws;
        QVERIFY(std::abs(mean - 1) < 0.019);                          // six standard errors
        QVERIFY(std::abs(squares / draws - mean * mean - 1) < 0.054); // of the variance: sqrt(8/n)
    }

    void aChangedMeanStretchesTheThinkTimeThatIsUnderWay()
    {
        TrafficSource source = running(ClosedLoop{.clients = 1, .thinkTime = 1s, .thinksExponentially = true});
        takeAll(source, start);
        source.ended(0, false, start);
        const Duration thought = source.nextDue().value() - start;
        source.setArrivals(ClosedLoop{.clients = 1, .thinkTime = 3s, .thinksExponentially = true}, start);
        QVERIFY(std::chrono::abs(source.nextDue().value() - start - 3 * thought) <= 3ns);
        source.setArrivals(ClosedLoop{.clients = 1, .thinkTime = 3s}, start);
        QVERIFY(source.nextDue() == start + 3s);
    }

    void aRefusedClientWaitsALittleSoThatItDoesNotSpin()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2});
        takeAll(source, start);
        source.ended(0, true, start);
        source.ended(1, false, start);
        QCOMPARE(takeClients(source, start), (Clients{1}));
        QVERIFY(source.nextDue() == start + 10ms);
        QCOMPARE(takeClients(source, start + 10ms), (Clients{0}));
    }

    void aRefusedClientThinksAsLongAsAnyOther()
    {
        TrafficSource source = running(ClosedLoop{.clients = 1, .thinkTime = 1s});
        takeAll(source, start);
        source.ended(0, true, start);
        QVERIFY(source.nextDue() == start + 1s);
    }

    void moreClientsComeAtOnce()
    {
        TrafficSource source = running(ClosedLoop{.clients = 1});
        takeAll(source, start);
        source.setArrivals(ClosedLoop{.clients = 3}, start + 1s);
        QCOMPARE(takeClients(source, start + 1s), (Clients{1, 2}));
    }

    void fewerClientsLeaveWhenTheirRequestsHaveEnded()
    {
        TrafficSource source = running(ClosedLoop{.clients = 3});
        takeAll(source, start);
        source.setArrivals(ClosedLoop{.clients = 1}, start);
        for (const std::uint32_t client : {2U, 1U, 0U})
            source.ended(client, false, start);
        QCOMPARE(takeClients(source, start), (Clients{0}));
        source.setArrivals(ClosedLoop{.clients = 3}, start);
        QCOMPARE(takeClients(source, start), (Clients{1, 2}));
    }

    void aClientThatWasToLeaveAndIsWantedAgainIsNotThereTwice()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2});
        takeAll(source, start);
        source.setArrivals(ClosedLoop{.clients = 1}, start);
        source.setArrivals(ClosedLoop{.clients = 2}, start); // client 1 is still busy
        QCOMPARE(takeClients(source, start), (Clients{}));
        source.ended(1, false, start);
        QCOMPARE(takeClients(source, start), (Clients{1}));
    }

    void noClientIsNobody()
    {
        TrafficSource source = running(ClosedLoop{.clients = 0});
        QVERIFY(!source.nextDue() && !source.take(start));
    }

    void clientsThatHaveLeftAreNotWaitedFor()
    {
        TrafficSource source = running(ClosedLoop{.clients = 2, .thinkTime = 1s});
        takeAll(source, start);
        source.ended(0, false, start);
        source.ended(1, false, start);
        source.setArrivals(ClosedLoop{.clients = 0, .thinkTime = 1s}, start);
        source.take(start + 1s);
        QVERIFY(!source.nextDue());
    }
};

QTEST_GUILESS_MAIN(TestClosedLoop)
#include "tst_closedloop.moc"
