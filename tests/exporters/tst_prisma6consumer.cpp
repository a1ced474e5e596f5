// SPDX-License-Identifier: GPL-3.0-or-later
// The exported Prisma 6 project: its schema generated and its types checked by the real packages, and run against a real
// PostgreSQL with consumers/prisma6-engine.cjs in place of the native engine, which npm does not carry.
#include "tests/exporters/prismaproject.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <signal.h>

#include <cstdio>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int skipped = 77; // SKIP_RETURN_CODE of ctest

const QJsonObject moreOfPackage{{u"name"_s, u"poolwart-prisma6-test"_s},
                                {u"private"_s, true},
                                {u"type"_s, u"module"_s},
                                {u"optionalDependencies"_s, QJsonObject{{u"@prisma/adapter-pg"_s, u"6.19.3"_s}}}};

Plan testedPlan()
{
    Plan plan = patientShopPlan();
    plan.pools[3].statementTimeout = 61'234ms;
    return plan;
}

Proof proof(const QString &shows)
{
    return {.format = u"prisma-6"_s, .version = u"6"_s, .consumer = u"prisma 6.19.3 with a stand-in for its engine"_s, .shows = shows};
}

} // namespace

class TestPrisma6Consumer : public QObject
{
    Q_OBJECT

public:
    explicit TestPrisma6Consumer(NodeProject &project)
        : m_project(project)
    {}

private Q_SLOTS:
    void initTestCase()
    {
        writeProject(m_project, rendered("prisma-6", testedPlan()));
        m_project.write(u"src/consumer.ts"_s, sourceFile(u"tests/exporters/consumers/prisma.ts"_s));
        m_project.write(u"src/prisma-pools.ts"_s, patientlyClosing(contentOf(rendered("prisma-6", testedPlan()), "src/prisma-pools.ts")));
        Plan loaded = testedPlan();
        loaded.policy = RoutingPolicy::LeastLoaded;
        for (PoolPlan &pool : loaded.pools)
            pool.acquireTimeout = 2'500ms; // becomes 3 s
        m_project.write(u"src/least-loaded.ts"_s, contentOf(rendered("prisma-6", loaded), "src/prisma-pools.ts"));
        for (std::uint64_t seed = 1; seed <= 5; ++seed)
            m_project.write(u"src/random%1.ts"_s.arg(seed), contentOf(rendered("prisma-6", randomPlan(seed)), "src/prisma-pools.ts"));
        m_project.write(u"tsconfig.json"_s,
                        tsconfig(R"("module": "NodeNext", "moduleResolution": "NodeNext", "outDir": "dist", "rootDir": ".")"));
    }

