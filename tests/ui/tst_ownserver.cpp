// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does, and does not do, on a server of the user's own.
#include "model/store/planfile.h"
#include "model/workload/builtinworkloads.h"
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
#include "tests/ui/windowfixture.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

struct ServerWindow : WindowFixture
{
    QPushButton *action() const { return find<QPushButton>("messageActionButton"); }
    void act() const { QTest::mouseClick(action(), Qt::LeftButton); }
    void use(const std::string &script)
    {
        TrafficPlan traffic = session.traffic();
        traffic.workload = soleWorkload(script);
        QVERIFY(session.setTraffic(traffic).ok());
    }
};

} // namespace

class TestOwnServer : public QObject
{
    Q_OBJECT

    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void init() { TestSurroundings::failOnWarning(); }

    void theDefaultStatementNeedsNoTable()
    {
        TestServer empty({.maxConnections = 20, .superuserReserved = 3, .accounts = 1});
        empty.execute("DROP TABLE IF EXISTS pgbench_accounts, pgbench_branches, pgbench_tellers, pgbench_history");
        ServerWindow window;
        window.connectTo(empty.target(), patientPlan(1, 2));
        QCOMPARE(window.session.traffic().workload, soleWorkload("SELECT 1"));
        QCOMPARE(window.find<QPlainTextEdit>("script")->toPlainText(), u"SELECT 1"_s);
        window.trigger("startTraffic");
        EVENTUALLY(window.session.snapshot().requests.completed > 100);
        QCOMPARE(window.session.snapshot().requests.failed, 0u);
    }

    void aStatementThatWasChosenIsKept()
    {
        ServerWindow window;
        window.use("SELECT 2");
        window.connectTo(m_server->target(), patientPlan(1, 2));
        QCOMPARE(window.session.traffic().workload, soleWorkload("SELECT 2"));
    }

    void theMoveToAnotherServerEndsTheTrafficAndSaysSo()
    {
        TestServer other({.maxConnections = 20, .superuserReserved = 3, .accounts = 10});
        ServerWindow window;
        window.connectTo(m_server->target(), patientPlan(2, 2));
        window.startTraffic("SELECT pg_sleep(0.02)", 20); // most of them wait for a slot
        window.session.connectTo(other.target());
        EVENTUALLY(window.message().contains(u"The traffic was stopped because the pools moved to"_s));
        EVENTUALLY_EQUAL(window.session.snapshot().traffic, TrafficState::Stopped);
        EVENTUALLY_EQUAL(window.session.snapshot().inFlight, 0u);
        EVENTUALLY_EQUAL(other.backends("poolwart/"), 5);
        // Not even one that waited was sent there.
        QCOMPARE(other.value("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/%' AND query LIKE '%pg_sleep%'"),
                 "0");
        QCOMPARE(window.action()->text(), u"Start"_s);
        window.act(); // a person
        EVENTUALLY(window.session.snapshot().traffic == TrafficState::Running);
    }

    void leavingAServerEndsTheTrafficToo()
    {
        ServerWindow window;
        window.connectTo(m_server->target(), patientPlan(1, 2));
        window.startTraffic("SELECT 1", 4);
        window.trigger("disconnect");
        EVENTUALLY_EQUAL(window.session.snapshot().traffic, TrafficState::Stopped);
        window.session.connectTo(m_server->target());
        EVENTUALLY(window.session.state() == Session::State::Connected && window.openSlots() == 2);
        QCOMPARE(window.session.snapshot().traffic, TrafficState::Stopped);
    }

    void startAsksBeforeTheFirstRequestOfWhatMayNotWrite()
    {
        ServerWindow window;
        window.connectTo(m_server->target(), patientPlan(1, 2));
        window.use("CREATE TEMP TABLE IF NOT EXISTS t (i int)");
        window.trigger("startTraffic");
        QVERIFY2(window.message().contains(u"no request was sent"_s), qPrintable(window.message()));
        QCOMPARE(window.action()->text(), u"Allow writes and start"_s);
        const auto before = window.session.snapshot().sequence;
        EVENTUALLY(window.session.snapshot().sequence > before + 2);
        QCOMPARE(window.session.snapshot().requests.offered, 0u);
        QCOMPARE(window.session.snapshot().traffic, TrafficState::Stopped);
        window.act();
        EVENTUALLY(window.session.snapshot().requests.completed > 20);
        QCOMPARE(window.session.snapshot().requests.failed, 0u);
    }

