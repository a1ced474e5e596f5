// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/pooldriver.h"

#include <set>

using namespace poolwart;
using namespace std::chrono_literals;

// What the pool does by itself: minimum idle, idle timeout, lifetime, back-off.
class TestPoolHousekeeping : public QObject
{
    Q_OBJECT

private:
    static PoolDriver backedOff(int slots, std::optional<int> minimumIdle = {})
    {
        PoolDriver driver(lastingPool(slots, minimumIdle));
        driver.apply();
        for (int slot = 0; slot < minimumIdle.value_or(slots); ++slot)
            driver.openFailed(static_cast<SlotIndex>(slot));
        return driver;
    }

private Q_SLOTS:
    // --- minimum idle

    void onlyTheMinimumIsOpenedAtTheStart()
    {
        PoolDriver driver(lastingPool(5, 2));
        SAYS(driver.apply(), "open 0, open 1");
    }

    void theMinimumIsMadeUpForAsSlotsAreLent()
    {
        PoolDriver driver = PoolDriver(lastingPool(4, 2)).started();
        SAYS(driver.acquire(1), "grant 1 to 1, open 2");
        SAYS(driver.acquire(2), "grant 0 to 2, open 3");
        SAYS(driver.opened(2), "");
        SAYS(driver.opened(3), "");
        SAYS(driver.acquire(3), "grant 3 to 3"); // four is the most
    }

    void theMinimumIsMadeUpForAlsoBehindWaiters()
    {
        PoolDriver driver(lastingPool(3, 1));
        SAYS(driver.apply(), "open 0");
        SAYS(driver.acquire(1), "");
        SAYS(driver.opened(0), "grant 0 to 1, open 1");
        SAYS(driver.acquire(2), "");
        SAYS(driver.acquire(3), "open 2");
    }

    void withoutAMinimumEachWaiterOpensOneUpToTheSize()
    {
        PoolDriver driver(lastingPool(2, 0));
        SAYS(driver.apply(), "");
        SAYS(driver.acquire(1), "open 0");
        SAYS(driver.acquire(2), "open 1");
        SAYS(driver.acquire(3), "");
        SAYS(driver.opened(0), "grant 0 to 1");
        SAYS(driver.release(0), "grant 0 to 2");
        SAYS(driver.release(0), "grant 0 to 3");
        SAYS(driver.opened(1), "");
    }

    void aPausedPoolOpensNoMoreThanItsWaitersAndItsMinimumNeed()
    {
        PoolDriver driver = PoolDriver(lastingPool(5, 2)).started();
        driver.pause();
        SAYS(driver.acquire(1), "");
        SAYS(driver.acquire(2), "");
        SAYS(driver.acquire(3), "open 2");
    }

    // --- idle timeout

    void aSurplusConnectionIsClosedAtItsIdleTimeout()
    {
        PoolDriver driver(lastingPool(3, 1));
        driver.plan.idleTimeout = 10s;
        driver.apply();
        driver.opened(0);
        driver.acquire(1); // slot 0; opens 1
        driver.opened(1);
        driver.acquire(2); // slot 1; opens 2
        driver.opened(2);
        SAYS(driver.slots(), "uui");
        driver.after(1s);
        driver.release(0);
        driver.after(1s);
        driver.release(1);
        SAYS(driver.after(8s), "close 2"); // idle since the beginning
        SAYS(driver.after(1s), "close 0");
        SAYS(driver.after(1h), ""); // one is the minimum
        SAYS(driver.closed(2), "");
        SAYS(driver.closed(0), "");
        SAYS(driver.slots(), "-i-");
        QCOMPARE(driver.pool.counters().idleClosed, 2U);
        QCOMPARE(driver.due(), std::nullopt);
    }

    void aConnectionThatIsUsedNowAndThenStays()
    {
        PoolDriver driver(lastingPool(2, 0));
        driver.plan.idleTimeout = 10s;
        driver.apply();
        driver.acquire(0);
        driver.opened(0);
        driver.release(0);
        for (std::uint64_t request = 1; request < 10; ++request) {
            SAYS(driver.after(10s - 1ns), "");
            SAYS(driver.acquire(request), "grant 0 to " + QByteArray::number(qulonglong(request)));
            SAYS(driver.release(0), "");
        }
        SAYS(driver.after(10s), "close 0");
    }

