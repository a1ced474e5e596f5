// SPDX-License-Identifier: GPL-3.0-or-later
// The exported pools of Prisma 8, with the release candidate from npm and a contract that its emitter writes, type-checked,
// compiled and run against a real PostgreSQL.
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

Plan testedPlan()
{
    Plan plan = patientShopPlan();
    plan.pools[3].statementTimeout = 61'234ms;
    return plan;
}

const QJsonObject moreOfPackage{{u"name"_s, u"poolwart-prisma8-test"_s}, {u"private"_s, true}, {u"type"_s, u"module"_s}};

Proof proof(const QString &shows)
{
    return {.format = u"prisma-8"_s,
            .version = u"8-rc"_s,
            .consumer = u"@prisma/orm-postgres 8.0.0-rc.13, pg 8.22.0, a contract of its own emitter"_s,
            .shows = shows};
}

} // namespace

class TestPrisma8Consumer : public QObject
{
    Q_OBJECT

public:
    explicit TestPrisma8Consumer(NodeProject &project)
        : m_project(project)
    {}

private Q_SLOTS:
    void initTestCase()
    {
        m_project.write(u"src/prisma/contract.prisma"_s, QByteArray("// use prisma-8\n") + accountModel);
        m_project.write(u"emit.mjs"_s, sourceFile(u"tests/exporters/consumers/prisma8-emit.mjs"_s));
        const auto emitted = m_project.node({u"emit.mjs"_s});
        QVERIFY2(emitted.exitCode == 0, emitted.output.constData());

        m_project.write(u"src/prisma-pools.ts"_s, patientlyClosing(poolsOf(testedPlan())));
        Plan lazy = testedPlan();
        for (PoolPlan &pool : lazy.pools)
            pool.minimumIdle = 0;
        m_project.write(u"src/lazy.ts"_s, poolsOf(lazy));
        m_project.write(u"src/impatient.ts"_s, poolsOf(impatient(testedPlan())));
        Plan shared = testedPlan();
        shared.migrationShare = 40;
        m_project.write(u"src/share.ts"_s, poolsOf(shared));
        for (std::uint64_t seed = 1; seed <= 5; ++seed)
            m_project.write(u"src/random%1.ts"_s.arg(seed), poolsOf(randomPlan(seed)));
        m_project.write(u"src/consumer.ts"_s, sourceFile(u"tests/exporters/consumers/prisma8.ts"_s));
        m_project.write(u"tsconfig.json"_s, tsconfig(R"("module": "NodeNext", "moduleResolution": "NodeNext", "resolveJsonModule": true,
                                    "outDir": "dist", "rootDir": ".")"));
        const auto compiled = compile(m_project);
        QVERIFY2(compiled.exitCode == 0, compiled.output.constData());
    }

    void init()
    {
        m_server.execute("ALTER ROLE app CONNECTION LIMIT -1");
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void theTypesAreTheContractsForABundlerToo()
    {
        m_project.write(u"src/prisma-pools.ts"_s, poolsOf(testedPlan(), {}));
        m_project.write(u"src/wrong.ts"_s,
                        "import { getDb } from './prisma-pools'\nexport const none = getDb().orm.public.Account.first({ aid: 'x' })\n");
        m_project.write(u"bundler.json"_s,
                        tsconfig(R"("module": "ESNext", "moduleResolution": "bundler", "resolveJsonModule": true, "noEmit": true)")
                            .replace("\"include\": [\"src\", \"*.config.ts\"]", "\"files\": [\"src/wrong.ts\"]"));
        const auto wrong = m_project.node({u"node_modules/typescript/bin/tsc"_s, u"-p"_s, u"bundler.json"_s});
        QVERIFY(wrong.exitCode != 0);
        const QByteArrayList errors = wrong.output.trimmed().split('\n');
        for (const QByteArray &line : errors) // the call's error and what explains it, none of the exported file's
            QVERIFY2(line.startsWith("src/wrong.ts(2,") || line.startsWith(' '), wrong.output.constData());
    }

    void everyPoolOpensItsConnectionsUnderItsNameWithItsSettings()
    {
        const Proving proving(proof(u"the pools open all their connections; application_name and statement_timeout read back "
                                    "from the server"_s));
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        QCOMPARE(m_server.backends("evil"), 0);
        m_server.execute("UPDATE pgbench_accounts SET abalance = 100 + aid WHERE aid <= 5");
        for (int k = 0; k < 5; ++k) {
            QCOMPARE(m_server.backends("shop-p" + std::to_string(k)), 12);
            const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, k}})[u"rows"_s][0].toObject();
            QCOMPARE(session, QJsonObject({{u"name"_s, u"shop-p%1"_s.arg(k)}, {u"timeout"_s, k == 3 ? u"61234ms"_s : u"1h"_s}}));
            const QJsonObject account = consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, k}, {u"aid"_s, k + 1}});
            QCOMPARE(account[u"account"_s].toObject(), QJsonObject({{u"aid"_s, k + 1}, {u"bid"_s, 1}, {u"abalance"_s, 101 + k}}));
        }
        QCOMPARE(consumer.ask({{u"command"_s, u"transaction"_s}, {u"pool"_s, 4}}), QJsonObject({{u"updated"_s, 77}, {u"read"_s, 77}}));
        QCOMPARE(m_server.value("SELECT abalance FROM pgbench_accounts WHERE aid = 1"), std::string("77"));
        QCOMPARE(m_server.backends("shop-p"), 60); // Prisma opened nothing of its own
    }

    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut()
    {
        const Proving proving(proof(u"a pool’s limit is reached and not passed, and the next request times out"_s));
        Consumer consumer(started({u"POOLS=impatient"_s}));
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 12}, {u"insists"_s, true}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        // A full pool blocks only its own requests.
        EVENTUALLY(consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, 2}, {u"aid"_s, 1}}).contains(u"account"_s));
        const QJsonObject late = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 1}});
        QCOMPARE(late[u"errors"_s], QJsonValue(QJsonArray{u"timeout exceeded when trying to connect"_s}));
        QVERIFY(late[u"firstFailure"_s].toInt() >= impatienceAtLeastMs);
        QCOMPARE(m_server.backends("shop-p0"), 12);
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 12);
    }

    void thePolicyAndTheMigrationShareChooseTheClient()
    {
        const QJsonObject route{{u"command"_s, u"route"_s}, {u"count"_s, 10}};
        Consumer whole(started());
        QCOMPARE(whole.ask(route)[u"pools"_s].toArray(), QJsonArray({0, 1, 2, 3, 4, 0, 1, 2, 3, 4}));
        Consumer share(started({u"POOLS=share"_s}));
        QCOMPARE(share.ask(route)[u"pools"_s].toArray(), QJsonArray({0, 0, 0, 0, 1, 0, 0, 2, 0, 3}));
    }

    void aHotReloadFindsThePoolsAndAddsNoSignalHandler()
    {
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        QCOMPARE(consumer.ask({{u"command"_s, u"reload"_s}}), QJsonObject({{u"same"_s, true}, {u"terms"_s, 1}, {u"ints"_s, 1}}));
        QCOMPARE(m_server.backends("shop-p"), 60);
    }

    void aClientWhoseFirstQueryFailsWorksOnceThereAreConnections()
    {
        m_server.execute("ALTER ROLE app CONNECTION LIMIT 0");
        Consumer consumer(started({u"POOLS=lazy"_s}));
        EVENTUALLY_EQUAL(consumer.log().count("Initial connection error"), 5);
        const QJsonObject account{{u"command"_s, u"account"_s}, {u"pool"_s, 1}, {u"aid"_s, 1}};
        QCOMPARE(consumer.ask(account)[u"error"_s].toString(), u"too many connections for role \"app\""_s);
        m_server.execute("ALTER ROLE app CONNECTION LIMIT -1");
        QVERIFY(consumer.ask(account).contains(u"account"_s));
    }

    void signalsServeWhatRunsAndLeaveNoBackend_data()
    {
        QTest::addColumn<int>("number");
        QTest::addRow("SIGTERM") << SIGTERM;
        QTest::addRow("SIGINT") << SIGINT;
    }
    void signalsServeWhatRunsAndLeaveNoBackend()
    {
        const Proving proving(proof(u"SIGTERM serves what runs and leaves no backend"_s));
        QFETCH(int, number);
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 14}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        consumer.signal(number);
        EVENTUALLY(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}}).contains(u"error"_s));
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 14);
        QCOMPARE(consumer.waitForExit(), 0);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void disconnectAllIsBoundedAndFinalAndLeavesNoBackend()
    {
        const Proving proving(proof(u"disconnectAll is bounded and leaves no backend"_s));
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 2}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 2);
        consumer.send({{u"command"_s, u"disconnect"_s}, {u"ms"_s, 500}});
        QCOMPARE(consumer.receive()[u"failed"_s].toInt(), 2); // cut
        QCOMPARE(consumer.receive(), QJsonObject({{u"served"_s, false}}));

        // Neither getDb() nor a client that someone kept opens anything any more.
        QVERIFY(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}})[u"error"_s].toString().contains(u"closing"_s));
        QCOMPARE(consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, 1}, {u"aid"_s, 1}})[u"error"_s].toString(),
                 u"Postgres client is closed"_s);
        m_server.openGate(); // the server goes on with the cut statements
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

private:
    static QByteArray poolsOf(const Plan &plan, std::map<std::string, std::string> options = {{"imports", "js"}})
    {
        return contentOf(rendered("prisma-8", plan, std::move(options)), "src/prisma-pools.ts");
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
    NodeProject project(packageJson("prisma-8", moreOfPackage));
    if (!project.whyNot().isEmpty()) {
        recordNotRun(proof(u"its pools ran"_s), project.whyNot());
        std::printf("SKIP: %s\n", qPrintable(project.whyNot()));
        return skipped;
    }
    TestPrisma8Consumer test(project);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_prisma8consumer.moc"