    void aWorkloadThatMayNotWriteHoldsTheTrafficThatRuns()
    {
        ServerWindow window;
        window.connectTo(m_server->target(), patientPlan(1, 2));
        window.startTraffic("SELECT 1", 4);
        window.use("CREATE TEMP TABLE IF NOT EXISTS t (i int)");
        QVERIFY2(window.message().contains(u"The traffic was stopped until you allow writes"_s), qPrintable(window.message()));
        EVENTUALLY_EQUAL(window.session.snapshot().traffic, TrafficState::Stopped);
        QCOMPARE(window.session.snapshot().requests.failed, 0u);
        window.act();
        EVENTUALLY_EQUAL(window.session.snapshot().traffic, TrafficState::Running);
        const auto completed = window.session.snapshot().requests.completed;
        EVENTUALLY(window.session.snapshot().requests.completed > completed + 20);
        QCOMPARE(window.session.snapshot().requests.failed, 0u);
    }

    void aFunctionThatMayNotWriteOffersToAllowIt()
    {
        m_server->execute("CREATE SEQUENCE IF NOT EXISTS numbers; GRANT ALL ON numbers TO app;"
                          "CREATE OR REPLACE FUNCTION next_number() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('numbers') $$");
        ServerWindow window;
        window.connectTo(m_server->target(), patientPlan(1, 2));
        window.use("SELECT next_number()");
        window.trigger("startTraffic");
        EVENTUALLY(window.message().contains(u"25006"_s));
        QCOMPARE(window.action()->text(), u"Allow writes and start"_s);
        window.act();
        EVENTUALLY(window.session.snapshot().requests.completed > 20);
    }

    void aServerThatIsTooSmallOffersThePlanThatFits()
    {
        TestServer small({.maxConnections = 20, .superuserReserved = 3, .accounts = 10});
        ServerWindow window;
        QVERIFY(window.session.replacePlan(patientPlan(5, 12)).ok());
        window.session.connectTo(small.target());
        EVENTUALLY(window.message().contains(u"needs 60 connections"_s));
        QCOMPARE(window.session.state(), Session::State::Disconnected);
        QCOMPARE(window.action()->text(), u"Use 5 × 3"_s);
        window.act();
        EVENTUALLY(window.session.state() == Session::State::Connected && window.openSlots() == 15);
    }

    void aPresetThatDoesNotFitOffersWhatDoes()
    {
        ServerWindow window;
        window.connectTo(m_server->target(), patientPlan(1, 2));
        window.trigger("preset70x5");
        QCOMPARE(window.action()->text(), u"Use 70 × 1"_s);
        window.act();
        EVENTUALLY_EQUAL(window.openSlots(), 70);
    }

    void aPlanIsOpenedOnNoOtherServerThanTheOneThatWasNamed()
    {
        TestServer small({.maxConnections = 20, .superuserReserved = 3, .accounts = 10});
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"small.json"_s);
        QVERIFY(writePlanFile(patientPlan(2, 3), path.toStdString()).ok());
        ServerWindow window;
        QVERIFY(window.session.replacePlan(patientPlan(5, 12)).ok());
        window.session.connectTo(small.target());
        EVENTUALLY(window.message().contains(u"needs 60 connections"_s));
        window.window.openPlan(path, [] {});
        EVENTUALLY_EQUAL(window.session.plan(), patientPlan(2, 3));
        QCOMPARE(window.session.state(), Session::State::Disconnected);
        QVERIFY2(window.action()->text().startsWith(u"Connect to app"_s), qPrintable(window.action()->text()));
        window.act();
        EVENTUALLY(window.session.state() == Session::State::Connected && window.openSlots() == 6);
        QVERIFY(!window.session.isSandbox());
    }
};

QTEST_MAIN(TestOwnServer)
#include "tst_ownserver.moc"