    void aConnectionThatWasNeededForTheMinimumOnlyGoesAsSoonAsItIsNot()
    {
        PoolDriver driver = PoolDriver(lastingPool(2, 1)).started();
        driver.plan.idleTimeout = 10s;
        driver.apply();
        driver.acquire(1); // opens 1
        driver.opened(1);
        SAYS(driver.after(1min), ""); // the only idle one, and one is the minimum
        SAYS(driver.release(0), "");
        QCOMPARE(driver.due(), std::optional<Duration>(-50s));
        SAYS(driver.after(0s), "close 1");
    }

    void aShorterIdleTimeoutHoldsAtOnce()
    {
        PoolDriver driver(lastingPool(2, 0));
        driver.apply();
        driver.acquire(1);
        driver.opened(0);
        driver.release(0);
        SAYS(driver.after(10s), "");
        driver.plan.idleTimeout = 5s;
        driver.apply();
        SAYS(driver.after(0s), "close 0");
    }

    // --- lifetime

    void anIdleConnectionIsReplacedAtTheEndOfItsLife()
    {
        PoolDriver driver(lastingPool(1));
        driver.plan.maxLifetime = 100s;
        driver.apply();
        driver.opened(0);
        const Duration life = driver.due().value_or(0s);
        QVERIFY(life > 90s && life <= 100s);
        SAYS(driver.after(life - 1ns), "");
        SAYS(driver.after(1ns), "close 0");
        SAYS(driver.closed(0), "open 0");
        QCOMPARE(driver.pool.counters().lifetimeClosed, 1U);
    }

    void connectionsThatOpenTogetherDoNotEndTogether()
    {
        PoolDriver driver(lastingPool(100));
        driver.plan.maxLifetime = 1000s;
        driver.apply();
        for (SlotIndex slot = 0; slot < 100; ++slot)
            driver.opened(slot);
        std::set<TimePoint> ends;
        const TimePoint start = driver.now;
        while (driver.pool.idle() > 0) {
            driver.after(driver.due().value_or(1h));
            ends.insert(driver.now);
        }
        QCOMPARE(ends.size(), 100U);
        QVERIFY(*ends.begin() >= start + 900s && *ends.begin() < start + 910s);
        QVERIFY(*ends.rbegin() <= start + 1000s && *ends.rbegin() > start + 990s);
    }

    void aBusyConnectionThatIsTooOldEndsWithItsRequest()
    {
        PoolDriver driver(lastingPool(1));
        driver.plan.maxLifetime = 100s;
        driver.apply();
        driver.opened(0);
        driver.acquire(1);
        driver.plan.acquireTimeout = 1h;
        driver.apply();
        driver.acquire(2);
        SAYS(driver.after(100s), "");
        SAYS(driver.release(0), "close 0");
        SAYS(driver.closed(0), "open 0");
        SAYS(driver.opened(0), "grant 0 to 2");
        QCOMPARE(driver.pool.counters().lifetimeClosed, 1U);
    }

    void theEndOfALifeIsRememberedAlsoWhereTheSlotWasBusyAtTheLastTick()
    {
        PoolDriver driver(lastingPool(1));
        driver.plan.maxLifetime = 100s;
        driver.apply();
        driver.opened(0);
        driver.acquire(1);
        driver.after(1s);
        driver.release(0);
        const Duration left = driver.due().value_or(0s);
        QVERIFY(left > 89s && left <= 99s);
        SAYS(driver.after(left), "close 0");
    }

