// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/budget.h"

#include <QTest>

using namespace poolwart;

class TestBudget : public QObject
{
    Q_OBJECT

private:
    // Debian's defaults: 100, of which 3 are reserved, one connection is the monitor's.
    static ServerSample server(int maxConnections = 100)
    {
        return {.limits = {.maxConnections = maxConnections, .superuserReserved = 3}, .monitors = 1};
    }
    static Budget budgetOf(int pools, int slots, const ServerSample &sample = server())
    {
        return makeBudget(uniformPlan(pools, slots), sample);
    }

private Q_SLOTS:
    void usableIsWhatTheReservesAndTheLimitsLeave_data()
    {
        using Limit = std::optional<int>;
        QTest::addColumn<int>("usable");
        QTest::addColumn<int>("maxConnections");
        QTest::addColumn<int>("superuserReserved");
        QTest::addColumn<int>("reserved");
        QTest::addColumn<Limit>("roleLimit");
        QTest::addColumn<Limit>("databaseLimit");
        QTest::addRow("the default") << 97 << 100 << 3 << 0 << Limit() << Limit();
        QTest::addRow("reserved_connections, 16 and later") << 92 << 100 << 3 << 5 << Limit() << Limit();
        QTest::addRow("the role's limit") << 20 << 100 << 3 << 0 << Limit(20) << Limit();
        QTest::addRow("the database's limit") << 30 << 100 << 3 << 0 << Limit() << Limit(30);
        QTest::addRow("the smaller of both") << 20 << 100 << 3 << 0 << Limit(20) << Limit(30);
        QTest::addRow("limits that do not limit") << 97 << 100 << 3 << 0 << Limit(98) << Limit(5000);
        QTest::addRow("a role that may not connect") << 0 << 100 << 3 << 0 << Limit(0) << Limit();
        QTest::addRow("all reserved") << 0 << 5 << 3 << 3 << Limit() << Limit();
        QTest::addRow("not known yet") << 0 << 0 << 0 << 0 << Limit() << Limit();
    }
    void usableIsWhatTheReservesAndTheLimitsLeave()
    {
        QFETCH(int, usable);
        QFETCH(int, maxConnections);
        QFETCH(int, superuserReserved);
        QFETCH(int, reserved);
        QFETCH(std::optional<int>, roleLimit);
        QFETCH(std::optional<int>, databaseLimit);
        const ServerLimits limits{.maxConnections = maxConnections,
                                  .superuserReserved = superuserReserved,
                                  .reserved = reserved,
                                  .roleLimit = roleLimit,
                                  .databaseLimit = databaseLimit};
        QCOMPARE(limits.usable(), usable);
    }

    void fiveTimesTwelveLeaveThirtySevenLessTheMonitor()
    {
        const Budget budget = budgetOf(5, 12);
        const Budget expected{.limits = server().limits, .usable = 97, .others = 0, .monitors = 1, .committed = 60, .byFleet = 60};
        QCOMPARE(budget, expected);
        QCOMPARE(budget.available(), 96);
        QCOMPARE(budget.left(), 36);
        QVERIFY(checkBudget(budget).ok());
        QCOMPARE(budgetSentence(budget), std::string("36 of 97 usable slots free (3 reserved for superusers)"));
    }

    void othersCountAtTheirPeak()
    {
        ServerSample sample = server();
        sample.others = 10;
        sample.othersPeak = 25;
        QCOMPARE(budgetOf(5, 12, sample).left(), 11);
        sample.othersPeak = 5; // a sample can be newer than the peak it carries
        QCOMPARE(budgetOf(5, 12, sample).left(), 26);
    }

    void ourOwnConnectionsAreNotCountedTwice()
    {
        ServerSample sample = server();
        sample.ours = 60;
        sample.oursActive = 12;
        QCOMPARE(budgetOf(5, 12, sample), budgetOf(5, 12));
    }

    void theFleetIsShownAndNotChargedToThisProcess()
    {
        Plan plan = uniformPlan(5, 12);
        plan.fleet = {.replicas = 3, .surge = 1, .processes = 2};
        const Budget budget = makeBudget(plan, server());
        QCOMPARE(budget.byFleet, 480LL);
        QCOMPARE(budget.committed, 60);
        QVERIFY(budget.fits());
    }

    void theLastConnectionFitsAndOneMoreIsRefusedWithItsFigures()
    {
        QVERIFY(checkBudget(budgetOf(8, 12)).ok()); // 96 of 96
        ServerSample sample = server();
        sample.others = sample.othersPeak = 30;
        const Done refused = checkBudget(budgetOf(5, 14, sample));
        QVERIFY(!refused.ok());
        const Error expected{.kind = ErrorKind::BudgetExceeded,
                             .message = "The plan needs 70 connections, but only 66 are available: 97 usable of max_connections 100, "
                                        "minus 30 used by others and 1 used by the monitor.",
                             .hint = "Remove 4 slots from the plan or raise max_connections."};
        QCOMPARE(refused.error(), expected);
    }

