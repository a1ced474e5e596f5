// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/openfilesneed.h"

#include <QTest>

using namespace poolwart;

class TestOpenFilesNeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanThatFitsIsNotRefused()
    {
        QVERIFY(checkOpenFiles(uniformPlan(80, 12), 1'024).ok()); // 960 and 64
        QVERIFY(checkOpenFiles(uniformPlan(100, 1'000), 1'048'576).ok());
    }

    void oneSlotMoreIsRefusedWithTheFiguresAndTheLargestPlan()
    {
        Plan plan = uniformPlan(80, 12);
        plan.pools[0].slots = 13;
        const Done refused = checkOpenFiles(plan, 1'024);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, ErrorKind::BudgetExceeded);
        QCOMPARE(refused.error().message,
                 std::string("The plan needs 1025 open files (961 for its slots, 64 for the rest), but this process may "
                             "have only 1024."));
        QVERIFY2(refused.error().hint.find("ulimit -Hn") != std::string::npos, refused.error().hint.c_str());
        QVERIFY2(refused.error().hint.ends_with("The largest plan of this shape that fits has 1 × 12 + 79 × 11 slots."),
                 refused.error().hint.c_str());
    }

    void belowWhatIsNeededBesideThemThereAreNoSlots()
    {
        QCOMPARE(slotsWithin(64), 0);
        QCOMPARE(slotsWithin(10), 0);
        QCOMPARE(slotsWithin(65), 1);
        QVERIFY(!checkOpenFiles(uniformPlan(1, 1), 64).ok());
    }
};

QTEST_GUILESS_MAIN(TestOpenFilesNeed)
#include "tst_openfilesneed.moc"
