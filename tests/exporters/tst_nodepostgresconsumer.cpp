// SPDX-License-Identifier: GPL-3.0-or-later
// The exported node-postgres pools, with pg from npm, type-checked, compiled and run against a real PostgreSQL.
#include "tests/exporters/prismaproject.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTest>

#include <signal.h>

#include <cstdio>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int skipped = 77; // SKIP_RETURN_CODE of ctest

QByteArray package()
{
    QJsonObject package = QJsonDocument::fromJson(contentOf(rendered("node-postgres", shopPlan()), "package.pools.json")).object();
    package[u"name"_s] = u"poolwart-pg-test"_s;
    package[u"private"_s] = true;
    package[u"type"_s] = u"module"_s;
    return QJsonDocument(package).toJson();
}

Proof proof(const QString &shows)
{
    return {.format = u"node-postgres"_s, .version = u"8"_s, .consumer = u"pg 8.23.1, TypeScript 5.9.3"_s, .shows = shows};
}

} // namespace

class TestNodePostgresConsumer : public QObject
{
    Q_OBJECT

public:
    explicit TestNodePostgresConsumer(NodeProject &project)
        : m_project(project)
    {}

private Q_SLOTS:
    void initTestCase()
    {
        Plan plan = patientShopPlan();
        plan.pools[3].statementTimeout = 61'234ms;
        m_project.write(u"src/pools.ts"_s, patientlyClosing(contentOf(rendered("node-postgres", plan), "src/pools.ts")));
        m_project.write(u"src/impatient.ts"_s, contentOf(rendered("node-postgres", impatient(plan)), "src/pools.ts"));
        for (std::uint64_t seed = 1; seed <= 5; ++seed)
            m_project.write(u"src/random%1.ts"_s.arg(seed), contentOf(rendered("node-postgres", randomPlan(seed)), "src/pools.ts"));
        m_project.write(u"src/consumer.ts"_s, sourceFile(u"tests/exporters/consumers/pg.ts"_s));
        m_project.write(u"tsconfig.json"_s,
                        tsconfig(R"("module": "NodeNext", "moduleResolution": "NodeNext", "outDir": "dist", "rootDir": ".")"));
        const auto compiled = compile(m_project);
        QVERIFY2(compiled.exitCode == 0, compiled.output.constData());
    }

    void init()
    {
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void everyPoolOpensItsConnectionsUnderItsNameWithItsSettings()
    {
        const Proving proving(proof(u"the pools open all their connections; application_name and statement_timeout read back "
                                    "from the server"_s));
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        for (int k = 0; k < 5; ++k) {
            QCOMPARE(m_server.backends("shop-p" + std::to_string(k)), 12);
            const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, k}})[u"rows"_s][0].toObject();
            QCOMPARE(session[u"name"_s].toString(), u"shop-p%1"_s.arg(k));
            QCOMPARE(session[u"timeout"_s].toString(), k == 3 ? u"61234ms"_s : u"1h"_s);
        }
        QCOMPARE(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 6}})[u"pools"_s].toArray(), QJsonArray({0, 1, 2, 3, 4, 0}));
    }

    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut()
    {
        const Proving proving(proof(u"a pool’s limit is reached and not passed, and the next request times out"_s));
        Consumer consumer(started({u"POOLS=impatient"_s}));
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 1}, {u"count"_s, 12}, {u"insists"_s, true}});
        EVENTUALLY_EQUAL(m_server.held("shop-p1"), 12);
        const QJsonObject late = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, 1}, {u"count"_s, 1}});
        QCOMPARE(late[u"errors"_s], QJsonValue(QJsonArray{u"timeout exceeded when trying to connect"_s}));
        QVERIFY(late[u"firstFailure"_s].toInt() >= impatienceAtLeastMs);
        QCOMPARE(m_server.backends("shop-p1"), 12);
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 12);
    }

    void aConnectionThreadThatDiesIsToldToWhoHasItAndEndsNothingElse()
    {
        const Proving proving(proof(u"a lent connection that dies is told to who has it, and ends nothing else"_s));
        Consumer consumer(started());
        const int pid = consumer.ask({{u"command"_s, u"lend"_s}, {u"pool"_s, 2}})[u"pid"_s].toInt();
        QCOMPARE(m_server.value("SELECT pg_terminate_backend(" + std::to_string(pid) + ", 120000)"), std::string("t"));
        const QString told = consumer.ask({{u"command"_s, u"useLent"_s}})[u"error"_s].toString();
        QVERIFY2(told.contains(u"not queryable"_s), qPrintable(told));
        const QJsonObject next = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, 2}});
        QVERIFY(next[u"rows"_s][0][u"pid"_s].toInt() > 0);
        QVERIFY(next[u"rows"_s][0][u"pid"_s].toInt() != pid);
    }

    void sigtermServesWhatRunsAndLeavesNoBackend()
    {
        const Proving proving(proof(u"SIGTERM serves what runs and leaves no backend"_s));
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 14}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        consumer.signal(SIGTERM);
        EVENTUALLY(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}}).contains(u"error"_s));
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 14);
        QCOMPARE(consumer.waitForExit(), 0);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void disconnectAllLeavesNoBackend()
    {
        const Proving proving(proof(u"disconnectAll leaves no backend"_s));
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        QCOMPARE(consumer.ask({{u"command"_s, u"disconnect"_s}, {u"ms"_s, 3'600'000}}), QJsonObject({{u"served"_s, true}}));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
        QVERIFY(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}}).contains(u"error"_s));
    }

private:
    std::unique_ptr<QProcess> started(const QStringList &environment = {})
    {
        return m_project.start({u"dist/src/consumer.js"_s}, environment + QStringList{hostileUrl(m_server)});
    }

    NodeProject &m_project;
    ShopServer m_server;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    NodeProject project(package());
    if (!project.whyNot().isEmpty()) {
        recordNotRun(proof(u"its pools ran"_s), project.whyNot());
        std::printf("SKIP: %s\n", qPrintable(project.whyNot()));
        return skipped;
    }
    TestNodePostgresConsumer test(project);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_nodepostgresconsumer.moc"
