// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/session.h"
#include "model/server/target.h"
#include "model/store/arrivalscodec.h"
#include "tests/support/testserver.h"

#include <QSignalSpy>
#include <QTest>

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
        QTRY_COMPARE_WITH_TIMEOUT(m_server->backends("poolwart/"), 0, 3000);
    }

    void connectingOpensThePlanAndShuttingDownLeavesNoBackend()
    {
        connectAndWait();
        QTRY_COMPARE(m_server->backends("poolwart/"), 61); // 60 slots and the monitor
        m_session->startTraffic();
        QTRY_VERIFY(m_session->snapshot().requests.completed > 1000);
        QTRY_COMPARE(m_session->server().ours, 60);
        const ShutdownReport report = shutDown(10s);
        QCOMPARE(report.cancelled, std::uint64_t(0));
        QCOMPARE(report.cut, std::uint64_t(0));
        QCOMPARE(report.backendsLeft, std::optional(0));
        QCOMPARE(m_server->backends("poolwart/"), 0);
    }

    void anEditChangesTheServerAndUndoChangesItBack()
    {
        usePlan(uniformPlan(2, 3));
        connectAndWait();
        QTRY_COMPARE(m_server->backends("poolwart/"), 7);
        Plan plan = m_session->plan();
        plan.pools[0].slots = 6;
        QVERIFY(m_session->edit(plan, QStringLiteral("Resize")).ok());
        QTRY_COMPARE(m_server->backends("poolwart/"), 10);
        m_session->undoStack()->undo();
        QTRY_COMPARE(m_server->backends("poolwart/"), 7);
        m_session->undoStack()->redo();
        QTRY_COMPARE(m_server->backends("poolwart/"), 10);
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

        usePlan(uniformPlan(2, 3));
        connectAndWait();
        QVERIFY(m_session->replay(run, "run.json").ok());
        QCOMPARE(m_session->traffic().workload.scripts.front().text, std::string("SELECT 7"));
        m_session->startTraffic();
        QTRY_COMPARE(m_session->snapshot().requests.completed, std::uint64_t(50));
        m_session->stopTraffic();
        QTRY_COMPARE(m_session->snapshot().traffic, TrafficState::Stopped);
        QCOMPARE(m_session->snapshot().requests.offered, std::uint64_t(50));
        m_session->startTraffic();
        QTRY_COMPARE(m_session->snapshot().requests.completed, std::uint64_t(100));
        QVERIFY(m_session->setArrivals(OpenLoop{.ratePerSecond = 1000}).ok());
        QTRY_VERIFY(m_session->snapshot().requests.completed > 200);
        QVERIFY(!m_session->traffic().replay);
    }

    void anEditOverTheBudgetIsRefusedAndChangesNothing()
    {
        usePlan(uniformPlan(2, 3));
        connectAndWait();
        const Plan before = m_session->plan();
        Plan plan = before;
        plan.pools[1].slots = 98;
        const Done edited = m_session->edit(plan, QStringLiteral("Too much"));
        QVERIFY(!edited.ok());
        QCOMPARE(edited.error().kind, ErrorKind::BudgetExceeded);
        QCOMPARE(m_session->plan(), before);
        QVERIFY(!m_session->undoStack()->canUndo());
        QCOMPARE(largestFit(m_session->budget(), before, before.pools[1].id), 97 - 3 - m_session->budget().others - m_session->budget().monitors);
    }

    void aPlanOverTheBudgetDoesNotConnect()
    {
        usePlan(uniformPlan(5, 20));
        m_session->connectTo(m_server->target());
        QTRY_COMPARE(m_session->state(), Session::State::Disconnected);
        QVERIFY(m_lastError);
        QCOMPARE(m_lastError->kind, ErrorKind::BudgetExceeded);
        QCOMPARE(m_server->backends("poolwart/"), 0);
    }

    void aWrongPasswordIsAnErrorAndNothingElse()
    {
        Target target = m_server->networkTarget();
        target.password = Secret("wrong");
        m_session->connectTo(target);
        QCOMPARE(m_session->state(), Session::State::Connecting);
        QTRY_COMPARE(m_session->state(), Session::State::Disconnected);
        QVERIFY(m_lastError);
        QCOMPARE(m_lastError->kind, ErrorKind::CannotConnect);
        QVERIFY(QString::fromStdString(m_lastError->details).contains(QStringLiteral("password")));
        QVERIFY(!QString::fromStdString(m_lastError->message + m_lastError->details + m_lastError->hint).contains(QStringLiteral("wrong\"")));
    }

    void connectingCanBeCancelled()
    {
        m_session->connectTo(m_server->target());
        m_session->cancelConnecting();
        QCOMPARE(m_session->state(), Session::State::Disconnected);
        QVERIFY(!QTest::qWaitFor([this] { return m_session->state() != Session::State::Disconnected; }, 500));
        QCOMPARE(m_session->state(), Session::State::Disconnected);
        QVERIFY(!m_lastError);
    }

    void leavingTheServerClosesAllAndComingBackOpensAll()
    {
        usePlan(uniformPlan(1, 4));
        connectAndWait();
        QTRY_COMPARE(m_server->backends("poolwart/"), 5);
        m_session->disconnectFromServer();
        QTRY_COMPARE(m_server->backends("poolwart/"), 0);
        connectAndWait();
        QTRY_COMPARE(m_server->backends("poolwart/"), 5);
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

    void pastTheDeadlineStatementsAreCancelledAndReported()
    {
        usePlan(uniformPlan(1, 2));
        connectAndWait();
        QVERIFY(m_session->setTraffic({.arrivals = ClosedLoop{.clients = 3}, .workload = soleWorkload("SELECT pg_sleep(20)")}).ok());
        m_session->startTraffic();
        QTRY_COMPARE(m_session->snapshot().inFlight, std::uint64_t(2));
        const ShutdownReport report = shutDown(200ms);
        QCOMPARE(report.cancelled, std::uint64_t(3));
        QCOMPARE(report.backendsLeft, std::optional(0));
        QVERIFY(report.elapsed < 3s);
    }

    void shuttingDownWhileConnectingEndsToo()
    {
        m_session->connectTo(m_server->target());
        const ShutdownReport report = shutDown(1s);
        QCOMPARE(report.cancelled, std::uint64_t(0));
    }

    void theSandboxIsMadeUsedAndStopped()
    {
        usePlan(uniformPlan(2, 3));
        QSignalSpy progress(m_session.get(), &Session::progress);
        m_session->startSandbox(50, 5);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), Session::State::Connected, 60'000);
        QVERIFY(progress.count() > 0);
        QVERIFY(m_session->isSandbox());
        QCOMPARE(m_session->server().limits.usable(), 45);
        m_session->startTraffic();
        QTRY_VERIFY(m_session->snapshot().requests.completed > 100);
        m_session->restartSandbox(40, 4);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->server().limits.usable(), 36, 20'000);
        const std::uint64_t before = m_session->snapshot().requests.completed;
        QTRY_VERIFY_WITH_TIMEOUT(m_session->snapshot().requests.completed > before + 100, 15'000);
        QCOMPARE(shutDown(10s).backendsLeft, std::optional(0));
    }

private:
    void usePlan(const Plan &plan) { QVERIFY(m_session->replacePlan(plan).ok()); }

    void connectAndWait()
    {
        m_session->connectTo(m_server->target());
        const bool isConnected = QTest::qWaitFor([this] { return m_session->state() == Session::State::Connected; }, 10'000);
        if (!isConnected)
            qFatal("not connected: %s", m_lastError ? m_lastError->message.c_str() : "no reason given");
    }

    ShutdownReport shutDown(std::chrono::milliseconds drainDeadline)
    {
        m_session->shutdown(drainDeadline);
        const bool isDown = QTest::qWaitFor([this] { return m_session->state() == Session::State::Down; }, 20'000);
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
