// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/pooldriver.h"

using namespace poolwart;
using namespace std::chrono_literals;

// Who gets a slot, when, and which: acquire, release, deadlines, the queue.
class TestPoolRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstApplyOpensEverySlot()
    {
        PoolDriver driver(lastingPool(3));
        SAYS(driver.apply(), "open 0, open 1, open 2");
        SAYS(driver.slots(), "ooo");
        SAYS(driver.opened(1), "");
        SAYS(driver.slots(), "oio");
        QCOMPARE(driver.pool.open(), 1);
        QCOMPARE(driver.pool.opening(), 2);
    }

    void aRequestThatFindsAnIdleSlotIsServedAtOnce()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        SAYS(driver.acquire(7), "grant 1 to 7");
        SAYS(driver.slots(), "iu");
        QCOMPARE(driver.pool.counters(), (PoolCounters{.acquired = 1, .opened = 2, .peakInUse = 1}));
    }

    void theMostRecentlyUsedSlotIsLentFirst()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        SAYS(driver.acquire(1), "grant 2 to 1");
        SAYS(driver.acquire(2), "grant 1 to 2");
        SAYS(driver.acquire(3), "grant 0 to 3");
        SAYS(driver.release(1), "");
        SAYS(driver.release(2), "");
        SAYS(driver.release(0), "");
        SAYS(driver.acquire(4), "grant 0 to 4");
        SAYS(driver.acquire(5), "grant 2 to 5");
        SAYS(driver.release(2), "");
        SAYS(driver.acquire(6), "grant 2 to 6");
    }

    void waitersAreServedFirstInFirstOut()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        driver.acquire(1);
        driver.acquire(2);
        for (const std::uint64_t request : {3, 4, 5})
            SAYS(driver.acquire(request), "");
        QCOMPARE(driver.pool.waiting(), 3);
        SAYS(driver.release(1), "grant 1 to 3");
        SAYS(driver.acquire(6), ""); // a newcomer queues up behind them
        SAYS(driver.release(0), "grant 0 to 4");
        SAYS(driver.release(0), "grant 0 to 5");
        SAYS(driver.release(1), "grant 1 to 6");
        SAYS(driver.release(1), "");
        QCOMPARE(driver.pool.counters().peakWaiting, 3);
    }

    void waitersGetTheConnectionsAsTheyOpen()
    {
        PoolDriver driver(lastingPool(2));
        driver.apply();
        SAYS(driver.acquire(1), "");
        SAYS(driver.acquire(2), "");
        SAYS(driver.acquire(3), "");
        SAYS(driver.opened(1), "grant 1 to 1");
        SAYS(driver.opened(0), "grant 0 to 2");
        SAYS(driver.release(1), "grant 1 to 3");
    }

    void aWaiterTimesOutAtItsDeadlineAndNotBefore()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.plan.acquireTimeout = 500ms;
        driver.apply();
        driver.acquire(1);
        driver.acquire(2);
        SAYS(driver.after(200ms), "");
        driver.acquire(3);
        QCOMPARE(driver.due(), std::optional<Duration>(300ms));
        SAYS(driver.after(300ms - 1ns), "");
        SAYS(driver.after(1ns), "time out 2");
        QCOMPARE(driver.due(), std::optional<Duration>(200ms));
        SAYS(driver.after(200ms), "time out 3");
        QCOMPARE(driver.due(), std::nullopt);
        QCOMPARE(driver.pool.counters().timedOut, 2U);
        SAYS(driver.release(0), "");
    }

    void aLateTickTimesOutAllThatAreDueInTheirOrder()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        for (std::uint64_t request = 1; request <= 4; ++request)
            driver.acquire(request);
        SAYS(driver.after(1min), "time out 2, time out 3, time out 4");
    }

    void aSlotIsNotHandedToAWaiterWhoseDeadlineHasPassed()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.plan.acquireTimeout = 100ms;
        driver.apply();
        driver.acquire(1);
        driver.acquire(2);
        driver.now += 50ms;
        driver.acquire(3);
        driver.now += 50ms; // exactly the deadline of 2, and nobody has ticked
        SAYS(driver.release(0), "time out 2, grant 0 to 3");
        driver.acquire(4);
        driver.now += 1h;
        SAYS(driver.release(0), "time out 4");
        SAYS(driver.slots(), "i");
    }

    void waitersKeepTheirDeadlineWhenTheAcquireTimeoutChanges()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.acquire(1);
        driver.acquire(2); // 20 s
        driver.plan.acquireTimeout = 1s;
        driver.apply();
        driver.acquire(3); // 1 s: behind 2 in the queue, before it in time
        SAYS(driver.after(1s), "time out 3");
        driver.plan.acquireTimeout = 60s;
        driver.apply();
        SAYS(driver.after(19s), "time out 2");
    }

    void oneMoreThanTheQueueLimitIsRejected()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.plan.queueLimit = 2;
        driver.apply();
        driver.acquire(1);
        SAYS(driver.acquire(2), "");
        SAYS(driver.acquire(3), "");
        SAYS(driver.acquire(4), "reject 4");
        SAYS(driver.release(0), "grant 0 to 2");
        SAYS(driver.acquire(5), "");
        QCOMPARE(driver.pool.counters().rejected, 1U);
    }

    void aLowerQueueLimitKeepsThoseThatWaitAlready()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        for (std::uint64_t request = 1; request <= 4; ++request)
            driver.acquire(request);
        driver.plan.queueLimit = 1;
        SAYS(driver.apply(), "");
        QCOMPARE(driver.pool.waiting(), 3);
        SAYS(driver.acquire(5), "reject 5");
        driver.release(0);
        driver.release(0);
        QCOMPARE(driver.pool.waiting(), 1);
        SAYS(driver.acquire(6), "reject 6");
        SAYS(driver.release(0), "grant 0 to 4");
        SAYS(driver.acquire(7), "");
    }

    void aQueueLimitOfZeroLendsOnlyWhatIsIdle()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.plan.queueLimit = 0;
        driver.apply();
        SAYS(driver.acquire(1), "grant 0 to 1");
        SAYS(driver.acquire(2), "reject 2");
        SAYS(driver.release(0), "");
        SAYS(driver.acquire(3), "grant 0 to 3");
    }

    void aBrokenConnectionIsReplacedWhileItsWaitersWait()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.acquire(1);
        driver.acquire(2);
        SAYS(driver.release(0, false), "close 0");
        SAYS(driver.closed(0), "open 0");
        SAYS(driver.opened(0), "grant 0 to 2");
        QCOMPARE(driver.pool.counters().broken, 1U);
    }

    void anIdleConnectionThatIsLostIsReplaced()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        SAYS(driver.lost(1), "close 1");
        SAYS(driver.acquire(1), "grant 0 to 1");
        SAYS(driver.lost(0), ""); // lent: the request will find out
        SAYS(driver.lost(1), ""); // known already
        SAYS(driver.closed(1), "open 1");
        QCOMPARE(driver.pool.counters().broken, 1U);
    }

    void theOldestWaiterSaysSinceWhenItWaits()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        QCOMPARE(driver.pool.oldestWaiterSince().has_value(), false);
        driver.acquire(1);
        const TimePoint since = driver.now;
        driver.acquire(2);
        driver.after(1s);
        driver.acquire(3);
        QVERIFY(driver.pool.oldestWaiterSince() == since);
        driver.release(0);
        QVERIFY(driver.pool.oldestWaiterSince() == since + 1s);
    }

    void resetCountersKeepWhatIsNowAsTheirPeaks()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        for (std::uint64_t request = 1; request <= 5; ++request)
            driver.acquire(request);
        driver.release(0);
        driver.pool.resetCounters();
        QCOMPARE(driver.pool.counters(), (PoolCounters{.peakInUse = 2, .peakWaiting = 2}));
    }
};

QTEST_GUILESS_MAIN(TestPoolRequests)
#include "tst_poolrequests.moc"
