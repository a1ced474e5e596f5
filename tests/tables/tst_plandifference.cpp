// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/plandifference.h"

#include <QtTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace poolwart {

char *toString(const PlanDifference &difference)
{
    return QTest::toString(QStringList{difference.pool, difference.setting, difference.before, difference.after}.join(u" · "_s));
}

} // namespace poolwart

class TestPlanDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theSamePlanUnderOtherIdsIsNone()
    {
        Plan other = uniformPlan(3, 4);
        for (PoolPlan &pool : other.pools)
            pool.id = PoolId(static_cast<std::uint32_t>(pool.id) + 70);
        QVERIFY(planDifferences(uniformPlan(3, 4), other).empty());
    }

    void eachSettingOfAPoolThatStaysIsNamed()
    {
        Plan after = uniformPlan(2, 12);
        after.pools[1].acquireTimeout = 5s;
        after.pools[1].queueLimit = 40;
        const std::vector<PlanDifference> expected{{u"pool-2"_s, u"Queue limit"_s, u"none"_s, u"40"_s},
                                                   {u"pool-2"_s, u"Acquire timeout"_s, u"20\u00a0s"_s, u"5\u00a0s"_s}};
        QCOMPARE(planDifferences(uniformPlan(2, 12), after), expected);
    }

    void poolsThatComeAndGoHaveOneLineEach()
    {
        Plan after = uniformPlan(2, 12);
        after.pools[0].name = "shop";
        after.pools[0].slots = 7;
        const std::vector<PlanDifference> expected{
            {{}, u"connections"_s, u"24"_s, u"19"_s}, {u"shop"_s, u"Slots"_s, {}, u"7"_s}, {u"pool-1"_s, u"Slots"_s, u"12"_s, {}}};
        QCOMPARE(planDifferences(uniformPlan(2, 12), after), expected);
    }

    void thePlanAsAWholeComesFirst()
    {
        Plan after = uniformPlan(2, 12);
        std::ranges::reverse(after.pools);
        after.applicationName = "shop";
        after.policy = RoutingPolicy::Random;
        after.migrationShare = 40;
        after.fleet.replicas = 3;
        const std::vector<PlanDifference> expected{{{}, u"application name"_s, u"app"_s, u"shop"_s},
                                                   {{}, u"policy"_s, u"Round robin"_s, u"Random"_s},
                                                   {{}, u"migration share"_s, u"100 %"_s, u"40 %"_s},
                                                   {{}, u"fleet: (replicas + surge) × processes"_s, u"(1 + 0) × 1"_s, u"(3 + 0) × 1"_s},
                                                   {{}, u"order of the pools"_s, u"pool-1, pool-2"_s, u"pool-2, pool-1"_s}};
        QCOMPARE(planDifferences(uniformPlan(2, 12), after), expected);
    }
};

QTEST_GUILESS_MAIN(TestPlanDifference)
#include "tst_plandifference.moc"
