// SPDX-License-Identifier: GPL-3.0-or-later
// Long: its tests share one server, which takes longer to start than they take.
#include "model/engine/engine.h"
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
#include "tests/support/testserver.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

const std::string run = "poolwart/test";

std::string sleepScript(const char *seconds)
{
    return std::string("SELECT pg_sleep(") + seconds + ")";
}

TrafficPlan closedLoop(int clients, std::string script = defaultScript())
{
    return {.arrivals = ClosedLoop{.clients = clients}, .workload = soleWorkload(std::move(script))};
}

std::uint64_t underWay(const Snapshot &snapshot)
{
    return snapshot.inFlight + snapshot.waiting;
}

bool isConserved(const Snapshot &snapshot)
{
    return snapshot.requests.offered == snapshot.requests.ended() + underWay(snapshot);
}

int openSlots(const Snapshot &snapshot)
{
    int open = 0;
    for (const PoolSnapshot &pool : snapshot.pools)
        open += pool.open;
    return open;
}

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_engine = std::make_unique<Engine>(1);
    }
    void cleanup()
    {
        m_engine.reset();
        m_server->thaw(); // also where a test failed before it did
        EVENTUALLY_EQUAL(m_server->backends(run), 0);
    }

    void aSnapshotThatIsHeldStaysAsItWas()
    {
        const auto held = m_engine->snapshot();
        const std::uint64_t sequence = held->sequence;
        EVENTUALLY(m_engine->snapshot()->sequence > sequence);
        QCOMPARE(held->sequence, sequence);
    }

    void fiveTimesTwelveOpenAndServeAlike()
    {
        start(patientPlan(5, 12), closedLoop(60));
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 60);
        QCOMPARE(m_server->backends(run), 60);
        m_engine->post(&Dispatcher::resetFigures); // while they opened, the first served more
        EVENTUALLY(m_engine->snapshot()->requests.completed > 10'000);
        const Snapshot seen = finish();
        QVERIFY(isConserved(seen));
        QCOMPARE(seen.requests.completed, seen.requests.offered);
        std::uint64_t least = UINT64_MAX;
        std::uint64_t most = 0;
        for (const PoolSnapshot &pool : seen.pools) {
            least = std::min(least, pool.requests.completed);
            most = std::max(most, pool.requests.completed);
        }
        QVERIFY2(static_cast<double>(most - least) <= 0.01 * static_cast<double>(most),
                 qPrintable(QStringLiteral("%1 to %2").arg(least).arg(most)));
    }

    void everyProtocolGivesTheSameAnswers_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addRow("simple") << static_cast<int>(Protocol::Simple);
        QTest::addRow("extended") << static_cast<int>(Protocol::Extended);
        QTest::addRow("prepared") << static_cast<int>(Protocol::Prepared);
    }
    void everyProtocolGivesTheSameAnswers()
    {
        QFETCH(int, protocol);
        TrafficPlan traffic = closedLoop(4, "\\set n random(1, 9)\nSELECT 1 / (:n - 10)::int, ':n', 1 / (:n + 10)");
        traffic.protocol = static_cast<Protocol>(protocol);
        start(patientPlan(2, 2), traffic);
        EVENTUALLY(m_engine->snapshot()->requests.completed > 200);
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.failed, std::uint64_t(0));
        QCOMPARE(seen.requests.completed, seen.requests.offered);
    }

    void anSqlErrorIsCountedAndTheConnectionGoesOn()
    {
        start(patientPlan(1, 2), closedLoop(2, "SELECT 1/0"));
        EVENTUALLY(m_engine->snapshot()->requests.failed > 100);
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.failed, seen.requests.offered);
        QCOMPARE(seen.errors.size(), std::size_t(1));
        QCOMPARE(seen.errors.front().sqlState, std::string("22012"));
        QCOMPARE(seen.errors.front().firstText, std::string("division by zero"));
        QCOMPARE(seen.errors.front().count, seen.requests.failed);
        QCOMPARE(seen.pools.front().counters.opened, std::uint64_t(2));
    }

    void anUnknownTableFailsAlreadyInThePreparation()
    {
        start(patientPlan(1, 1), closedLoop(1, "SELECT * FROM nowhere"));
        EVENTUALLY(m_engine->snapshot()->requests.failed > 10);
        QCOMPARE(finish().errors.front().sqlState, std::string("42P01"));
    }

    void aMillionRowsAreReadInConstantMemory()
    {
        start(patientPlan(1, 1), closedLoop(1, "SELECT repeat('x', 100) FROM generate_series(1, 1000000)"));
        EVENTUALLY(m_engine->snapshot()->requests.completed >= 2);
        bool isWarned = false;
        for (const Event &event : m_engine->takeEvents())
            isWarned = isWarned || event.kind == EventKind::Warning;
        QVERIFY(isWarned);
        QFile status(QStringLiteral("/proc/self/status"));
        QVERIFY(status.open(QIODevice::ReadOnly));
        const QRegularExpression peak(QStringLiteral("VmHWM:\\s+(\\d+) kB"));
        const qlonglong kib = peak.match(QString::fromUtf8(status.readAll())).captured(1).toLongLong();
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        QVERIFY2(kib < 150'000, qPrintable(QString::number(kib)));
#else
        QVERIFY(kib > 0);
#endif
        finish();
    }

    void anOpenTransactionIsRefusedAndItsConnectionReplaced()
    {
        TrafficPlan traffic = closedLoop(1, "BEGIN");
        traffic.protocol = Protocol::Simple;
        start(patientPlan(1, 1), traffic);
        EVENTUALLY(m_engine->snapshot()->requests.failed >= 3);
        QVERIFY(firstPool().counters.broken >= 3);
        finish();
    }

    void aScriptRunsAsOneTransactionInEveryProtocol_data()
    {
        everyProtocolGivesTheSameAnswers_data();
    }
    void aScriptRunsAsOneTransactionInEveryProtocol()
    {
        QFETCH(int, protocol);
        m_server->execute(
            "CREATE TABLE IF NOT EXISTS ledger (client int, delta int, balance bigint); GRANT ALL ON ledger TO app; TRUNCATE ledger");
        TrafficPlan traffic = closedLoop(
            4, "\\set delta random(-9, 9)\n"
               "BEGIN;\n"
               "INSERT INTO ledger VALUES (:client_id, :delta, 0);\n"
               "SELECT sum(delta) AS sum, 'it''s' AS words, NULL AS nothing FROM ledger WHERE client = :client_id \\gset own_\n"
               "\\if :own_sum >= -1000000000\n"
               "UPDATE ledger SET balance = :own_sum WHERE client = :client_id AND :own_words = 'it''s' AND :own_nothing::int IS NULL;\n"
               "\\else\nSELECT 1/0;\n\\endif\n"
               "END;");
        traffic.protocol = static_cast<Protocol>(protocol);
        start(patientPlan(2, 2), traffic);
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        const Snapshot seen = finish();
        QCOMPARE(seen.errors.size(), std::size_t(0));
        QCOMPARE(seen.requests.completed, seen.requests.offered);
        QCOMPARE(m_server->value("SELECT count(*) FROM ledger"), std::to_string(seen.requests.completed));
        QCOMPARE(m_server->value("SELECT count(DISTINCT client) FROM ledger"), std::string("4"));
        QCOMPARE(
            m_server->value(
                "SELECT count(*) FROM (SELECT client FROM ledger GROUP BY client HAVING min(balance) <> sum(delta) OR max(balance) <> sum(delta)) wrong"),
            std::string("0"));
    }

    void whatAFailedScriptHasDoneIsRolledBackAndItsConnectionGoesOn_data()
    {
        everyProtocolGivesTheSameAnswers_data();
    }
    void whatAFailedScriptHasDoneIsRolledBackAndItsConnectionGoesOn()
    {
        QFETCH(int, protocol);
        m_server->execute("CREATE TABLE IF NOT EXISTS traces (a int); GRANT ALL ON traces TO app; TRUNCATE traces");
        TrafficPlan traffic = closedLoop(2, "\\set x random(0, 1)\nBEGIN;\nINSERT INTO traces VALUES (:x);\nSELECT 1 / :x;\nEND;");
        traffic.protocol = static_cast<Protocol>(protocol);
        start(patientPlan(1, 2), traffic);
        EVENTUALLY(m_engine->snapshot()->requests.failed > 50 && m_engine->snapshot()->requests.completed > 50);
        const Snapshot seen = finish();
        QVERIFY(isConserved(seen));
        QCOMPARE(seen.errors.size(), std::size_t(1));
        QCOMPARE(seen.errors.front().sqlState, std::string("22012"));
        QCOMPARE(seen.errors.front().count, seen.requests.failed);
        QCOMPARE(seen.errors.front().firstText, std::string("division by zero (script, line 4)"));
        QCOMPARE(seen.pools.front().counters.opened, std::uint64_t(2));
        QCOMPARE(m_server->value("SELECT count(*) FROM traces WHERE a = 1"), std::to_string(seen.requests.completed));
        QCOMPARE(m_server->value("SELECT count(*) FROM traces WHERE a = 0"), std::string("0"));
    }

    void aScriptThatFailsByItselfIsRolledBackToo()
    {
        start(patientPlan(1, 1), closedLoop(1, "BEGIN;\nSELECT 1 AS a WHERE false \\gset\nEND;"));
        EVENTUALLY(m_engine->snapshot()->requests.failed > 10);
        QCOMPARE(finish().pools.front().counters.opened, std::uint64_t(1));
    }

    void aSleepHoldsItsSlotAndNoOther()
    {
        start(patientPlan(1, 20), closedLoop(20, "SELECT 1;\n\\sleep 3600 s\nSELECT 2;"));
        EVENTUALLY_EQUAL(m_server->value("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT 1' AND state = 'idle' "
                                         "AND starts_with(application_name, 'poolwart/test')"),
                         std::string("20")); // all of them sleep at once
        EVENTUALLY_EQUAL(firstPool().inUse, 20);
        QCOMPARE(finish(0s).requests.completed, std::uint64_t(0));
    }

    void aSleepTakesItsTime()
    {
        start(patientPlan(1, 2), closedLoop(2, "SELECT 1;\n\\sleep 100 ms\nSELECT 2;"));
        EVENTUALLY(m_engine->snapshot()->requests.completed >= 6);
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.completed, seen.requests.offered);
        QVERIFY2(seen.service.p50 >= 100ms, qPrintable(QString::number(seen.service.p50.count())));
    }

    void aCancelledScriptStopsAtOnceAndIsRolledBack_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addRow("in a statement") << QByteArray("BEGIN;\nSELECT pg_sleep(3600);\nEND;");
        QTest::addRow("in a sleep") << QByteArray("BEGIN;\n\\sleep 3600 s\nEND;");
        QTest::addRow("between short statements")
            << QByteArray("BEGIN;\n" + QByteArray("SELECT 1;\n\\sleep 10 ms\n").repeated(20'000) + "END;");
    }
    void aCancelledScriptStopsAtOnceAndIsRolledBack()
    {
        QFETCH(QByteArray, script);
        start(patientPlan(1, 1), closedLoop(1, script.toStdString()));
        cancelTheFirst();
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        const Snapshot seen = finish();
        QCOMPARE(seen.pools.front().creation.count, std::uint64_t(1));
        QCOMPARE(seen.requests.failed, std::uint64_t(0));
    }

    void aSleepingConnectionThatDiesIsReplaced()
    {
        start(patientPlan(1, 2), closedLoop(2, "SELECT 1;\n\\sleep 3600 s"));
        EVENTUALLY_EQUAL(m_engine->snapshot()->inFlight, std::uint64_t(2));
        m_server->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/test%'");
        EVENTUALLY_EQUAL(firstPool().counters.broken, std::uint64_t(2));
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 2);
        const Snapshot seen = finish(200ms);
        QVERIFY(isConserved(seen));
    }

    void slotsAreAddedAndRemovedUnderTrafficWithoutAFailure()
    {
        Plan plan = patientPlan(2, 4);
        start(plan, closedLoop(16));
        EVENTUALLY_EQUAL(m_server->backends(run), 8);
        for (const int slots : {8, 2, 5}) {
            plan.pools[0].slots = slots;
            m_engine->post(&Dispatcher::apply, plan);
            EVENTUALLY_EQUAL(m_server->backends(run), slots + 4);
        }
        plan.pools.push_back({.id = PoolId(9), .name = "late", .slots = 3});
        m_engine->post(&Dispatcher::apply, plan);
        EVENTUALLY_EQUAL(m_server->backends(run), 12);
        plan.pools.erase(plan.pools.begin());
        m_engine->post(&Dispatcher::apply, plan);
        EVENTUALLY_EQUAL(m_server->backends(run), 7);
        EVENTUALLY_EQUAL(m_engine->snapshot()->pools.size(), std::size_t(2));
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.completed, seen.requests.offered);
    }

    void aDrainedPoolServesWhatItHasAndTakesNoMore()
    {
        start(patientPlan(2, 3), closedLoop(12));
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        m_engine->post(&Dispatcher::drainPool, PoolId(1));
        EVENTUALLY_EQUAL(firstPool().state, PoolState::Drained);
        EVENTUALLY_EQUAL(m_server->backends(run), 3); // a backend is there some moments longer than its client
        m_engine->post(&Dispatcher::resumePool, PoolId(1));
        EVENTUALLY_EQUAL(m_server->backends(run), 6);
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.completed, seen.requests.offered);
    }

    void aStatementChangesUnderTraffic()
    {
        start(patientPlan(1, 4), closedLoop(4));
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        m_engine->setTraffic(closedLoop(4, "BEGIN;\nSELECT 1;\n\\sleep 1 ms\nSELECT 2;\nEND;"));
        EVENTUALLY_EQUAL(m_engine->snapshot()->statement, std::string("BEGIN"));
        m_engine->setTraffic(closedLoop(4, "SELECT 42"));
        EVENTUALLY_EQUAL(m_engine->snapshot()->statement, std::string("SELECT 42"));
        m_engine->post(&Dispatcher::resetFigures);
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.failed, std::uint64_t(0));
        QVERIFY(isConserved(seen));
    }

    // What the server counts as a connection is one until its backend has ended, which is after the client has closed it.
    void replacingAPlanThatFillsTheServerFailsNoOpening()
    {
        start(patientPlan(5, 19), closedLoop(120)); // 95 of 97
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 95);
        std::uint32_t firstId = 10;
        for (const auto &[pools, slots] : {std::pair(19, 5), std::pair(1, 95), std::pair(5, 19)}) {
            m_engine->post(&Dispatcher::apply, otherPlan(pools, slots, firstId));
            firstId += 20;
            const auto isThere = [&] {
                const Snapshot seen = *m_engine->snapshot();
                return seen.pools.size() == static_cast<std::size_t>(pools) && openSlots(seen) == 95;
            };
            EVENTUALLY(isThere());
            const auto now = m_engine->snapshot();
            for (const PoolSnapshot &pool : now->pools)
                QCOMPARE(pool.counters.openFailures, std::uint64_t(0));
        }
        QVERIFY(!isLogged(EventKind::SlotOpenFailed));
        QCOMPARE(finish().requests.failed, std::uint64_t(0));
    }

    void aSlotClosedWhileItsStatementRunsShowsItAndCanBeCancelled()
    {
        start(patientPlan(1, 1), closedLoop(1, sleepScript("3600")));
        EVENTUALLY(firstPool().inUse == 1);
        m_engine->post(&Dispatcher::closeSlot, SlotId{PoolId(1), 0});
        EVENTUALLY(firstPool().slotList.front().state == SlotState::Retiring);
        const SlotSnapshot shown = firstPool().slotList.front();
        QVERIFY(shown.heldClosed && shown.statementAge && shown.backendPid > 0);
        m_engine->post(&Dispatcher::cancelSlot, SlotId{PoolId(1), 0});
        EVENTUALLY(firstPool().slotList.front().state == SlotState::Closed);
        QCOMPARE(m_engine->snapshot()->requests.cancelled, std::uint64_t(1));
        finish(0s);
    }

    void whereWritingIsAllowedAndNoMoreNoConnectionIsOpenedAnew()
    {
        m_server->execute("CREATE TABLE switched (a int)");
        m_server->execute("GRANT ALL ON switched TO app");
        start(patientPlan(2, 3), closedLoop(12, "INSERT INTO switched VALUES (1)"));
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        m_engine->setTraffic(closedLoop(12, "SELECT 1"));
        m_engine->setMayWrite(false);
        m_engine->setTraffic(
            closedLoop(12, "SELECT current_setting('default_transaction_read_only')::bool::int / 1 AS on \\gset\nSELECT 1 / :on"));
        EVENTUALLY(m_engine->snapshot()->statement.starts_with("SELECT current") && m_engine->snapshot()->requests.completed > 100);
        m_engine->setTraffic(closedLoop(12, "SELECT 1"));
        m_engine->setMayWrite(true);
        m_engine->setTraffic(closedLoop(12, "INSERT INTO switched VALUES (1)"));
        EVENTUALLY(m_engine->snapshot()->statement.starts_with("INSERT") && m_engine->snapshot()->requests.completed > 100);
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.failed, std::uint64_t(0));
        for (const PoolSnapshot &pool : seen.pools)
            QCOMPARE(pool.creation.count, std::uint64_t(3));
    }

    void aKilledBackendIsReplacedAndItsRequestCounted()
    {
        start(patientPlan(1, 3), closedLoop(3, sleepScript("0.05")));
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 3); // a backend is there before its slot is open
        m_server->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/test%'");
        EVENTUALLY(firstPool().counters.broken >= 1);
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 3);
        const Snapshot seen = finish();
        QVERIFY(isConserved(seen));
        QVERIFY(seen.requests.failed <= 3);
    }

    void anIdleConnectionThatDiesIsNoticedAtOnce()
    {
        start(patientPlan(1, 3), closedLoop(0));
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 3); // a backend is there before its slot is open
        m_server->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/test%'");
        EVENTUALLY_EQUAL(firstPool().counters.broken, std::uint64_t(3));
        EVENTUALLY_EQUAL(m_server->backends(run), 3);
    }

    void aRestartOfTheServerIsSurvivedWithoutALostRequest()
    {
        start(patientPlan(3, 4), closedLoop(24));
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 12); // Qt prints what happens to one that is being opened
        m_server->stopImmediate();
        EVENTUALLY(firstPool().counters.openFailures > 0);
        m_server->start();
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 12);
        QVERIFY(isConserved(finish()));
    }

    void theServersLimitStopsSomeSlotsAndNoOthers()
    {
        m_server->execute("ALTER ROLE app CONNECTION LIMIT 5");
        start(patientPlan(2, 4), closedLoop(8));
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 5);
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        m_server->execute("ALTER ROLE app CONNECTION LIMIT -1");
        EVENTUALLY_EQUAL(openSlots(*m_engine->snapshot()), 8);
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.completed, seen.requests.offered);
    }

    void anAcquireTimeoutIsCountedAtItsPool()
    {
        Plan plan = patientPlan(1, 1);
        plan.pools[0].acquireTimeout = 100ms;
        start(plan, closedLoop(3, sleepScript("0.5")));
        EVENTUALLY(firstPool().requests.timedOut >= 2);
        const Snapshot seen = finish();
        QVERIFY(isConserved(seen));
        QCOMPARE(seen.requests.timedOut, seen.pools.front().requests.timedOut);
    }

    void aCancelledStatementLeavesItsConnectionUsable()
    {
        start(patientPlan(1, 1), closedLoop(1, sleepScript("3600")));
        cancelTheFirst();
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        const Snapshot seen = finish();
        QCOMPARE(seen.pools.front().creation.count, std::uint64_t(1));
        QCOMPARE(seen.requests.failed, std::uint64_t(0));
    }

    void shuttingDownServesWhatWasAccepted()
    {
        start(patientPlan(2, 3), closedLoop(12, sleepScript("0.3")));
        EVENTUALLY_EQUAL(m_engine->snapshot()->waiting, std::uint64_t(6));
        const Snapshot seen = finish();
        QCOMPARE(seen.requests.completed, seen.requests.offered);
        QCOMPARE(m_engine->shutdownReport().cancelled, std::uint64_t(0));
        QVERIFY(m_engine->shutdownReport().drained >= 12);
    }

    void pastTheDeadlineStatementsAreCancelled()
    {
        start(patientPlan(2, 3), closedLoop(12, sleepScript("3600")));
        EVENTUALLY_EQUAL(m_engine->snapshot()->inFlight, std::uint64_t(6));
        EVENTUALLY_EQUAL(m_engine->snapshot()->waiting, std::uint64_t(6));
        const Snapshot seen = finish(200ms);
        QCOMPARE(m_engine->shutdownReport().drained, std::uint64_t(0));
        QCOMPARE(m_engine->shutdownReport().cancelled, std::uint64_t(12)); // by the server's answer, or by the cut that follows without one
        QCOMPARE(seen.requests.cancelled, std::uint64_t(12));
    }

    void aSilentServerIsCut()
    {
        start(patientPlan(1, 2), closedLoop(2, sleepScript("3600"))); // no answer is on its way when the server falls silent
        EVENTUALLY_EQUAL(m_engine->snapshot()->inFlight, std::uint64_t(2));
        QCOMPARE(m_server->freeze(run), 2);
        const Snapshot seen = finish(200ms); // it ends, though nothing comes from the server
        QCOMPARE(m_engine->shutdownReport().cut, std::uint64_t(2));
        QVERIFY(isConserved(seen));
        m_server->thaw();
    }

    void openLoopTrafficComesAtItsRate()
    {
        start(patientPlan(2, 5), {.arrivals = OpenLoop{.ratePerSecond = 2'000, .poisson = false}, .workload = soleWorkload("SELECT 1")});
        EVENTUALLY(m_engine->snapshot()->requests.completed > 100);
        m_engine->post(&Dispatcher::resetFigures);
        EVENTUALLY(m_engine->snapshot()->requests.completed > 2'000);
        const Snapshot seen = *m_engine->snapshot();
        EVENTUALLY(m_engine->snapshot()->requests.completed > seen.requests.offered); // all that was due by then was sent
        // What came late, by the engine's own word, is by so much off its time at most; beside that not one is missing or too many.
        const auto seconds = [](Duration time) { return std::chrono::duration<double>(time).count(); };
        const double due = 2'000 * seconds(seen.at - seen.measuredSince);
        const double late = 2'000 * seconds(m_engine->snapshot()->health.lag.max);
        const double offBy = std::abs(static_cast<double>(seen.requests.offered) - due);
        QVERIFY2(offBy <= 2 + late, qPrintable(QStringLiteral("%1 of %2, %3 late").arg(offBy).arg(due).arg(late)));
        QVERIFY(seen.health.lag.count > 0);
        finish();
    }

private:
    void start(const Plan &plan, const TrafficPlan &traffic)
    {
        m_engine->setTarget(m_server->target(), run);
        m_engine->setTraffic(traffic);
        m_engine->post(&Dispatcher::apply, plan);
        m_engine->post([](Dispatcher &dispatcher, TimePoint now) { dispatcher.startTraffic(now); });
    }

    // The statement that runs is cancelled; those after it are short.
    void cancelTheFirst()
    {
        EVENTUALLY(m_engine->snapshot()->inFlight == 1);
        m_engine->setTraffic(closedLoop(1, "SELECT 1"));
        m_engine->post(&Dispatcher::cancelSlot, SlotId{PoolId(1), 0});
        EVENTUALLY(isLogged(EventKind::Cancelled));
    }

    // Since this was asked for the last time.
    bool isLogged(EventKind kind)
    {
        const std::vector<Event> events = m_engine->takeEvents();
        return std::ranges::find(events, kind, &Event::kind) != events.end();
    }

    // As uniformPlan(), under other names and identities.
    static Plan otherPlan(int pools, int slots, std::uint32_t firstId)
    {
        Plan plan = patientPlan(pools, slots);
        for (PoolPlan &pool : plan.pools) {
            pool.id = PoolId(firstId++);
            pool.name = "other-" + std::to_string(static_cast<std::uint32_t>(pool.id));
        }
        return plan;
    }

    // Before the first publication: a pool with nothing in it.
    PoolSnapshot firstPool() const
    {
        const Snapshot seen = *m_engine->snapshot();
        return seen.pools.empty() ? PoolSnapshot{} : seen.pools.front();
    }

    // The snapshot after everything has ended.
    Snapshot finish(Duration drainDeadline = std::chrono::milliseconds(hangMs))
    {
        m_engine->shutDown(drainDeadline);
        const bool isFinished = eventually([this] { return m_engine->snapshot()->shutdown == ShutdownPhase::Finished; });
        if (!isFinished)
            qFatal("the engine did not shut down");
        return *m_engine->snapshot();
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Engine> m_engine;
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
