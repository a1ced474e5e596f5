// SPDX-License-Identifier: GPL-3.0-or-later
// Undo after an input that was refused takes that away, and nothing that was done before it.
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
#include "tests/ui/windowfixture.h"

#include <QToolButton>
#include <QUndoStack>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestRefusedUndo : public QObject
{
    Q_OBJECT

    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

    static void undo(const WindowFixture &fixture)
    {
        QTest::keyClick(const_cast<MainWindow *>(&fixture.window), Qt::Key_Z, Qt::ControlModifier);
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void init() { TestSurroundings::failOnWarning(); }

    void aValueInACellGoesAndTheEditBeforeItStays()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(2, 4));
        fixture.typeInto(1, PoolColumn::Slots, u"5"_s);
        EVENTUALLY_EQUAL(fixture.session.plan().pools[1].slots, 5);
        fixture.typeInto(0, PoolColumn::Slots, u"500"_s);
        EVENTUALLY_EQUAL(fixture.cell(0, PoolColumn::Slots).data().toString(), u"500"_s);
        undo(fixture);
        QCOMPARE(fixture.cell(0, PoolColumn::Slots).data().toString(), u"4"_s);
        QCOMPARE(fixture.session.plan().pools[1].slots, 5);
        QCOMPARE(fixture.message(), QString());
        undo(fixture);
        QCOMPARE(fixture.session.plan().pools[1].slots, 4);
    }

    void aRefusedPresetIsTakenAsNotDone()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(2, 4));
        fixture.typeInto(1, PoolColumn::Slots, u"5"_s);
        EVENTUALLY_EQUAL(fixture.session.plan().pools[1].slots, 5);
        fixture.trigger("preset70x5");
        QVERIFY2(fixture.message().contains(u"350 connections"_s), qPrintable(fixture.message()));
        QVERIFY(fixture.find<QAction>("undo")->text().contains(u"the refused input"_s));
        undo(fixture);
        QCOMPARE(fixture.session.plan().pools[1].slots, 5);
        QCOMPARE(fixture.message(), QString());
    }

    void whatWouldComeBackAndDoesNotFitIsRefusedToo()
    {
        TestServer small({.maxConnections = 20, .superuserReserved = 3, .accounts = 10});
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), patientPlan(2, 30));
        Plan less = fixture.session.plan();
        for (PoolPlan &pool : less.pools)
            pool.slots = 3;
        QVERIFY(fixture.session.edit(less, u"less"_s).ok());
        fixture.session.connectTo(small.target());
        EVENTUALLY(fixture.session.state() == Session::State::Connected && fixture.session.server().limits.maxConnections == 20);
        undo(fixture);
        QCOMPARE(fixture.session.plan(), less);
        QVERIFY2(fixture.message().contains(u"60 connections"_s), qPrintable(fixture.message()));
    }
};

QTEST_MAIN(TestRefusedUndo)
#include "tst_refusedundo.moc"
