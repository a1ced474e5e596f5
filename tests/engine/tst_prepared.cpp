// SPDX-License-Identifier: GPL-3.0-or-later
// Prepared statements that a slot has lost, or that the server no longer takes, while the slots go on.
#include "model/engine/engine.h"
#include "tests/support/eventually.h"
#include "tests/support/testserver.h"

#include <QTest>

#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

const std::string run = "poolwart/prepared";

} // namespace

class TestPrepared : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<Engine> m_engine;

    void start(const std::string &script, bool mayWrite = false)
    {
        m_engine->setTarget(m_server->target(), run, mayWrite);
        m_engine->setTraffic({.arrivals = ClosedLoop{.clients = 2}, .workload = soleWorkload(script), .protocol = Protocol::Prepared});
        m_engine->post(&Dispatcher::apply, uniformPlan(1, 2));
        m_engine->post([](Dispatcher &dispatcher, TimePoint now) { dispatcher.startTraffic(now); });
        serveMore(100);
    }

    // More requests than were under way: each slot has met what was done before.
    void serveMore(std::uint64_t requests)
    {
        const std::uint64_t before = ended();
        EVENTUALLY(ended() >= before + requests);
    }
    // Until each of the two slots has met what was done before.
    void serveMoreOnBothSlots()
    {
        const auto served = [this](std::size_t slot) {
            const auto seen = m_engine->snapshot();
            return seen->pools.empty() || seen->pools.front().slotList.size() < 2 ? 0u : seen->pools.front().slotList[slot].completed;
        };
        const std::uint64_t before[] = {served(0), served(1)};
        EVENTUALLY(served(0) > before[0] + 1 && served(1) > before[1] + 1);
    }
    std::uint64_t ended() const { return m_engine->snapshot()->requests.completed + m_engine->snapshot()->requests.failed; }

    std::uint64_t failedInTheEnd()
    {
        m_engine->shutDown(10s);
        const auto isOver = [this] { return m_engine->snapshot()->shutdown == ShutdownPhase::Finished; };
        return eventually(isOver) ? m_engine->snapshot()->requests.failed : UINT64_MAX;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        m_server->execute("CREATE TABLE changing (a int); INSERT INTO changing VALUES (1); GRANT ALL ON changing TO app");
    }
    void cleanupTestCase() { m_server.reset(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_engine = std::make_unique<Engine>(1);
    }
    void cleanup() { m_engine.reset(); }

    void aChangedTableCostsNoRequest()
    {
        start("SELECT * FROM changing");
        serveMoreOnBothSlots(); // a table that changes between a statement's preparation and its execution costs a request
        m_server->execute("ALTER TABLE changing ADD COLUMN b int");
        serveMoreOnBothSlots();
        m_server->execute("ALTER TABLE changing DROP COLUMN b");
        serveMoreOnBothSlots();
        QCOMPARE(failedInTheEnd(), 0u);
    }

    void aChangedTableCostsEachSlotOneTransactionAtMost()
    {
        start("BEGIN;\nSELECT 1;\nSELECT * FROM changing;\nEND;");
        m_server->execute("ALTER TABLE changing ADD COLUMN b int");
        serveMore(100);
        m_server->execute("ALTER TABLE changing DROP COLUMN b");
        serveMore(100);
        QVERIFY(failedInTheEnd() <= 4); // two changes, two slots
    }

    void whatDiscardsAllStatementsCostsNoRequest()
    {
        start("SELECT 1;\nDISCARD ALL;\nSELECT 2;", true);
        serveMore(100);
        QCOMPARE(failedInTheEnd(), 0u);
    }

    void whatIsNotSupportedFailsEachTimeWithTheServersWords()
    {
        start("SELECT count(*) OVER () FROM changing FOR UPDATE", true);
        QCOMPARE(m_engine->snapshot()->requests.completed, 0u);
        QCOMPARE(m_engine->snapshot()->errors.front().sqlState, std::string("0A000"));
    }

    void whatTheScriptItselfHasNotPreparedFailsAndIsExplainedOnce()
    {
        start("EXECUTE nothing_of_that_name");
        int explained = 0;
        for (const Event &event : m_engine->takeEvents())
            explained +=
                event.kind == EventKind::Warning && event.detail.find("gives each transaction another server session") != std::string::npos;
        QCOMPARE(explained, 1);
        QCOMPARE(m_engine->snapshot()->requests.completed, 0u);
    }
};

QTEST_GUILESS_MAIN(TestPrepared)
#include "tst_prepared.moc"
