// SPDX-License-Identifier: GPL-3.0-or-later
// Connections through PgBouncer: how they are told from others, and what it tells of itself.
#include "model/server/connection/connection.h"
#include "model/server/connection/poolerprobe.h"
#include "tests/support/eventually.h"
#include "tests/support/testpooler.h"
#include "tests/support/testserver.h"

#include <QSqlDatabase>
#include <QTest>

#include <libpq-fe.h>

#include <memory>
#include <thread>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestServerPooler : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestServer> m_server;

    Pooler lookAt(const Target &target) const
    {
        ConnectionThread connection(target, {.applicationName = "test/look"});
        const auto limit = WaitLimit::in(std::chrono::milliseconds(hangMs));
        if (!connection.wait(limit) || !connection.isPooled())
            return {.name = "none"};
        return lookAtPooler(target, connection, limit);
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aPoolerIsToldFromAServerByTheProcessThatAnswers()
    {
        TestPooler pooler(*m_server, {.more = {}});
        const auto direct = openPlain(m_server->networkTarget(), {});
        const auto pooled = openPlain(pooler.target(), {});
        QVERIFY(direct.ok() && pooled.ok());
        QVERIFY(!direct->isPooled && pooled->isPooled);
        QCOMPARE(direct->serverPid, PQbackendPID(direct->handle.get()));
    }

    void aSlotThroughAPoolerThatNobodyLookedForIsAPlainConnectionAllTheSame()
    {
        TestPooler pooler(*m_server, {.more = {}});
        QVERIFY(!openConnection(pooler.target(), {.connectionName = "c", .applicationName = "poolwart/x/p1"}));
        QVERIFY(isPooledConnection("c"));
        QVERIFY(nativeHandle("c"));
        QVERIFY(!QSqlDatabase::contains(u"c"_s));
        closeConnection("c");
        QVERIFY(!isPooledConnection("c") && !nativeHandle("c"));
        QVERIFY(!openConnection(m_server->target(), {.connectionName = "c", .applicationName = "poolwart/x/p1/s01"}));
        QVERIFY(!isPooledConnection("c"));
        closeConnection("c");
    }

    void itsConsoleTellsAllOfIt()
    {
        TestPooler pooler(*m_server, {.mode = u"transaction"_s, .poolSize = 7, .tells = true, .more = {u"reserve_pool_size = 2"_s}});
        const Pooler told = lookAt(pooler.target());
        QCOMPARE(told.name, std::string("PgBouncer"));
        QVERIFY(told.version.starts_with("1."));
        QCOMPARE(told.mode, PoolerMode::Transaction);
        QCOMPARE(told.poolSize, 9);
        QVERIFY(told.listsClients);
        const auto ours = openPlain(pooler.target(), {.applicationName = "poolwart/x/p1"});
        const auto limit = WaitLimit::in(std::chrono::milliseconds(hangMs));
        QCOMPARE(*clientsOfPooler(pooler.target(), "poolwart/x/p", limit), 1);
        QCOMPARE(*clientsOfPooler(pooler.target(), "poolwart/y/p", limit), 0);
    }

    void withoutItsConsoleTheModeShowsInHowItBehaves_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("transaction") << u"transaction"_s << true;
        QTest::newRow("statement") << u"statement"_s << true;
        QTest::newRow("session: as transaction where no session is shared") << u"session"_s << false;
    }
    void withoutItsConsoleTheModeShowsInHowItBehaves()
    {
        QFETCH(QString, mode);
        QFETCH(bool, isShown);
        TestPooler pooler(*m_server, {.mode = mode, .poolSize = 4, .more = {}});
        const Pooler told = lookAt(pooler.target());
        QCOMPARE(told.mode, isShown ? poolerModeFromId(mode.toStdString()) : std::nullopt);
        QVERIFY(told.name.empty() && !told.listsClients && !told.poolSize);
        const auto limit = WaitLimit::in(std::chrono::milliseconds(hangMs));
        QVERIFY(!clientsOfPooler(pooler.target(), "poolwart/", limit));
    }

    void whoGetsNoServerConnectionIsToldSoWithinItsConnectTimeout()
    {
        TestPooler pooler(*m_server, {.mode = u"session"_s, .poolSize = 1, .more = {}});
        const auto first = openPlain(pooler.target(), {});
        QVERIFY(first.ok());
        const auto second = openPlain(pooler.target(), {.connectTimeout = 2s});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::CannotConnect);
        QVERIFY2(second.error().message.find("within 2s") != std::string::npos, second.error().message.c_str());
        QVERIFY(second.error().hint.find("pool_size") != std::string::npos);
    }

    void waitingForAServerConnectionCanBeGivenUp()
    {
        TestPooler pooler(*m_server, {.mode = u"session"_s, .poolSize = 1, .more = {}});
        const auto first = openPlain(pooler.target(), {});
        std::stop_source stop;
        const std::jthread giver([&stop] { stop.request_stop(); });
        const auto second = openPlain(pooler.target(), {.connectTimeout = std::chrono::milliseconds(hangMs), .stop = stop.get_token()});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestServerPooler)
#include "tst_pooler.moc"
