// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/plan.h"

#include <QTest>

#include <functional>

using namespace poolwart;
using namespace std::chrono_literals;

using Edit = std::function<void(Plan &)>;
Q_DECLARE_METATYPE(Edit)

class TestPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fiveTimesTwelveIsSixty()
    {
        const Plan plan = uniformPlan(5, 12);
        QVERIFY(validate(plan).ok());
        QCOMPARE(committedSlots(plan), 60);
        QCOMPARE(plan.pools.front().name, std::string("pool-1"));
        QCOMPARE(plan.pools.back().id, PoolId(5));
    }

    void aFleetMultipliesThePlanSurgeIncluded()
    {
        Plan plan = uniformPlan(5, 12);
        plan.fleet = {.replicas = 3, .surge = 1, .processes = 2};
        QCOMPARE(committedByFleet(plan), 480LL);
    }

    void theWidestPlanDoesNotOverflow()
    {
        Plan plan = uniformPlan(limits::maxPools, limits::maxSlotsPerPool);
        plan.fleet = {.replicas = limits::maxFleet, .surge = limits::maxFleet, .processes = limits::maxFleet};
        QVERIFY(validate(plan).ok());
        QCOMPARE(committedByFleet(plan), 20'000'000'000'000LL);
    }

    void aBrokenRuleNamesItsField_data()
    {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *path, Edit edit) { QTest::addRow("%s", path) << std::move(edit) << QByteArray(path); };
        row("pools:", [](Plan &plan) { plan.pools.clear(); });
        row("pools[1].slots:", [](Plan &plan) { plan.pools[1].slots = 0; });
        row("pools[0].slots:", [](Plan &plan) { plan.pools[0].slots = 1'000'000'000; });
        row("pools[2].minimum_idle:", [](Plan &plan) { plan.pools[2].minimumIdle = 13; });
        row("pools[2].name:", [](Plan &plan) { plan.pools[2].name = "pool-1"; });
        row("pools[0].name:", [](Plan &plan) { plan.pools[0].name = "line\nbreak"; });
        row("pools[3].name:", [](Plan &plan) { plan.pools[3].name = std::string(61, 'x'); });
        row("pools[4].acquire_timeout:", [](Plan &plan) { plan.pools[4].acquireTimeout = 0ms; });
        row("pools[4].connect_timeout:", [](Plan &plan) { plan.pools[4].connectTimeout = 999ms; });
        row("pools[4].max_lifetime:", [](Plan &plan) { plan.pools[4].maxLifetime = 25h; });
        row("pools[0].queue_limit:", [](Plan &plan) { plan.pools[0].queueLimit = -1; });
        row("pools[1].queue_limit:", [](Plan &plan) { plan.pools[1].queueLimit = plan.pools[1].minimumIdle = 0; });
        row("pools[2].weight:", [](Plan &plan) { plan.pools[2].weight = 0; });
        row("pools[2].weight:", [](Plan &plan) { plan.pools[2].weight = 1'001; });
        row("migration_share:", [](Plan &plan) { plan.migrationShare = 101; });
        row("fleet.replicas:", [](Plan &plan) { plan.fleet.replicas = 0; });
        row("application_name:", [](Plan &plan) { plan.applicationName.clear(); });
    }
    void aBrokenRuleNamesItsField()
    {
        QFETCH(Edit, edit);
        QFETCH(QByteArray, path);
        Plan plan = uniformPlan(5, 12);
        edit(plan);
        const Done result = validate(plan);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::BadInput);
        QVERIFY2(QByteArray::fromStdString(result.error().message).startsWith(path + ' '), result.error().message.c_str());
    }

    void everyPolicyHasAnIdThatLeadsBackToIt()
    {
        for (const RoutingPolicy policy : routingPolicies)
            QCOMPARE(policyFromId(policyId(policy)), std::optional(policy));
        QCOMPARE(policyFromId("fastest"), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
