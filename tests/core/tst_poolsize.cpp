// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/pooldriver.h"

using namespace poolwart;
using namespace std::chrono_literals;

// How many connections there are: live growing and shrinking, and slots closed, reopened and recycled by hand.
class TestPoolSize : public QObject
{
    Q_OBJECT

private:
    static PoolDriver allInUse(int slots)
    {
        PoolDriver driver = PoolDriver(lastingPool(slots)).started();
        for (int request = 0; request < slots; ++request)
            driver.acquire(static_cast<std::uint64_t>(request));
        return driver;
    }
    static std::string resize(PoolDriver &driver, int slots)
    {
        driver.plan.slots = slots;
        return driver.apply();
    }

private Q_SLOTS:
    void growingOpensWhatIsMissing()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        SAYS(resize(driver, 4), "open 2, open 3");
        SAYS(driver.slots(), "iioo");
        SAYS(resize(driver, 4), "");
    }

    void shrinkingClosesIdleSlotsFromTheEnd()
    {
        PoolDriver driver = PoolDriver(lastingPool(4)).started();
        SAYS(resize(driver, 2), "close 3, close 2");
        SAYS(driver.slots(), "iirr");
        SAYS(driver.closed(2), "");
        SAYS(driver.slots(), "ii-r");
        SAYS(driver.closed(3), "");
        SAYS(driver.slots(), "ii");
    }

    void shrinkingTakesIdleSlotsBeforeBusyOnes()
    {
        PoolDriver driver = PoolDriver(lastingPool(4)).started();
        driver.acquire(1); // slot 3
        driver.acquire(2); // slot 2
        SAYS(resize(driver, 1), "close 1, close 0");
        SAYS(driver.slots(), "rrur");
        SAYS(driver.release(3), "close 3");
        SAYS(driver.release(2), "");
        SAYS(driver.closed(1), "");
        SAYS(driver.closed(0), "");
        SAYS(driver.closed(3), "");
        SAYS(driver.slots(), "--i");
        QCOMPARE(driver.pool.open(), 1);
    }

    void aBusySlotThatRetiresServesItsRequestAndNoOther()
    {
        PoolDriver driver = allInUse(2);
        SAYS(resize(driver, 1), "");
        SAYS(driver.slots(), "ur");
        QCOMPARE(driver.pool.inUse(), 2); // more than wanted, until it is done
        driver.acquire(9);
        SAYS(driver.release(1), "close 1");
        SAYS(driver.release(0), "grant 0 to 9");
    }

    void growingTakesBusyRetiringSlotsBackBeforeItOpensAny()
    {
        PoolDriver driver = allInUse(4);
        resize(driver, 1);
        SAYS(driver.slots(), "urrr");
        SAYS(resize(driver, 3), "");
        SAYS(driver.slots(), "uuur");
        SAYS(resize(driver, 6), "open 4, open 5");
        SAYS(driver.slots(), "uuuuoo");
        SAYS(driver.release(3), "");
    }

    void aConnectionThatIsBeingClosedIsWaitedForBeforeItsSuccessorOpens()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        SAYS(resize(driver, 1), "close 2, close 1");
        SAYS(resize(driver, 3), ""); // the server would see five
        SAYS(driver.closed(1), "open 1");
        SAYS(driver.closed(2), "open 2");
        SAYS(driver.slots(), "ioo");
    }

    void aBrokenSlotIsReplacedByABusyRetiringOne()
    {
        PoolDriver driver = allInUse(2);
        resize(driver, 1);
        SAYS(driver.release(0, false), "close 0");
        SAYS(driver.slots(), "ru");
        SAYS(driver.closed(0), "");
        SAYS(driver.release(1), "");
        SAYS(driver.slots(), "-i");
    }

    void shrinkingPrefersConnectionsThatAreNotOpenYet()
    {
        PoolDriver driver(lastingPool(3));
        driver.apply();
        driver.opened(2);
        SAYS(resize(driver, 1), "");
        SAYS(driver.opened(0), "close 0");
        SAYS(driver.opened(1), "close 1");
        SAYS(driver.closed(0), "");
        SAYS(driver.closed(1), "");
        SAYS(driver.slots(), "--i");
    }

    void anOpeningThatWasGivenUpIsTakenBackWhenThePoolGrowsAgain()
    {
        PoolDriver driver(lastingPool(3));
        driver.apply();
        SAYS(resize(driver, 1), "");
        SAYS(resize(driver, 2), "");
        SAYS(driver.opened(1), "");
        SAYS(driver.opened(2), "close 2");
        SAYS(driver.opened(0), "");
        SAYS(driver.closed(2), "");
        SAYS(driver.slots(), "ii");
    }

    void anOpeningThatWasGivenUpAndFailedIsForgotten()
    {
        PoolDriver driver(lastingPool(2));
        driver.apply();
        resize(driver, 1);
        SAYS(driver.openFailed(1), "");
        SAYS(driver.slots(), "o");
    }

    void resizingWorksWhileThePoolIsPaused()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        driver.pause();
        driver.acquire(1);
        driver.acquire(2);
        driver.acquire(3);
        SAYS(resize(driver, 3), "open 2");
        SAYS(driver.opened(2), "");
        SAYS(resize(driver, 1), "close 2, close 1");
        SAYS(driver.resume(), "grant 0 to 1");
    }

    void aLargerMinimumIsOpenedAtOnce()
    {
        PoolDriver driver = PoolDriver(lastingPool(4, 1)).started();
        SAYS(driver.slots(), "i---");
        driver.plan.minimumIdle = 3;
        SAYS(driver.apply(), "open 1, open 2");
    }

    // --- by hand

    void aSlotClosedByHandStaysClosedUntilItIsReopened()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        SAYS(driver.closeSlot(0), "close 0");
        SAYS(driver.slots(), "Ri");
        SAYS(driver.closed(0), "");
        SAYS(driver.slots(), "=i");
        driver.acquire(1);
        SAYS(driver.acquire(2), ""); // no opening for it
        SAYS(driver.reopenSlot(0), "open 0");
        SAYS(driver.opened(0), "grant 0 to 2");
    }

    void aBusySlotClosedByHandFinishesItsRequestFirst()
    {
        PoolDriver driver = allInUse(1);
        SAYS(driver.closeSlot(0), "");
        SAYS(driver.slots(), "R");
        driver.acquire(9);
        SAYS(driver.release(0), "close 0");
        SAYS(driver.closed(0), "");
        SAYS(driver.slots(), "=");
        SAYS(driver.after(20s), "time out 9");
    }

    void anOpeningSlotClosedByHandIsClosedAsSoonAsItIsOpen()
    {
        PoolDriver driver(lastingPool(1));
        driver.apply();
        SAYS(driver.closeSlot(0), "");
        SAYS(driver.opened(0), "close 0");
        SAYS(driver.closed(0), "");
        SAYS(driver.slots(), "=");
    }

    void aSlotHeldClosedIsTheFirstToGoWhenThePoolShrinks()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        driver.closeSlot(0);
        driver.closed(0);
        SAYS(resize(driver, 2), "");
        SAYS(driver.slots(), "-ii");
        SAYS(resize(driver, 3), "open 0");
    }

    void closingByHandWhatIsLeavingAnywayCostsNoOtherSlot()
    {
        PoolDriver driver = allInUse(3);
        resize(driver, 2);
        SAYS(driver.release(0), "");
        SAYS(driver.slots(), "iur");
        SAYS(driver.closeSlot(2), "");
        SAYS(driver.slots(), "iur");
        SAYS(driver.release(2), "close 2");
        SAYS(driver.closed(2), "");
        SAYS(driver.slots(), "iu");
    }

    void reopeningReplacesAConnectionNowOrWhenItsRequestIsDone()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        driver.acquire(1);
        SAYS(driver.reopenSlot(0), "close 0");
        SAYS(driver.reopenSlot(1), "");
        SAYS(driver.slots(), "rr");
        SAYS(driver.closed(0), "open 0");
        SAYS(driver.release(1), "close 1");
        SAYS(driver.closed(1), "open 1");
    }

    void recyclingReplacesEveryConnection()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        driver.acquire(1); // slot 2
        SAYS(driver.recycle(), "close 0, close 1");
        SAYS(driver.closed(1), "open 1");
        SAYS(driver.closed(0), "open 0");
        SAYS(driver.release(2), "close 2");
        SAYS(driver.closed(2), "open 2");
    }

    void growingDoesNotTakeBackWhatIsToBeReplaced()
    {
        PoolDriver driver = allInUse(2);
        driver.recycle();
        SAYS(resize(driver, 3), "open 2");
        SAYS(driver.slots(), "rro");
        SAYS(driver.release(0), "close 0");
    }

    void whatIsToBeReplacedStaysSoWhenItIsClosedByHandAndThePoolShrinksAndGrows()
    {
        PoolDriver driver = allInUse(2);
        driver.recycle();
        driver.closeSlot(1);
        driver.closeSlot(0);
        resize(driver, 1);
        resize(driver, 2);
        SAYS(driver.release(1), "close 1");
        SAYS(driver.release(0), "close 0");
    }

    void recyclingReplacesWhatIsJustBeingOpened()
    {
        PoolDriver driver(lastingPool(1));
        driver.apply();
        SAYS(driver.recycle(), "");
        SAYS(driver.opened(0), "close 0"); // it may lead to the old server
        SAYS(driver.closed(0), "open 0");
    }

    void recyclingEndsABackOff()
    {
        PoolDriver driver(lastingPool(2));
        driver.apply();
        driver.openFailed(0);
        driver.openFailed(1);
        SAYS(driver.slots(), "bb");
        SAYS(driver.recycle(), "open 0, open 1");
    }

    // --- renewed

    void connectionsAreRenewedOneAfterTheOther()
    {
        PoolDriver driver = PoolDriver(lastingPool(3)).started();
        driver.acquire(1); // slot 2
        SAYS(driver.renew(), "close 0");
        SAYS(driver.slots(), "riu");
        SAYS(driver.release(2), ""); // not its turn: it serves on
        SAYS(driver.closed(0), "open 0");
        SAYS(driver.acquire(2), "grant 2 to 2");
        SAYS(driver.opened(0), "close 1");
        SAYS(driver.closed(1), "open 1");
        SAYS(driver.opened(1), "");
        SAYS(driver.release(2), "close 2");
        SAYS(driver.closed(2), "open 2");
        SAYS(driver.opened(2), "");
        SAYS(driver.slots(), "iii");
        SAYS(driver.acquire(3), "grant 2 to 3");
        SAYS(driver.release(2), ""); // renewed once
    }

    void aRenewalWaitsWhileOpeningsFail()
    {
        PoolDriver driver = PoolDriver(lastingPool(2)).started();
        SAYS(driver.renew(), "close 0");
        driver.closed(0);
        SAYS(driver.openFailed(0), "");
        SAYS(driver.slots(), "bi"); // the other one serves until the first is there again
        SAYS(driver.after(5s), "open 0");
        SAYS(driver.opened(0), "close 1");
    }

    // --- openings that others decide on

    void anOpeningThatWasNotBegunIsWithdrawnWithoutAFailure()
    {
        PoolDriver driver(lastingPool(2));
        SAYS(driver.apply(), "open 0, open 1");
        driver.plan.slots = 1;
        driver.apply();
        QVERIFY(!driver.pool.isOpeningWanted(1));
        SAYS(driver.openWithdrawn(1), "");
        QCOMPARE(driver.pool.counters().openFailures, std::uint64_t(0));
        SAYS(driver.slots(), "o");
    }

    void aBackOffEndsAtOnceWhereItsCauseHasPassed()
    {
        PoolDriver driver(lastingPool(2));
        driver.apply();
        driver.openFailed(0);
        SAYS(driver.openFailed(1), "");
        QVERIFY(driver.pool.awaitsRetry() && !driver.pool.canServe());
        SAYS(driver.retryNow(), "open 0"); // one at a time
        SAYS(driver.retryNow(), "");
        SAYS(driver.opened(0), "open 1");
        QVERIFY(driver.pool.canServe());
    }
};

QTEST_GUILESS_MAIN(TestPoolSize)
#include "tst_poolsize.moc"
