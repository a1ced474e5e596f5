// SPDX-License-Identifier: GPL-3.0-or-later
// The window on a server behind PgBouncer: what it says of the pooler, and of what does not report which slot through it.
#include "model/tables/backendtablemodel.h"
#include "model/tables/budgettable.h"
#include "model/tables/slottablemodel.h"
#include "tests/support/eventually.h"
#include "tests/support/testpooler.h"
#include "tests/ui/windowfixture.h"

#include <QLabel>
#include <QPushButton>

#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestPoolerWindow : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestPooler> m_telling; // transaction mode, with a console that answers
    std::unique_ptr<TestPooler> m_silent;  // session mode, of which nothing can be known

    static void connectTo(WindowFixture &fixture, const Target &target, const Plan &plan)
    {
        QVERIFY(fixture.session.replacePlan(plan).ok());
        fixture.session.connectTo(target);
        EVENTUALLY(fixture.session.state() == Session::State::Connected && fixture.openSlots() == committedSlots(plan));
        EVENTUALLY(fixture.session.server().connected && fixture.session.server().pooler);
    }

    static QString text(const WindowFixture &fixture, const char *label) { return fixture.find<QLabel>(label)->text(); }

    static bool comesTo(const WindowFixture &fixture, const char *label, const QString &part)
    {
        return eventually([&] { return text(fixture, label).contains(part); });
    }

    static std::map<QString, long long> budgetOf(const Session &session)
    {
        std::map<QString, long long> lines;
        for (const BudgetLine &line : budgetLines(session.budget()))
            lines[line.text] = line.connections;
        return lines;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        m_telling = std::make_unique<TestPooler>(*m_server,
                                                 TestPooler::Options{.mode = u"transaction"_s, .poolSize = 4, .tells = true, .more = {}});
        m_silent = std::make_unique<TestPooler>(*m_server, TestPooler::Options{.mode = u"session"_s, .poolSize = 20, .more = {}});
    }
    void cleanupTestCase()
    {
        m_telling.reset();
        m_silent.reset();
        m_server.reset();
    }
    void init() { TestSurroundings::failOnWarning(); }

    void aBannerSaysWhichPoolerItIsAndWhatThatMeans()
    {
        WindowFixture fixture;
        QVERIFY(!fixture.find<QWidget>("poolerBanner")->isVisible());
        connectTo(fixture, m_telling->target(), uniformPlan(2, 6));
        QVERIFY(comesTo(fixture, "poolerText", u"Behind PgBouncer 1."_s));
        QVERIFY(text(fixture, "poolerText").contains(u"transaction mode"_s));
        QVERIFY(text(fixture, "poolerMeaning").contains(u"outlives a transaction"_s));
        QVERIFY(fixture.find<QWidget>("poolerBanner")->isVisible());
    }

    void aPoolerThatTellsNothingHasItsBannerToo()
    {
        WindowFixture fixture;
        connectTo(fixture, m_silent->target(), uniformPlan(1, 2));
        QVERIFY(comesTo(fixture, "poolerText", u"Behind a pooler"_s));
    }

    void onAServerOfOnesOwnThereIsNoBanner()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 2));
        EVENTUALLY(fixture.session.server().ours == 2);
        QVERIFY(!fixture.find<QWidget>("poolerBanner")->isVisible());
    }

    void whatCannotBeKnownOfASlotIsSaid()
    {
        WindowFixture fixture;
        connectTo(fixture, m_telling->target(), uniformPlan(1, 3));
        SlotTableModel table(&fixture.session);
        table.setPool(fixture.session.plan().pools.front().id);
        QCOMPARE(table.rowCount(), 3);
        for (int row = 0; row < 3; ++row) {
            const auto shownIn = [&](SlotColumn column) { return table.index(row, static_cast<int>(column)).data().toString(); };
            QCOMPARE(shownIn(SlotColumn::BackendPid), u"unknown"_s);
            QCOMPARE(shownIn(SlotColumn::Activity), u"unknown behind a pooler"_s);
            QVERIFY(table.index(row, static_cast<int>(SlotColumn::BackendPid)).data(Qt::ToolTipRole).toString().contains(u"pooler"_s));
        }
        for (const SlotSnapshot &slot : fixture.session.snapshot().pools.front().slotList)
            QCOMPARE(slot.backendPid, 0);
    }

    void theServerPageCountsTheServerConnectionsOfThePooler()
    {
        WindowFixture fixture;
        connectTo(fixture, m_telling->target(), uniformPlan(2, 50)); // more slots than the server has connections
        QVERIFY(fixture.session.budget().fits());
        const auto lines = budgetOf(fixture.session);
        QCOMPARE(lines.at(u"server connections of the pooler"_s), -4);
        QVERIFY(!lines.contains(u"slots of the plan"_s));
        fixture.startTraffic("SELECT 1", 20);
        EVENTUALLY(fixture.session.server().ours > 0);
        QVERIFY(fixture.session.server().ours <= 4);
        QVERIFY(comesTo(fixture, "serverVersion", u"behind PgBouncer"_s));
        QVERIFY(comesTo(fixture, "sessionsNote", u"does not report which slot"_s));
        QVERIFY(comesTo(fixture, "backendAgreement", u"as clients of the pooler"_s));
        BackendTableModel backends(&fixture.session);
        EVENTUALLY(backends.rowCount() > 0);
        QVERIFY(backends.index(0, static_cast<int>(BackendColumn::Pool)).data().toString().startsWith(u"pool-"_s));
    }

    void closingCountsTheClientsThatAreLeftWhereThePoolerListsThem()
    {
        WindowFixture fixture;
        connectTo(fixture, m_telling->target(), uniformPlan(2, 6));
        fixture.startTraffic("SELECT 1", 12);
        fixture.window.close();
        EVENTUALLY(fixture.session.state() == Session::State::Down);
        QCOMPARE(fixture.session.report()->backendsLeft, 0);
        QCOMPARE(fixture.session.report()->cut + fixture.session.report()->cancelled, 0u);
        QVERIFY(m_server->backends("poolwart/") > 0); // they are the pooler's, and not waited for
    }

    void closingDoesNotWaitForWhatThePoolerKeeps()
    {
        WindowFixture fixture;
        connectTo(fixture, m_silent->target(), uniformPlan(1, 3));
        fixture.startTraffic("SELECT 1", 3);
        fixture.window.close();
        EVENTUALLY(fixture.session.state() == Session::State::Down);
        QCOMPARE(fixture.session.report()->backendsLeft, std::nullopt);
        QCOMPARE(fixture.session.report()->cut + fixture.session.report()->cancelled, 0u);
    }
};

QTEST_MAIN(TestPoolerWindow)
#include "tst_pooler.moc"
