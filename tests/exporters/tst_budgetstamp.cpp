// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/budgetstamp.h"

#include <QTest>

using namespace poolwart;

class TestBudgetStamp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFleetIsHeldAgainstTheServer_data()
    {
        QTest::addColumn<int>("replicas");
        QTest::addColumn<int>("others");
        QTest::addColumn<BudgetVerdict>("verdict");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, int replicas, int others, BudgetVerdict verdict, const char *sentence) {
            QTest::addRow("%s", name) << replicas << others << verdict << QString::fromUtf8(sentence);
        };
        row("room left", 1, 7, BudgetVerdict::Fits, "The fleet needs 60 of 97 usable connections, and others had up to 7: 30 are left.");
        row("nobody else", 1, 0, BudgetVerdict::Fits, "The fleet needs 60 of 97 usable connections: 37 are left.");
        row("to the last one", 1, 37, BudgetVerdict::Fits,
            "The fleet needs 60 of 97 usable connections, and others had up to 37: 0 are left.");
        row("others in the way", 1, 38, BudgetVerdict::FitsAlone,
            "The fleet needs 60 of 97 usable connections, and others had up to 38. It fits only while "
            "others use fewer.");
        row("too many", 2, 0, BudgetVerdict::Over,
            "The fleet needs 120 connections, but the server has 97 available: 23 too many. They will be "
            "refused (SQLSTATE 53300).");
    }
    void theFleetIsHeldAgainstTheServer()
    {
        QFETCH(int, replicas);
        QFETCH(int, others);
        QFETCH(QString, sentence);
        ExportContext context{.plan = uniformPlan(5, 12)};
        context.plan.fleet.replicas = replicas;
        ServerSample server;
        server.limits = {.maxConnections = 100, .superuserReserved = 3};
        server.others = others;
        context.budget = makeBudget(context.plan, server);
        const BudgetStamp stamp = budgetStamp(context);
        QTEST(stamp.verdict, "verdict");
        QCOMPARE(QString::fromStdString(stamp.sentence), sentence);
        QVERIFY(!stamp.title.empty());
    }

    void withoutAServerTheDemandIsSaidAlone()
    {
        const BudgetStamp stamp = budgetStamp({.plan = uniformPlan(70, 5)});
        QCOMPARE(stamp.verdict, BudgetVerdict::Unknown);
        QVERIFY(stamp.sentence.starts_with("The fleet needs 350 connections."));
    }
};

QTEST_GUILESS_MAIN(TestBudgetStamp)
#include "tst_budgetstamp.moc"
