// SPDX-License-Identifier: GPL-3.0-or-later
// Pools are changed through the real widgets while traffic runs. After each step the server's own list of backends agrees
// with the plan, and no request has failed.
#include "model/tables/roles.h"
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"

#include <QHeaderView>
#include <QMenu>
#include <QPushButton>

#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestLiveChanges : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

    int backends() const
    {
        return std::stoi(m_server->value("SELECT count(*) FROM pg_stat_activity WHERE application_name ~ '^poolwart/[^/]+/p'"));
    }

    void agrees(const WindowFixture &fixture, int slots) const
    {
        EVENTUALLY_EQUAL(backends(), slots);
        EVENTUALLY_EQUAL(fixture.openSlots(), slots);
        QCOMPARE(committedSlots(fixture.session.plan()), slots);
        const RequestCounts counts = fixture.session.snapshot().requests;
        QCOMPARE(counts.failed + counts.timedOut + counts.rejected + counts.cancelled, 0u);
    }

    // Whether requests go on being served.
    static void flows(const WindowFixture &fixture)
    {
        const std::uint64_t before = fixture.session.snapshot().requests.completed;
        EVENTUALLY(fixture.session.snapshot().requests.completed > before + 50);
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void init() { TestSurroundings::failOnWarning(); }

    void noRequestFailsWhilePoolsAreChanged()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(3, 4));
        fixture.startTraffic("SELECT 1", 10);
        agrees(fixture, 12);

        fixture.typeInto(1, PoolColumn::Slots, u"9"_s);
        agrees(fixture, 17);
        fixture.typeInto(1, PoolColumn::Slots, u"2"_s);
        agrees(fixture, 10);
        flows(fixture);

        QTest::keyClick(fixture.table(), Qt::Key_Insert);
        QCOMPARE(fixture.session.plan().pools.size(), 4u);
        agrees(fixture, 14);
        flows(fixture);

        fixture.selectRow(0);
        QTest::keyClick(fixture.table(), Qt::Key_Delete);
        QCOMPARE(fixture.session.plan().pools.front().name, "pool-2");
        agrees(fixture, 10);
        flows(fixture);

        QTest::keyClick(&fixture.window, Qt::Key_Z, Qt::ControlModifier);
        agrees(fixture, 14);
        QTest::keyClick(&fixture.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        agrees(fixture, 10);

        fixture.selectRow(1);
        QTest::keyClick(fixture.table(), Qt::Key_D, Qt::ControlModifier);
        agrees(fixture, 14);
        flows(fixture);
    }

    void aDrainedPoolClosesAndAResumedOneOpensAgain()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 5));
        fixture.startTraffic("SELECT 1", 4);
        fixture.selectRow(1);
        EVENTUALLY(fixture.find<QAction>("drainPools")->isEnabled());
        fixture.trigger("drainPools");
        EVENTUALLY_EQUAL(backends(), 5);
        flows(fixture);
        EVENTUALLY(fixture.find<QAction>("resumePools")->isEnabled());
        fixture.trigger("resumePools");
        agrees(fixture, 10);
        flows(fixture);
    }

    void severalSelectedPoolsAreChangedAndRemovedAtOnce()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(4, 3));
        fixture.selectRow(1);
        QTest::keyClick(fixture.table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(fixture.table(), Qt::Key_Down, Qt::ShiftModifier);
        fixture.table()->selectionModel()->setCurrentIndex(fixture.cell(2, PoolColumn::Slots), QItemSelectionModel::NoUpdate);
        QTest::keyClick(fixture.table(), Qt::Key_F2);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"6"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        agrees(fixture, 3 + 3 * 6);
        QCOMPARE(fixture.session.undoStack()->count(), 1);

        QTest::keyClick(fixture.table(), Qt::Key_Delete);
        agrees(fixture, 3);
        QTest::keyClick(&fixture.window, Qt::Key_Z, Qt::ControlModifier);
        agrees(fixture, 21);
    }

    void aValueOverTheBudgetIsMarkedAndTheLargestThatFitsIsOffered()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 4));
        fixture.typeInto(0, PoolColumn::Slots, u"500"_s);
        EVENTUALLY_EQUAL(fixture.cell(0, PoolColumn::Slots).data().toString(), u"500"_s);
        QVERIFY(fixture.message().contains(u"max_connections 100"_s));
        QCOMPARE(committedSlots(fixture.session.plan()), 8);

        const int most = largestFit(fixture.session.budget(), fixture.session.plan(), fixture.session.plan().pools[0].id);
        auto *use = fixture.find<QPushButton>("messageActionButton");
        QVERIFY(use->isVisible());
        QVERIFY(use->text().contains(QString::number(most)));
        QTest::mouseClick(use, Qt::LeftButton);
        agrees(fixture, most + 4);
        QVERIFY(!use->isVisible());
    }

    void escapeTakesARefusedValueBack()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 4));
        fixture.typeInto(0, PoolColumn::AcquireTimeout, u"soon"_s);
        EVENTUALLY_EQUAL(fixture.cell(0, PoolColumn::AcquireTimeout).data().toString(), u"soon"_s);
        QVERIFY(fixture.message().contains(u"soon"_s));
        QTest::keyClick(fixture.table(), Qt::Key_Escape);
        QCOMPARE(fixture.cell(0, PoolColumn::AcquireTimeout).data().toString(), u"20\u00a0s"_s);
        QCOMPARE(fixture.session.undoStack()->count(), 0);
    }

    void weightAndBlockedWaitAreColumnsThatAreAskedFor()
    {
        WindowFixture fixture;
        QHeaderView *header = fixture.table()->horizontalHeader();
        const int weight = static_cast<int>(PoolColumn::Weight);
        const int blocked = static_cast<int>(PoolColumn::BlockedWait);
        QVERIFY(fixture.table()->isColumnHidden(weight) && fixture.table()->isColumnHidden(blocked));
        Q_EMIT header->customContextMenuRequested(QPoint(5, 5)); // a right click on the header
        auto *menu = fixture.find<QMenu>("columnMenu");
        for (const int column : {weight, blocked})
            menu->findChild<QAction *>(u"showColumn%1"_s.arg(column))->trigger();
        menu->close();
        QVERIFY(!fixture.table()->isColumnHidden(weight) && !fixture.table()->isColumnHidden(blocked));
        fixture.typeInto(1, PoolColumn::Weight, u"5"_s);
        EVENTUALLY_EQUAL(fixture.session.plan().pools[1].weight, 5);
    }

    void timeBesideAFreeSlotIsTimeStranded()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 1));
        Plan plan = fixture.session.plan();
        plan.policy = RoutingPolicy::Single; // all wait for the first pool while the second stands idle
        QVERIFY(fixture.session.edit(plan, u"policy"_s).ok());
        fixture.startTraffic("SELECT pg_sleep(0.01)", 4);
        const auto blocked = [&](int row) { return fixture.cell(row, PoolColumn::BlockedWait).data(RawRole).toLongLong(); };
        EVENTUALLY(blocked(0) > Duration(100ms).count());
        QCOMPARE(blocked(1), 0LL);
        QCOMPARE(fixture.cell(1, PoolColumn::BlockedWait).data().toString(), u"0"_s);
    }

    void theLastPoolCannotBeRemoved()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 2));
        fixture.selectRow(0);
        QTest::keyClick(fixture.table(), Qt::Key_Delete);
        QCOMPARE(fixture.session.plan().pools.size(), 1u);
        QVERIFY(fixture.message().contains(u"pools"_s));
        agrees(fixture, 2);
    }
};

QTEST_MAIN(TestLiveChanges)
#include "tst_livechanges.moc"