    void aNewLifetimeHoldsForNewConnectionsOnly()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.plan.maxLifetime = 10s;
        driver.apply();
        SAYS(driver.after(1h), "");
        driver.lost(0);
        driver.closed(0);
        driver.opened(0);
        SAYS(driver.after(10s), "close 0");
    }

    // --- back-off

    void aFailedOpeningIsTriedAgainByOneProbeAfterAPause()
    {
        PoolDriver driver = backedOff(3);
        SAYS(driver.slots(), "bbb");
        const Duration pause = driver.due().value_or(0s);
        QVERIFY(pause >= 50ms && pause <= 100ms);
        SAYS(driver.after(pause - 1ns), "");
        SAYS(driver.after(1ns), "open 0");
        SAYS(driver.after(1h), ""); // one at a time
        SAYS(driver.opened(0), "open 1, open 2");
        QCOMPARE(driver.pool.counters().openFailures, 3U);
    }

    void thePauseDoublesUpToFiveSeconds()
    {
        PoolDriver driver = backedOff(2);
        for (const Duration whole : {100ms, 200ms, 400ms, 800ms, 1600ms, 3200ms, 5000ms, 5000ms, 5000ms}) {
            const Duration pause = driver.due().value_or(0s);
            QVERIFY(pause >= whole / 2 && pause <= whole);
            const std::string probe = driver.after(pause);
            QVERIFY(probe == "open 0" || probe == "open 1");
            driver.openFailed(probe == "open 0" ? 0 : 1);
        }
        driver.after(5s);
        driver.opened(0);
        driver.openFailed(1); // after a success it begins anew
        QVERIFY(driver.due().value_or(0s) <= 100ms);
    }

    void whatFailsTogetherCountsAsOneFailure()
    {
        PoolDriver driver(lastingPool(12));
        driver.apply();
        for (SlotIndex slot = 0; slot < 12; ++slot) {
            driver.openFailed(slot);
            QVERIFY(driver.due().value_or(0s) <= 100ms);
        }
    }

    void aRequestDuringABackOffWaitsForTheProbe()
    {
        PoolDriver driver = backedOff(2);
        SAYS(driver.acquire(1), "");
        SAYS(driver.after(100ms), "open 0");
        SAYS(driver.opened(0), "grant 0 to 1, open 1");
    }

    void aRequestAfterABackOffIsOverOpensAConnection()
    {
        PoolDriver driver(lastingPool(1, 0));
        driver.apply();
        driver.acquire(1);
        driver.openFailed(0);
        SAYS(driver.rejectWaiters(), "reject 1");
        SAYS(driver.after(1s), "");                           // nobody wants one
        QCOMPARE(driver.due(), std::optional<Duration>(19s)); // the rejected one's deadline, as it may
        SAYS(driver.acquire(2), "open 0");
    }

    void aRequestThatComesBeforeABackOffIsOverIsNotForgotten()
    {
        PoolDriver driver(lastingPool(2, 0));
        driver.plan.idleTimeout = 10ms;
        driver.apply();
        driver.acquire(1);
        driver.acquire(2);
        driver.opened(0);
        driver.openFailed(1);
        driver.release(0);
        driver.release(0);
        SAYS(driver.after(10ms), "close 0"); // care was taken, and no opening was wanted
        SAYS(driver.acquire(3), "");
        const Duration pause = driver.due().value_or(1h);
        QVERIFY(pause <= 90ms);
        SAYS(driver.after(pause), "open 1");
    }

    void aPoolThatCanOpenNothingIsNotTickedForIt()
    {
        PoolDriver driver = backedOff(1);
        driver.closeSlot(0);
        SAYS(driver.slots(), "=");
        SAYS(driver.after(1h), "");
        QCOMPARE(driver.due(), std::nullopt);
    }

    void aSlotBacksOffOnlyAsLongAsItIsWanted()
    {
        PoolDriver driver(lastingPool(2, 0));
        driver.apply();
        driver.acquire(1);
        driver.acquire(2);
        driver.openFailed(0);
        driver.openFailed(1);
        SAYS(driver.slots(), "bb");
        SAYS(driver.after(20s), "time out 1, time out 2");
        SAYS(driver.slots(), "--");
        QCOMPARE(driver.due(), std::nullopt);
    }

    void aProbeDoesNotExceedTheSizeBesideBusyRetiringSlots()
    {
        PoolDriver driver = PoolDriver(lastingPool(4)).started();
        for (std::uint64_t request = 0; request < 4; ++request)
            driver.acquire(request);
        driver.recycle();
        driver.release(0);
        driver.closed(0); // opens 0
        driver.openFailed(0);
        driver.plan.slots = 2;
        driver.apply();
        SAYS(driver.after(1s), ""); // three busy ones, and two are wanted
        driver.release(1);
        driver.release(2);
        SAYS(driver.closed(1), "");
        SAYS(driver.closed(2), "open 0");
    }
};

QTEST_GUILESS_MAIN(TestPoolHousekeeping)
#include "tst_poolhousekeeping.moc"