    void aLimitOfTheRoleIsNamedAndCountsItsOwnSessionsOnly()
    {
        ServerSample sample = server();
        sample.limits.role = "my \"app\"";
        sample.limits.roleLimit = 20;
        sample.others = 50;
        sample.othersOfRole = 4;
        QVERIFY(checkBudget(budgetOf(3, 5, sample)).ok()); // 15 of 20 - 4 - 1
        const Budget budget = budgetOf(4, 5, sample);
        QCOMPARE(checkBudget(budget).error(),
                 (Error{.kind = ErrorKind::BudgetExceeded,
                        .message = "The plan needs 20 connections, but the role “my \"app\"” has a CONNECTION LIMIT of 20: "
                                   "minus 4 used by others and 1 used by the monitor, 15 are available.",
                        .hint = "Remove 5 slots from the plan or raise that limit: ALTER ROLE \"my \"\"app\"\"\" CONNECTION "
                                "LIMIT 25."}));
        QCOMPARE(budgetSentence(budgetOf(2, 5, sample)),
                 std::string("5 of 20 slots free within the CONNECTION LIMIT of the role “my \"app\"”"));
        sample.others = 90; // now the server has less than the role may have
        QVERIFY(checkBudget(budgetOf(3, 5, sample)).error().hint.find("max_connections") != std::string::npos);
    }

    void aLimitOfTheDatabaseIsNamed()
    {
        ServerSample sample = server();
        sample.limits.database = "shop";
        sample.limits.roleLimit = 30;
        sample.limits.databaseLimit = 10;
        const Done refused = checkBudget(budgetOf(1, 12, sample));
        QVERIFY(refused.error().message.find("the database “shop” has a CONNECTION LIMIT of 10") != std::string::npos);
        QVERIFY(refused.error().hint.find("ALTER DATABASE \"shop\" CONNECTION LIMIT 13") != std::string::npos);
        QVERIFY(refused.error().hint.find("max_connections") == std::string::npos);
    }

    void aServerThatIsFullAlreadyOffersNothingRatherThanLess()
    {
        ServerSample sample = server();
        sample.others = 97;
        const Budget budget = budgetOf(1, 1, sample);
        QVERIFY(!checkBudget(budget).ok());
        QVERIFY(checkBudget(budget).error().message.find("only 0 are") != std::string::npos);
        QCOMPARE(budgetSentence(budget), std::string("0 of 97 usable slots free (3 reserved for superusers)"));
        QCOMPARE(largestFit(budget, uniformPlan(1, 1), PoolId(1)), 0);
    }

    void theLargestFitIsWhatThePoolHasAndWhatIsLeft_data()
    {
        QTest::addColumn<int>("pools");
        QTest::addColumn<int>("slots");
        QTest::addColumn<int>("maxConnections");
        QTest::addColumn<int>("pool");
        QTest::addColumn<int>("fit");
        QTest::addRow("five times twelve") << 5 << 12 << 100 << 2 << 48;
        QTest::addRow("one pool takes it all") << 1 << 25 << 100 << 1 << 96;
        QTest::addRow("a pool that is yet to come") << 5 << 12 << 100 << 6 << 36;
        QTest::addRow("over the budget it must shrink") << 5 << 20 << 100 << 5 << 16;
        QTest::addRow("the others have it all") << 5 << 50 << 100 << 1 << 0;
        QTest::addRow("never more than a pool may have") << 1 << 12 << 5000 << 1 << limits::maxSlotsPerPool;
    }
    void theLargestFitIsWhatThePoolHasAndWhatIsLeft()
    {
        QFETCH(int, pools);
        QFETCH(int, slots);
        QFETCH(int, maxConnections);
        QFETCH(int, pool);
        QFETCH(int, fit);
        Plan plan = uniformPlan(pools, slots);
        const ServerSample sample = server(maxConnections);
        const PoolId id{static_cast<std::uint32_t>(pool)};
        QCOMPARE(largestFit(makeBudget(plan, sample), plan, id), fit);
        if (PoolPlan *changed = findPool(plan, id); changed && fit > 0 && fit < limits::maxSlotsPerPool) {
            changed->slots = fit;
            QVERIFY(makeBudget(plan, sample).fits());
            ++changed->slots;
            QVERIFY(!makeBudget(plan, sample).fits());
        }
    }
};

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
