// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/pooldriver.h"

using namespace poolwart;
using namespace std::chrono_literals;

// Pause, resume, drain, and back.
class TestPoolDrain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPausedPoolLendsNothingAndItsRequestsKeepTheirDeadlines()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        driver.acquire(1); // slot 1
        SAYS(driver.pause(), "");
        QCOMPARE(driver.pool.state(), PoolState::Paused);
        SAYS(driver.acquire(2), "");
        SAYS(driver.after(10s), "");
        SAYS(driver.acquire(3), "");
        SAYS(driver.acquire(4), "");
        SAYS(driver.release(1), "");
        SAYS(driver.slots(), "ii");
        SAYS(driver.after(10s), "time out 2");
        SAYS(driver.resume(), "grant 1 to 3, grant 0 to 4");
        QCOMPARE(driver.pool.state(), PoolState::Active);
    }

    void aDrainWithoutRequestsClosesEverything()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        SAYS(driver.drain(), "close 0, close 1, close 2");
        QCOMPARE(driver.pool.state(), PoolState::Draining);
        SAYS(driver.acquire(1), "reject 1");
        driver.closed(0);
        driver.closed(2);
        QCOMPARE(driver.pool.state(), PoolState::Draining);
        SAYS(driver.closed(1), "");
        QCOMPARE(driver.pool.state(), PoolState::Drained);
        SAYS(driver.slots(), "---");
        QCOMPARE(driver.due(), std::nullopt);
        SAYS(driver.acquire(2), "reject 2");
    }

    void aDrainServesWhoeverWaitsAndRejectsNewcomers()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        for (std::uint64_t request = 1; request <= 4; ++request)
            driver.acquire(request);
        SAYS(driver.drain(), "");
        SAYS(driver.acquire(5), "reject 5");
        SAYS(driver.release(0), "grant 0 to 3");
        SAYS(driver.release(1), "grant 1 to 4");
        SAYS(driver.release(1), "close 1");
        SAYS(driver.release(0), "close 0");
        driver.closed(0);
        SAYS(driver.closed(1), "");
        QCOMPARE(driver.pool.state(), PoolState::Drained);
    }

    void aPausedPoolThatDrainsServesItsWaitersFirst()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        driver.pause();
        driver.acquire(1);
        driver.acquire(2);
        SAYS(driver.drain(), "grant 2 to 1, grant 1 to 2, close 0");
    }

    void anOpeningThatNobodyWaitsForIsDroppedByADrain()
    {
        PoolDriver driver(lastingPool(2));
        driver.apply();
        SAYS(driver.drain(), "");
        SAYS(driver.opened(0), "close 0");
        SAYS(driver.openFailed(1), "");
        QCOMPARE(driver.pool.state(), PoolState::Draining);
        SAYS(driver.closed(0), "");
        QCOMPARE(driver.pool.state(), PoolState::Drained);
        QCOMPARE(driver.pool.counters().openFailures, 1U);
    }

    void anOpeningThatSomebodyWaitsForServesBeforeItCloses()
    {
        PoolDriver driver(lastingPool(2));
        driver.apply();
        driver.acquire(1);
        SAYS(driver.drain(), "");
        SAYS(driver.opened(1), "grant 1 to 1");
        SAYS(driver.opened(0), "close 0");
        SAYS(driver.release(1), "close 1");
    }

    void aDrainThatLosesItsLastConnectionOpensOneForTheWaiters()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        for (std::uint64_t request = 1; request <= 4; ++request)
            driver.acquire(request);
        driver.drain();
        SAYS(driver.release(0, false), "close 0");
        SAYS(driver.closed(0), ""); // slot 1 is still there to serve them
        SAYS(driver.release(1, false), "close 1, open 0");
        SAYS(driver.opened(0), "grant 0 to 3");
        SAYS(driver.closed(1), "");
        SAYS(driver.release(0), "grant 0 to 4");
        SAYS(driver.release(0), "close 0");
        SAYS(driver.closed(0), "");
        QCOMPARE(driver.pool.state(), PoolState::Drained);
    }

    void aDrainWithoutAServerTriesUntilTheWaitersTimeOut()
    {
        PoolDriver driver(lastingPool(1));
        driver.apply();
        driver.acquire(1);
        driver.openFailed(0);
        SAYS(driver.drain(), "");
        SAYS(driver.after(100ms), "open 0");
        SAYS(driver.openFailed(0), "");
        const Duration pause = driver.due().value_or(0s);
        QVERIFY(pause >= 100ms && pause <= 200ms);
        SAYS(driver.after(20s), "time out 1");
        QCOMPARE(driver.pool.state(), PoolState::Drained);
    }

    void rejectingTheWaitersEndsADrainThatOnlyWaitedForThem()
    {
        PoolDriver driver(lastingPool(1));
        driver.apply();
        driver.acquire(1);
        driver.acquire(2);
        driver.openFailed(0);
        driver.drain();
        QCOMPARE(driver.pool.state(), PoolState::Draining);
        SAYS(driver.rejectWaiters(), "reject 1, reject 2");
        QCOMPARE(driver.pool.state(), PoolState::Drained);
    }

    void aDrainWithAllSlotsHeldClosedIsDrainedAtOnce()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.closeSlot(0);
        driver.closed(0);
        SAYS(driver.drain(), "");
        QCOMPARE(driver.pool.state(), PoolState::Drained);
    }

    void aDrainedPoolOpensAgainWhenItIsResumed()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        driver.drain();
        driver.closed(0);
        driver.closed(1);
        driver.plan.slots = 3;
        SAYS(driver.apply(), "");
        QCOMPARE(driver.pool.state(), PoolState::Drained);
        SAYS(driver.resume(), "open 0, open 1, open 2");
        QCOMPARE(driver.pool.state(), PoolState::Active);
    }

    void aDrainThatIsTakenBackKeepsWhatIsStillThere()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        driver.acquire(1); // slot 2
        driver.acquire(2); // slot 1
        SAYS(driver.drain(), "close 0");
        SAYS(driver.resume(), "");
        SAYS(driver.slots(), "ruu");
        SAYS(driver.closed(0), "open 0");
        SAYS(driver.release(2), "");
    }

    void aShrunkPoolThatDrainsAndComesBackHasItsNewSize()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        for (std::uint64_t request = 1; request <= 3; ++request)
            driver.acquire(request);
        driver.drain();
        driver.plan.slots = 1;
        SAYS(driver.apply(), "");
        SAYS(driver.resume(), "");
        SAYS(driver.slots(), "urr");
    }

    void aPauseDoesNotInterruptADrain()
    {
        PoolDriver driver = PoolDriver(lastingPool(1)).started();
        driver.acquire(1);
        driver.drain();
        driver.pause();
        QCOMPARE(driver.pool.state(), PoolState::Draining);
        SAYS(driver.drain(), "");
        SAYS(driver.release(0), "close 0");
    }
};

QTEST_GUILESS_MAIN(TestPoolDrain)
#include "tst_pooldrain.moc"
