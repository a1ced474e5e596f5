// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/largestfit.h"
#include "model/run/arrivalscodec.h"
#include "model/server/connection/target.h"
#include "model/session/session.h"
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
#include "tests/support/tcpproxy.h"
#include "tests/support/testserver.h"

#include <QSignalSpy>
#include <QTest>

#include <map>
#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<poolwart::ShutdownReport>();
        m_server = std::make_unique<TestServer>();
    }
    void cleanupTestCase() { m_server.reset(); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_session = std::make_unique<Session>();
        m_lastError.reset();
        connect(m_session.get(), &Session::failed, this, [this](const Error &error) { m_lastError = error; });
    }
    void cleanup()
    {
        m_session.reset();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0);
    }

    void connectingOpensThePlanAndShuttingDownLeavesNoBackend()
    {
        connectAndWait();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 61); // 60 slots and the monitor
        m_session->startTraffic();
        EVENTUALLY(m_session->snapshot().requests.completed > 1000);
        EVENTUALLY_EQUAL(m_session->server().ours, 60);
        const ShutdownReport report = shutDown(1h);
        QCOMPARE(report.cancelled, std::uint64_t(0));
        QCOMPARE(report.cut, std::uint64_t(0));
        QCOMPARE(report.backendsLeft, std::optional(0));
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0); // the monitor's is there some moments longer
    }

    void anEditChangesTheServerAndUndoChangesItBack()
    {
        usePlan(patientPlan(2, 3));
        connectAndWait();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 7);
        Plan plan = m_session->plan();
        plan.pools[0].slots = 6;
        QVERIFY(m_session->edit(plan, QStringLiteral("Resize")).ok());
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 10);
        m_session->undoStack()->undo();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 7);
        m_session->undoStack()->redo();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 10);
    }

    void aRecordedRunIsReplayedOnceWithEachStart()
    {
        RunRecord run;
        run.traffic.workload = soleWorkload("SELECT 7");
        QVERIFY(!m_session->replay(run, "run.json").ok()); // it has none
        std::vector<RecordedArrival> arrivals;
        for (int i = 0; i < 50; ++i)
            arrivals.push_back({.at = 2ms * i, .kind = {}});
        run.arrivals = RunArrivals{.requests = arrivals.size(), .leftOut = 0, .data = encodeArrivals(arrivals)};

        usePlan(patientPlan(2, 3));
        connectAndWait();
        QVERIFY(m_session->replay(run, "run.json").ok());
        QCOMPARE(m_session->traffic().workload.scripts.front().text, std::string("SELECT 7"));
        m_session->startTraffic();
        EVENTUALLY_EQUAL(m_session->snapshot().requests.completed, std::uint64_t(50));
        m_session->stopTraffic();
        EVENTUALLY_EQUAL(m_session->snapshot().traffic, TrafficState::Stopped);
        QCOMPARE(m_session->snapshot().requests.offered, std::uint64_t(50));
        m_session->startTraffic();
        EVENTUALLY_EQUAL(m_session->snapshot().requests.completed, std::uint64_t(100));
        QVERIFY(m_session->setArrivals(OpenLoop{.ratePerSecond = 1000}).ok());
        m_session->startTraffic(); // the replay has ended with its last arrival
        EVENTUALLY(m_session->snapshot().requests.completed > 200);
        QVERIFY(!m_session->traffic().replay);
    }

    void anEditOverTheBudgetIsRefusedAndChangesNothing()
    {
        usePlan(patientPlan(2, 3));
        connectAndWait();
        const Plan before = m_session->plan();
        Plan plan = before;
        plan.pools[1].slots = 98;
        const Done edited = m_session->edit(plan, QStringLiteral("Too much"));
        QVERIFY(!edited.ok());
        QCOMPARE(edited.error().kind, ErrorKind::BudgetExceeded);
        QCOMPARE(m_session->plan(), before);
        QVERIFY(!m_session->undoStack()->canUndo());
        QCOMPARE(largestFit(m_session->budget(), before, before.pools[1].id),
                 97 - 3 - m_session->budget().others - m_session->budget().monitors);
    }

    void aPlanOverTheBudgetDoesNotConnect()
    {
        usePlan(patientPlan(5, 20));
        m_session->connectTo(m_server->target());
        EVENTUALLY_EQUAL(m_session->state(), Session::State::Disconnected);
        QVERIFY(m_lastError);
        QCOMPARE(m_lastError->kind, ErrorKind::BudgetExceeded);
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0);

        const std::optional<Plan> offered = m_session->largestFittingPlan();
        QVERIFY(offered);
        QVERIFY2(m_lastError->hint.find(" fits has " + shapeOf(*offered) + " slots.") != std::string::npos, m_lastError->hint.c_str());
        usePlan(*offered);
        connectAndWait();
        QVERIFY(!m_session->largestFittingPlan());
    }

    void aWrongPasswordIsAnErrorAndNothingElse()
    {
        Target target = m_server->networkTarget();
        target.password = Secret("wrong");
        m_session->connectTo(target);
        QCOMPARE(m_session->state(), Session::State::Connecting);
        EVENTUALLY_EQUAL(m_session->state(), Session::State::Disconnected);
        QVERIFY(m_lastError);
        QCOMPARE(m_lastError->kind, ErrorKind::CannotConnect);
        QVERIFY(QString::fromStdString(m_lastError->details).contains(QStringLiteral("password")));
        QVERIFY(
            !QString::fromStdString(m_lastError->message + m_lastError->details + m_lastError->hint).contains(QStringLiteral("wrong\"")));
    }

    void connectingCanBeCancelled()
    {
        std::vector<Session::State> states;
        connect(m_session.get(), &Session::stateChanged, this, [&states](Session::State state) { states.push_back(state); });
        TcpProxy proxy(static_cast<std::uint16_t>(m_server->port()));
        proxy.setMode(TcpProxy::Mode::Silent);
        m_session->connectTo(proxy.through(m_server->networkTarget()));
        EVENTUALLY(proxy.accepted() > 0);
        m_session->cancelConnecting();
        QCOMPARE(m_session->state(), Session::State::Disconnected);
        proxy.setMode(TcpProxy::Mode::Pass);
        EVENTUALLY_EQUAL(proxy.openConnections(), 0); // the attempt is over
        connectAndWait();
        QCOMPARE(states, (std::vector{Session::State::Connecting, Session::State::Disconnected, Session::State::Connecting,
                                      Session::State::Connected}));
        QVERIFY(!m_lastError);
    }

    void anEditWhileThePoolsMoveHoldsOnTheServerThatTheyLiveOn()
    {
        usePlan(patientPlan(2, 3));
        connectAndWait();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 7);
        TcpProxy silent(static_cast<std::uint16_t>(m_server->port()));
        silent.setMode(TcpProxy::Mode::Silent);
        m_session->connectTo(silent.through(m_server->networkTarget()));
        EVENTUALLY(silent.accepted() > 0);

        Plan plan = m_session->plan();
        plan.pools[0].slots = 6;
        QVERIFY(m_session->edit(plan, QStringLiteral("Resize")).ok());
        plan.pools[0].slots = 98;
        const Done tooLarge = m_session->edit(plan, QStringLiteral("Too much"));
        QVERIFY(!tooLarge.ok());
        QCOMPARE(tooLarge.error().kind, ErrorKind::BudgetExceeded);
        QCOMPARE(m_session->state(), Session::State::Connecting);
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 10);

        m_session->cancelConnecting();
        QCOMPARE(m_session->state(), Session::State::Connected);
        QCOMPARE(m_session->plan().pools[0].slots, 6);
    }

    void anEditBeforeTheFirstServerIsReachedGoesThere()
    {
        usePlan(patientPlan(2, 3));
        m_session->connectTo(m_server->target());
        Plan plan = m_session->plan();
        plan.pools[0].slots = 6;
        QVERIFY(m_session->edit(plan, QStringLiteral("Resize")).ok());
        EVENTUALLY_EQUAL(m_session->state(), Session::State::Connected);
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 10);
    }

    void leavingTheServerClosesAllAndComingBackOpensAll()
    {
        usePlan(patientPlan(1, 4));
        connectAndWait();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 5);
        m_session->disconnectFromServer();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0);
        connectAndWait();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 5);
    }

    void removedPoolsNeverGiveTheirIdAway()
    {
        const PoolId first = m_session->newPoolId();
        Plan plan = m_session->plan();
        plan.pools.push_back({.id = first, .name = "new"});
        QVERIFY(m_session->edit(plan, QStringLiteral("Add")).ok());
        m_session->undoStack()->undo();
        QVERIFY(m_session->newPoolId() > first);
    }

    void aPoolIsKnownByItsNameAndKeepsItsConnectionsInAnotherPlan()
    {
        usePlan(uniformPlan(3, 4));
        connectAndWait();
        m_session->startTraffic();
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 13);
        const auto before = backendsByName();
        QVERIFY(m_session->replacePlan(uniformPlan(2, 4)).ok());
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 9);
        Plan wider = uniformPlan(4, 5);
        std::swap(wider.pools[0], wider.pools[2]);
        QVERIFY(m_session->replacePlan(wider).ok());
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 21);
        for (const PoolPlan &pool : m_session->plan().pools)
            QCOMPARE("pool-" + std::to_string(static_cast<std::uint32_t>(pool.id)), pool.name);
        const auto after = backendsByName();
        for (const auto &[name, pid] : before) {
            const bool wasThroughout = name.find("/p3/") == std::string::npos; // pool-3 was not in the second plan
            QVERIFY2(!wasThroughout || after.at(name) == pid, name.c_str());
        }
        QCOMPARE(m_session->snapshot().requests.failed, std::uint64_t(0));
    }

    void aRenamedPoolStaysWhatItIsAndItsNameIsFree()
    {
        Plan plan = m_session->plan();
        const PoolId first = plan.pools[0].id;
        plan.pools[0].name = "orders";
        QVERIFY(m_session->edit(plan, QStringLiteral("Rename")).ok());
        QCOMPARE(m_session->plan().pools[0].id, first);
        plan = m_session->plan();
        plan.pools.push_back({.id = m_session->newPoolId(), .name = "pool-1"});
        QVERIFY(m_session->edit(plan, QStringLiteral("Add")).ok());
        QVERIFY(m_session->plan().pools.back().id != first);
    }

    void aPoolThatIsAddedAgainIsTheOneItWas()
    {
        usePlan(uniformPlan(2, 3));
        connectAndWait();
        Plan plan = m_session->plan();
        const PoolPlan removed = plan.pools.back();
        plan.pools.pop_back();
        QVERIFY(m_session->edit(plan, QStringLiteral("Remove")).ok());
        plan.pools.push_back({.id = m_session->newPoolId(), .name = removed.name, .slots = 2});
        QVERIFY(m_session->edit(plan, QStringLiteral("Add")).ok());
        QCOMPARE(m_session->plan().pools.back().id, removed.id);
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 6);
    }

    void pastTheDeadlineStatementsAreCancelledAndReported()
    {
        usePlan(patientPlan(1, 2));
        connectAndWait();
        QVERIFY(m_session->setTraffic({.arrivals = ClosedLoop{.clients = 3}, .workload = soleWorkload("SELECT pg_sleep(3600)")}).ok());
        m_session->startTraffic();
        EVENTUALLY_EQUAL(m_session->snapshot().inFlight, std::uint64_t(2));
        const ShutdownReport report = shutDown(200ms);
        QCOMPARE(report.cancelled, std::uint64_t(3));
        QCOMPARE(report.backendsLeft, std::optional(0));
    }

    void shuttingDownWhileConnectingEndsToo()
    {
        m_session->connectTo(m_server->target());
        const ShutdownReport report = shutDown(1h);
        QCOMPARE(report.cancelled, std::uint64_t(0));
    }

    void theSandboxIsMadeUsedAndStopped()
    {
        usePlan(patientPlan(2, 3));
        QSignalSpy progress(m_session.get(), &Session::progress);
        m_session->startSandbox(50, 5);
        EVENTUALLY_EQUAL(m_session->state(), Session::State::Connected);
        QVERIFY(progress.count() > 0);
        QVERIFY(m_session->isSandbox());
        QCOMPARE(m_session->server().limits.usable(), 45);
        m_session->startTraffic();
        EVENTUALLY(m_session->snapshot().requests.completed > 100);
        m_session->restartSandbox(40, 4);
        EVENTUALLY_EQUAL(m_session->server().limits.usable(), 36);
        const std::uint64_t before = m_session->snapshot().requests.completed;
        EVENTUALLY(m_session->snapshot().requests.completed > before + 100);
        QCOMPARE(shutDown(1h).backendsLeft, std::optional(0));
    }

private:
    void usePlan(const Plan &plan) { QVERIFY(m_session->replacePlan(plan).ok()); }

    // The process of each slot's backend.
    std::map<std::string, std::string> backendsByName()
    {
        std::map<std::string, std::string> backends;
        for (const TestServer::Row &row :
             m_server->query("SELECT application_name, pid FROM pg_stat_activity WHERE application_name LIKE 'poolwart/%/p%'"))
            backends[row[0]] = row[1];
        return backends;
    }

    void connectAndWait()
    {
        m_session->connectTo(m_server->target());
        const bool isConnected = eventually([this] { return m_session->state() == Session::State::Connected; });
        if (!isConnected)
            qFatal("not connected: %s", m_lastError ? m_lastError->message.c_str() : "no reason given");
    }

    ShutdownReport shutDown(std::chrono::milliseconds drainDeadline)
    {
        m_session->shutdown(drainDeadline);
        const bool isDown = eventually([this] { return m_session->state() == Session::State::Down; });
        if (!isDown)
            qFatal("the session did not shut down");
        return *m_session->report();
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Session> m_session;
    std::optional<Error> m_lastError;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
