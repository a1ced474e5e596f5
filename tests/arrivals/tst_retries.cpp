// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/retries.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestRetries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBackoffDoublesUpToItsLimit()
    {
        Retries retries(1);
        retries.setPolicy({.maxAttempts = 9, .initialBackoff = 10ms, .maxBackoff = 65ms, .jitter = 0});
        std::vector<Duration> backoffs;
        for (int attempts = 1; attempts <= 5; ++attempts)
            backoffs.push_back(retries.backoff(attempts));
        QCOMPARE(backoffs, (std::vector<Duration>{10ms, 20ms, 40ms, 65ms, 65ms}));
    }

    void jitterShortensABackoffByItsShareAtMost()
    {
        Retries retries(1);
        retries.setPolicy({.maxAttempts = 2, .initialBackoff = 100ms, .jitter = 30});
        Duration sum{0};
        for (int i = 0; i < 1'000; ++i) {
            const Duration backoff = retries.backoff(1);
            QVERIFY(backoff > 70ms && backoff <= 100ms);
            sum += backoff;
        }
        QVERIFY(sum > 84'000ms && sum < 86'000ms);
    }

    void aTenthOfTheRequestsPaysForThemAndWhatIsSavedIsBounded()
    {
        Retries retries(1);
        retries.setPolicy({.maxAttempts = 2, .budget = 10});
        for (int request = 0; request < 9; ++request)
            retries.deposit();
        QVERIFY(!retries.takeFromBudget());
        retries.deposit();
        QVERIFY(retries.takeFromBudget());
        QVERIFY(!retries.takeFromBudget());
        for (int request = 0; request < 100'000; ++request)
            retries.deposit();
        int taken = 0;
        while (retries.takeFromBudget())
            ++taken;
        QCOMPARE(taken, Retries::maxSaved);
    }

    void theNextDueComesFirstAndOfTheSameTimeTheFirstThatCame()
    {
        Retries retries(1);
        retries.add(RequestId(1), TimePoint(3s));
        retries.add(RequestId(2), TimePoint(1s));
        retries.add(RequestId(3), TimePoint(1s));
        QCOMPARE(retries.nextDue(), std::optional(TimePoint(1s)));
        QVERIFY(!retries.take(TimePoint(999ms)));
        QCOMPARE(retries.take(TimePoint(1s)), std::optional(RequestId(2)));
        QCOMPARE(retries.take(TimePoint(1s)), std::optional(RequestId(3)));
        QVERIFY(!retries.take(TimePoint(1s)));
        QCOMPARE(retries.take(TimePoint(3s)), std::optional(RequestId(1)));
        QVERIFY(!retries.nextDue());
    }

    void anotherAttemptIsPlannedOnlyWithinPolicyDeadlineAndBudget()
    {
        using enum Retries::Decision;
        Retries retries(1);
        retries.setPolicy({.maxAttempts = 2, .initialBackoff = 10ms, .maxBackoff = 10ms, .jitter = 0, .budget = 100});
        QCOMPARE(retries.plan(RequestId(1), 1, TimePoint::max(), TimePoint(1s)), OverBudget);
        retries.deposit();
        QCOMPARE(retries.plan(RequestId(1), 2, TimePoint::max(), TimePoint(1s)), Ended);     // that was the last attempt
        QCOMPARE(retries.plan(RequestId(1), 1, TimePoint(1s + 10ms), TimePoint(1s)), Ended); // it would begin at the deadline
        QCOMPARE(retries.plan(RequestId(1), 1, TimePoint(1s + 11ms), TimePoint(1s)), Planned);
        QCOMPARE(retries.nextDue(), std::optional(TimePoint(1s + 10ms)));
        QCOMPARE(retries.plan(RequestId(2), 1, TimePoint::max(), TimePoint(1s)), OverBudget); // the budget is spent
        QCOMPARE(retries.size(), std::size_t(1));
    }

    void whatAnotherAttemptCanMend()
    {
        for (const char *sqlState : {"40001", "40P01", "08006", "08000", ""})
            QVERIFY(Retries::isRetryable(sqlState));
        for (const char *sqlState : {"22012", "57014", "23505", "40002", "42P01"})
            QVERIFY(!Retries::isRetryable(sqlState));
    }
};

QTEST_GUILESS_MAIN(TestRetries)
#include "tst_retries.moc"