    void init()
    {
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void theSchemaAndTheFilesAreSoundForTheRealPackages()
    {
        const Proving proving(proof(u"schema and types are sound for the packages"_s));
        const auto generated = generate(m_project);
        QVERIFY2(generated.exitCode == 0, generated.output.constData());
        const auto compiled = compile(m_project);
        QVERIFY2(compiled.exitCode == 0, compiled.output.constData());
    }

    void thePoolsRunOnTheRealClientWithTheirOwnSettings()
    {
        const Proving proving(proof(u"the pools run on the client with their own settings"_s));
        useStandInForTheEngine();
        Consumer consumer(started());
        for (int k = 0; k < 5; ++k) {
            const QJsonObject answer = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, k}});
            const QJsonObject session = answer[u"rows"_s][0].toObject();
            QVERIFY2(!session.isEmpty(), (QJsonDocument(answer).toJson() + consumer.log()).constData());
            QCOMPARE(session[u"name"_s].toString(), u"shop-p%1"_s.arg(k));
            QCOMPARE(session[u"timeout"_s].toString(), k == 3 ? u"61234ms"_s : u"1h"_s);
        }
        QCOMPARE(m_server.backends("evil"), 0);
        const QJsonArray route = consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 6}})[u"pools"_s].toArray();
        QCOMPARE(route, QJsonArray({0, 1, 2, 3, 4, 0}));
        QCOMPARE(consumer.ask({{u"command"_s, u"reload"_s}}), QJsonObject({{u"same"_s, true}, {u"terms"_s, 1}, {u"ints"_s, 1}}));
    }

    void aPoolsLimitIsReachedAndNotPassedAndTheLoadIsCounted()
    {
        const Proving proving(proof(u"a pool’s limit is reached and not passed"_s));
        Consumer consumer(started({u"POOLS=least-loaded"_s}));
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 1}, {u"count"_s, 12}, {u"insists"_s, true}});
        EVENTUALLY_EQUAL(m_server.held("shop-p1"), 12);
        const QJsonArray pools = consumer.ask({{u"command"_s, u"stats"_s}})[u"pools"_s].toArray();
        QCOMPARE(pools[1].toObject()[u"running"_s].toInt(), 12);
        QCOMPARE(pools[2].toObject()[u"running"_s].toInt(), 0);
        QVERIFY(!consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 50}})[u"pools"_s].toArray().contains(1));
        const QJsonObject late = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, 1}, {u"count"_s, 1}});
        QCOMPARE(late[u"failed"_s].toInt(), 1);
        QVERIFY(late[u"firstFailure"_s].toInt() >= 2'980);
        QCOMPARE(m_server.backends("shop-p1"), 12);
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 12);
        QCOMPARE(consumer.ask({{u"command"_s, u"stats"_s}})[u"pools"_s][1].toObject()[u"running"_s].toInt(), 0);
    }

    void sigtermServesWhatRunsAndLeavesNoBackend()
    {
        const Proving proving(proof(u"SIGTERM serves what runs and leaves no backend"_s));
        Consumer consumer(started());
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

    void aTransactionCountsAsRunningBetweenItsStatements()
    {
        Consumer consumer(started());
        consumer.send({{u"command"_s, u"transaction"_s}, {u"pool"_s, 2}});
        // After BEGIN it is in a transaction too, for a moment: its first SELECT is what it then stays behind.
        EVENTUALLY_EQUAL(
            m_server.value("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE 'SELECT%'"),
            std::string("1"));
        consumer.signal(SIGTERM);
        EVENTUALLY(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}})[u"error"_s].toString().contains(u"closing"_s));
        consumer.send({{u"command"_s, u"release"_s}});
        QCOMPARE(consumer.receive(), QJsonObject({{u"committed"_s, true}}));
        QCOMPARE(consumer.waitForExit(), 0);
    }

    void aMissingDatabaseUrlIsAClearError()
    {
        const auto result = m_project.node({u"dist/src/consumer.js"_s});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.output.contains("Error: DATABASE_URL is not set."), result.output.constData());
    }

    void aServerThatIsNotThereIsAnErrorWithoutThePassword()
    {
        Consumer consumer(m_project.start({u"dist/src/consumer.js"_s}, {u"DATABASE_URL=postgresql://u:secret@127.0.0.1:1/db"_s}));
        QVERIFY(consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, 2}, {u"aid"_s, 1}}).contains(u"error"_s));
        QVERIFY2(!consumer.log().contains("secret"), consumer.log().constData());
    }

private:
    // Both a schema for the client without the native engine and a module of the client's name nearer to the compiled file.
    void useStandInForTheEngine()
    {
        const QByteArray schema = contentOf(rendered("prisma-6", testedPlan()), "prisma/schema.prisma") + accountModel;
        QByteArray engineless = schema;
        engineless.replace("provider = \"prisma-client-js\"", "provider = \"prisma-client-js\"\n  engineType = \"client\"");
        m_project.write(u"prisma/schema.prisma"_s, engineless);
        const auto generated = generate(m_project);
        QVERIFY2(generated.exitCode == 0, generated.output.constData());
        m_project.write(u"dist/src/node_modules/@prisma/client/package.json"_s, R"({ "main": "index.cjs" })");
        m_project.write(u"dist/src/node_modules/@prisma/client/index.cjs"_s, sourceFile(u"tests/exporters/consumers/prisma6-engine.cjs"_s));
    }

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
    NodeProject project(packageJson("prisma-6", moreOfPackage), {u"@prisma/client"_s});
    if (!project.whyNot().isEmpty()) {
        recordNotRun(proof(u"its pools ran"_s), project.whyNot());
        std::printf("SKIP: %s\n", qPrintable(project.whyNot()));
        return skipped;
    }
    TestPrisma6Consumer test(project);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_prisma6consumer.moc"
