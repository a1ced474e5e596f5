// SPDX-License-Identifier: GPL-3.0-or-later
// Why a connection ended: in the server's own words where it said some, and in ours where we ended it.
#include "tests/engine/enginefixture.h"
#include "tests/support/tcpproxy.h"

using namespace poolwart;
using namespace std::chrono_literals;

class TestServerWords : public EngineFixture
{
    Q_OBJECT

private:
    void createRole(const char *name, const char *setting)
    {
        const std::string role = name;
        m_server->execute("CREATE ROLE " + role + " LOGIN; ALTER ROLE " + role + " SET " + setting);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { m_engine.reset(); }

    void anIdleSessionThatTheServerEndsSaysWhy()
    {
        createRole("impatient", "idle_session_timeout = '300ms'");
        start(uniformPlan(1, 1), closedLoop(0, "SELECT 1"), true, "impatient");
        QVERIFY(awaitEvent(EventKind::SlotLost, "57P05 terminating connection due to idle-session timeout"));
    }

    void aTransactionThatTheServerEndsFailsWithItsReason()
    {
        createRole("dreamer", "idle_in_transaction_session_timeout = '300ms'");
        start(uniformPlan(1, 1), closedLoop(1, "BEGIN;\nSELECT 1;\n\\sleep 60 s\nEND;"), true, "dreamer");
        QVERIFY(awaitEvent(EventKind::StatementFailed, "25P03 terminating connection due to idle-in-transaction timeout"));
        const Snapshot seen = finish(0ms);
        QCOMPARE(seen.errors.size(), std::size_t(1));
        QCOMPARE(seen.errors.front().sqlState, std::string("25P03"));
        QCOMPARE(seen.errors.front().firstText, std::string("terminating connection due to idle-in-transaction timeout"));
    }

    void anAdministratorsWordsReachIdleAndBusyConnections_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("clients");
        QTest::addColumn<int>("kind");
        QTest::newRow("idle") << QByteArray("SELECT 1") << 0 << int(EventKind::SlotLost);
        QTest::newRow("in a statement") << QByteArray("SELECT pg_sleep(600)") << 1 << int(EventKind::StatementFailed);
        QTest::newRow("between two") << QByteArray("SELECT 1;\n\\sleep 600 s") << 1 << int(EventKind::StatementFailed);
    }
    void anAdministratorsWordsReachIdleAndBusyConnections()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, clients);
        QFETCH(int, kind);
        start(uniformPlan(1, 1), closedLoop(clients, script.toStdString()));
        QVERIFY(await([&](const Snapshot &seen) {
            return !seen.pools.empty() && seen.pools.front().open == 1 && seen.inFlight == static_cast<std::uint64_t>(clients);
        }));
        m_server->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/test%'");
        const std::string words = "57P01 terminating connection due to administrator command";
        QVERIFY(awaitEvent(static_cast<EventKind>(kind), words));
        QVERIFY(await([](const Snapshot &seen) { return seen.pools.front().counters.broken == 1; }));
        QCOMPARE(std::ranges::count(m_events, words, &Event::detail), 1);
    }

    void wordsOfMegabytesAreCut()
    {
        m_server->execute(
            "CREATE FUNCTION noise() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'It begins %', repeat('Ä', 1500000); END $$");
        start(uniformPlan(1, 1), closedLoop(1, "SELECT noise()"));
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.failed > 2; }));
        const std::string words = finish().errors.front().firstText;
        QVERIFY(words.starts_with("It begins ÄÄ"));
        QVERIFY(words.ends_with("Ä…"));
        QVERIFY(words.size() < 1'100);
    }

    void aConnectionThatWeCutIsNotTheServersDoing()
    {
        TcpProxy proxy(static_cast<std::uint16_t>(m_server->port()));
        m_engine = std::make_unique<Engine>(1);
        m_engine->setTarget(proxy.through(m_server->networkTarget()), run);
        Plan plan = uniformPlan(1, 1);
        plan.pools[0].statementTimeout = 100ms;
        m_engine->setTraffic(closedLoop(1, "SELECT pg_sleep(0.01)"));
        m_engine->post(&Dispatcher::apply, plan);
        m_engine->post([](Dispatcher &dispatcher, TimePoint now) { dispatcher.startTraffic(now); });
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed > 2; }));
        proxy.setMode(TcpProxy::Mode::Silent);
        QVERIFY(awaitEvent(EventKind::StatementFailed,
                           "Poolwart closed the connection because its request did not end after being cancelled."));
    }

    void aConnectionThatEndsWithoutWordsHasNoneOfLibpqs()
    {
        start(uniformPlan(1, 1), closedLoop(1, "SELECT pg_sleep(600)"));
        QVERIFY(await([](const Snapshot &seen) { return seen.inFlight == 1; }));
        m_server->execute("SELECT 1"); // the statement is under way
        m_server->stopImmediate();
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.failed == 1; }));
        m_server->start();
        const Snapshot seen = finish(0ms);
        QVERIFY2(seen.errors.front().firstText.find("probably") == std::string::npos, seen.errors.front().firstText.c_str());
        const std::string &state = seen.errors.front().sqlState;
        QVERIFY2(state == "57P01" || state == "connection",
                 state.c_str()); // its warning, or none where it was killed before it could say it
    }
};

QTEST_GUILESS_MAIN(TestServerWords)
#include "tst_serverwords.moc"
