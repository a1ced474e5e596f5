// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/largestfit.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace poolwart;

namespace {

Plan planOf(const std::vector<int> &slots)
{
    Plan plan = uniformPlan(static_cast<int>(slots.size()), 1);
    for (std::size_t i = 0; i < slots.size(); ++i)
        plan.pools[i].slots = slots[i];
    return plan;
}

} // namespace

class TestLargestFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePoolsShrinkInProportionUntilThePlanFits_data()
    {
        QTest::addColumn<std::vector<int>>("slots");
        QTest::addColumn<int>("available");
        QTest::addColumn<QByteArray>("shape");
        QTest::addRow("five pools on a server of 20") << std::vector{12, 12, 12, 12, 12} << 16 << QByteArray("5 × 3");
        QTest::addRow("what fits stays as it is") << std::vector{12, 12, 12, 12, 12} << 60 << QByteArray("5 × 12");
        QTest::addRow("one short of it") << std::vector{12, 12, 12, 12, 12} << 59 << QByteArray("5 × 11");
        QTest::addRow("one slot each") << std::vector{12, 12, 12, 12, 12} << 5 << QByteArray("5 × 1");
        QTest::addRow("fewer slots than pools") << std::vector{12, 12, 12, 12, 12} << 3 << QByteArray("3 × 1");
        QTest::addRow("a single slot") << std::vector{12, 12} << 1 << QByteArray("1 × 1");
        QTest::addRow("one pool") << std::vector{70} << 33 << QByteArray("1 × 33");
        QTest::addRow("pools of two sizes") << std::vector{20, 20, 10, 5, 5, 5} << 33 << QByteArray("2 × 11 + 1 × 5 + 3 × 2");
        QTest::addRow("a small pool keeps one slot") << std::vector{100, 1} << 10 << QByteArray("1 × 9 + 1 × 1");
    }
    void thePoolsShrinkInProportionUntilThePlanFits()
    {
        QFETCH(std::vector<int>, slots);
        QFETCH(int, available);
        QFETCH(QByteArray, shape);
        const auto largest = largestPlanWithin(planOf(slots), available);
        QVERIFY(largest);
        QCOMPARE(QByteArray::fromStdString(shapeOf(*largest)), shape);
    }

    void withoutASingleSlotThereIsNone()
    {
        QVERIFY(!largestPlanWithin(uniformPlan(5, 12), 0));
        QVERIFY(!largestPlanWithin(uniformPlan(5, 12), -4));
        QVERIFY(!largestPlanWithin(Plan(), 10));
    }

    void allButTheSizesStays()
    {
        Plan plan = uniformPlan(3, 20);
        plan.policy = RoutingPolicy::Weighted;
        plan.migrationShare = 40;
        plan.pools[0].minimumIdle = 15;
        plan.pools[1].minimumIdle = 2;
        plan.pools[2].weight = 7;
        Plan expected = plan;
        for (PoolPlan &pool : expected.pools)
            pool.slots = 10;
        expected.pools[0].minimumIdle = 10;
        QCOMPARE(largestPlanWithin(plan, 32), std::optional(expected));
    }

    void ofAFleetEachProcessHasItsShare()
    {
        Plan plan = uniformPlan(5, 12);
        plan.fleet = {.replicas = 2, .surge = 1, .processes = 2};
        const auto largest = largestFleetPlanWithin(plan, 96); // 16 for each of 6 processes
        QVERIFY(largest);
        QCOMPARE(shapeOf(*largest), std::string("5 × 3"));
        QVERIFY(!largestFleetPlanWithin(plan, 5));
    }

    void whatIsOfferedIsValidFitsAndIsNeverTooSmall()
    {
        std::mt19937 random(41);
        const auto upTo = [&random](int most) { return std::uniform_int_distribution(1, most)(random); };
        for (int round = 0; round < 2'000; ++round) {
            std::vector<int> slots(static_cast<std::size_t>(upTo(12)));
            std::ranges::generate(slots, [&] { return upTo(60); });
            const Plan plan = planOf(slots);
            const int available = upTo(400);
            const auto largest = largestPlanWithin(plan, available);
            QVERIFY(largest);
            QVERIFY(validate(*largest).ok());
            QVERIFY(committedSlots(*largest) <= available);
            if (committedSlots(plan) <= available)
                QCOMPARE(*largest, plan);
            else // the next larger of the shape has one slot more in each pool at most
                QVERIFY(committedSlots(*largest) + static_cast<int>(slots.size()) > std::min(available, committedSlots(plan)));
            const auto more = largestPlanWithin(plan, available + 1);
            QVERIFY(committedSlots(*more) >= committedSlots(*largest));
        }
    }

    void theSentenceNamesItsShapeAndIsSilentWhereThereIsNothingToOffer()
    {
        const Plan plan = uniformPlan(5, 12);
        QCOMPARE(largestFitSentence(plan, largestPlanWithin(plan, 16)),
                 std::string("The largest plan of this shape that fits has 5 × 3 slots."));
        QCOMPARE(largestFitSentence(plan, largestPlanWithin(plan, 60)), std::string());
        QCOMPARE(largestFitSentence(plan, largestPlanWithin(plan, 0)), std::string());
    }

    void aRefusalForTheBudgetNamesIt()
    {
        const ServerSample server{.limits = {.maxConnections = 20, .superuserReserved = 3}, .monitors = 1};
        const Plan plan = uniformPlan(5, 12);
        const Done refused = checkFit(plan, makeBudget(plan, server));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::BudgetExceeded);
        QVERIFY2(refused.error().hint.ends_with(" The largest plan of this shape that fits has 5 × 3 slots."),
                 refused.error().hint.c_str());
        QVERIFY(checkFit(uniformPlan(5, 3), makeBudget(uniformPlan(5, 3), server)).ok());
    }
};

QTEST_GUILESS_MAIN(TestLargestFit)
#include "tst_largestfit.moc"
