// SPDX-License-Identifier: GPL-3.0-or-later
// The exported Prisma 7 project, installed from npm, type-checked, compiled and run against a real PostgreSQL.
// Long: its tests share the packages that are installed for them.
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

Plan testedPlan()
{
    Plan plan = patientShopPlan();
    plan.pools[3].statementTimeout = 61'234ms;
    return plan;
}

const QJsonObject moreOfPackage{{u"name"_s, u"poolwart-prisma7-test"_s}, {u"private"_s, true}, {u"type"_s, u"module"_s}};

QJsonArray repeated(const QList<int> &pattern, int times)
{
    QJsonArray array;
    for (int i = 0; i < times; ++i) {
        for (const int value : pattern)
            array.append(value);
    }
    return array;
}

Proof proof(const QString &shows)
{
    return {.format = u"prisma-7"_s, .version = u"7"_s, .consumer = u"prisma 7.10.0, pg 8.23.1"_s, .shows = shows};
}

} // namespace

class TestPrisma7Consumer : public QObject
{
    Q_OBJECT

public:
    explicit TestPrisma7Consumer(NodeProject &project)
        : m_project(project)
    {}

private Q_SLOTS:
    void initTestCase()
    {
        writeProject(m_project, rendered("prisma-7", testedPlan()));
        m_project.write(u"src/prisma-pools.ts"_s, patientlyClosing(contentOf(rendered("prisma-7", testedPlan()), "src/prisma-pools.ts")));
        m_project.write(u"src/consumer.ts"_s, sourceFile(u"tests/exporters/consumers/prisma.ts"_s));
        m_project.write(u"tsconfig.json"_s,
                        tsconfig(R"("module": "NodeNext", "moduleResolution": "NodeNext", "outDir": "dist", "rootDir": ".")"));
        addVariant(u"least-loaded"_s, [](Plan &plan) { plan.policy = RoutingPolicy::LeastLoaded; });
        addVariant(u"power-of-two"_s, [](Plan &plan) { plan.policy = RoutingPolicy::PowerOfTwo; });
        addVariant(u"weighted"_s, [](Plan &plan) {
            plan.policy = RoutingPolicy::Weighted;
            plan.pools[0].weight = 3;
        });
        addVariant(u"random"_s, [](Plan &plan) { plan.policy = RoutingPolicy::Random; });
        addVariant(u"single"_s, [](Plan &plan) { plan.policy = RoutingPolicy::Single; });
        addVariant(u"share"_s, [](Plan &plan) { plan.migrationShare = 40; });
        addVariant(u"impatient"_s, [](Plan &plan) { plan = impatient(plan); });
        addVariant(u"lazy"_s, [](Plan &plan) {
            for (PoolPlan &pool : plan.pools)
                pool.minimumIdle = 0;
        });

        const auto generated = generate(m_project);
        QVERIFY2(generated.exitCode == 0, generated.output.constData());
        const auto compiled = compile(m_project);
        QVERIFY2(compiled.exitCode == 0, compiled.output.constData());
    }

    void init()
    {
        m_server.execute("ALTER ROLE app CONNECTION LIMIT -1");
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void theFilesAreSoundUnderTheStrictestTypeChecksWhateverThePlan()
    {
        NodeProject project(packageJson("prisma-7", moreOfPackage));
        writeProject(project, rendered("prisma-7", shopPlan(), {}));
        for (std::uint64_t seed = 1; seed <= 5; ++seed)
            project.write(u"src/random%1.ts"_s.arg(seed),
                          contentOf(rendered("prisma-7", randomPlan(seed), {{"signals", seed % 2 ? "no" : "yes"}}), "src/prisma-pools.ts"));
        project.write(u"tsconfig.json"_s, tsconfig(R"("module": "ESNext", "moduleResolution": "bundler", "noEmit": true)"));
        const auto generated = generate(project);
        QVERIFY2(generated.exitCode == 0, generated.output.constData());
        const auto sound = compile(project);
        QVERIFY2(sound.exitCode == 0, sound.output.constData());

        project.write(u"src/wrong.ts"_s,
                      "import { getPrisma } from './prisma-pools'\ngetPrisma().account.findFirst({ where: { aid: 'x' } })\n");
        const auto wrong = compile(project);
        QVERIFY(wrong.exitCode != 0); // the check sees the models' types
        QVERIFY2(wrong.output.contains("src/wrong.ts(2,"), wrong.output.constData());
    }

    void fiveTimesTwelveConnectionsAppearUnderTheirPoolsNames()
    {
        const Proving proving(proof(u"the pools open all their connections under their names"_s));
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        const auto rows = m_server.query("SELECT application_name, count(*) FROM pg_stat_activity WHERE "
                                         "starts_with(application_name, 'shop-p') GROUP BY 1 ORDER BY 1");
        const std::vector<TestServer::Row> expected{
            {"shop-p0", "12"}, {"shop-p1", "12"}, {"shop-p2", "12"}, {"shop-p3", "12"}, {"shop-p4", "12"}};
        QVERIFY(rows == expected);
        QCOMPARE(m_server.backends("evil"), 0);
        QJsonArray idlePools;
        for (int k = 0; k < 5; ++k)
            idlePools.append(QJsonObject(
                {{u"number"_s, k + 1}, {u"applicationName"_s, u"shop-p%1"_s.arg(k)}, {u"inUse"_s, 0}, {u"idle"_s, 12}, {u"waiting"_s, 0}}));
        EVENTUALLY_EQUAL(consumer.ask({{u"command"_s, u"stats"_s}})[u"pools"_s].toArray(),
                         idlePools); // a backend is there before its client knows
    }

    void everyPoolAnswersRightWithItsOwnSettings()
    {
        const Proving proving(proof(u"application_name and statement_timeout read back from the server"_s));
        Consumer consumer(started());
        m_server.execute("UPDATE pgbench_accounts SET abalance = 100 + aid WHERE aid <= 5");
        for (int k = 0; k < 5; ++k) {
            const QJsonObject account = consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, k}, {u"aid"_s, k + 1}});
            QCOMPARE(account[u"account"_s].toObject(), QJsonObject({{u"aid"_s, k + 1}, {u"bid"_s, 1}, {u"abalance"_s, 101 + k}}));
            const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, k}})[u"rows"_s][0].toObject();
            QCOMPARE(session[u"name"_s].toString(), u"shop-p%1"_s.arg(k));
            QCOMPARE(session[u"timeout"_s].toString(), k == 3 ? u"61234ms"_s : u"1h"_s);
            const std::string pid = std::to_string(session[u"pid"_s].toInt());
            QCOMPARE(m_server.value("SELECT application_name FROM pg_stat_activity WHERE pid = " + pid), "shop-p" + std::to_string(k));
        }
    }

    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut()
    {
        const Proving proving(proof(u"a pool’s limit is reached and not passed, and the next request times out"_s));
        Consumer consumer(started({u"POOLS=impatient"_s}));
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 1}, {u"count"_s, 12}, {u"insists"_s, true}});
        EVENTUALLY_EQUAL(m_server.held("shop-p1"), 12);
        // A full pool blocks only its own requests.
        EVENTUALLY(consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, 2}, {u"aid"_s, 1}}).contains(u"account"_s));

        const QJsonObject late = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, 1}, {u"count"_s, 1}});
        QCOMPARE(late[u"failed"_s].toInt(), 1);
        const QString error = late[u"errors"_s][0].toString();
        QVERIFY2(error.contains(u"timeout exceeded when trying to connect"_s), qPrintable(error));
        QVERIFY2(late[u"firstFailure"_s].toInt() >= impatienceAtLeastMs, qPrintable(QString::number(late[u"firstFailure"_s].toInt())));
        QCOMPARE(m_server.backends("shop-p1"), 12);
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 12);
    }

    void thePoliciesGiveOutThePoolsThatTheySay_data()
    {
        QTest::addColumn<QString>("module");
        QTest::addColumn<QJsonArray>("expected"); // for ten calls of idle pools; empty: drawn at random
        QTest::addRow("round robin") << u"prisma-pools"_s << repeated({0, 1, 2, 3, 4}, 2);
        QTest::addRow("least loaded, all idle") << u"least-loaded"_s << repeated({0, 1, 2, 3, 4}, 2);
        QTest::addRow("single") << u"single"_s << repeated({0}, 10);
        QTest::addRow("40 of 100 by round robin") << u"share"_s << QJsonArray{0, 0, 0, 0, 1, 0, 0, 2, 0, 3};
        QTest::addRow("3 to 1") << u"weighted"_s << QJsonArray{0, 1, 2, 0, 3, 4, 0, 0, 1, 2};
        QTest::addRow("random") << u"random"_s << QJsonArray();
        QTest::addRow("power of two") << u"power-of-two"_s << QJsonArray();
    }
    void thePoliciesGiveOutThePoolsThatTheySay()
    {
        QFETCH(QString, module);
        QFETCH(QJsonArray, expected);
        Consumer consumer(started({u"POOLS="_s + module}));
        if (!expected.isEmpty()) {
            QCOMPARE(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 10}})[u"pools"_s].toArray(), expected);
            return;
        }
        QMap<int, int> counts;
        for (const QJsonValue pool : consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 5'000}})[u"pools"_s].toArray())
            ++counts[pool.toInt()];
        QCOMPARE(counts.size(), 5);
        for (const int count : counts)
            QVERIFY2(count > 800 && count < 1'200, qPrintable(QString::number(count))); // 7 standard deviations
    }

    void leastLoadedLeavesABusyPoolAlone_data()
    {
        QTest::addColumn<QString>("module");
        QTest::addRow("least loaded") << u"least-loaded"_s;
        QTest::addRow("power of two") << u"power-of-two"_s;
    }
    void leastLoadedLeavesABusyPoolAlone()
    {
        QFETCH(QString, module);
        Consumer consumer(started({u"POOLS="_s + module}));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 2}, {u"count"_s, 6}});
        EVENTUALLY_EQUAL(m_server.held("shop-p2"), 6);
        const QJsonArray pools = consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 200}})[u"pools"_s].toArray();
        QCOMPARE(pools.size(), 200);
        QVERIFY(!pools.contains(2));
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 6);
    }

    void aHotReloadFindsThePoolsAndAddsNoSignalHandler()
    {
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        const QJsonObject reloaded = consumer.ask({{u"command"_s, u"reload"_s}});
        QCOMPARE(reloaded, QJsonObject({{u"same"_s, true}, {u"terms"_s, 1}, {u"ints"_s, 1}}));
        QCOMPARE(m_server.backends("shop-p"), 60);
    }

    void withoutAMinimumAPoolOpensWhatIsAskedFor()
    {
        Consumer consumer(started({u"POOLS=lazy"_s}));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 5); // one each, to see early whether it works
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 4}, {u"count"_s, 20}});
        EVENTUALLY_EQUAL(m_server.held("shop-p4"), 12);
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 20);
        QCOMPARE(m_server.backends("shop-p"), 16);
    }

    void aMissingOrWrongDatabaseUrlIsAClearError_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("message");
        QTest::addRow("missing") << QString() << QByteArray("Error: DATABASE_URL is not set. Write it as postgresql://");
        QTest::addRow("empty") << u"DATABASE_URL="_s << QByteArray("Error: DATABASE_URL is not set.");
        QTest::addRow("other") << u"DATABASE_URL=mysql://u:secret@h/db"_s << QByteArray("Error: DATABASE_URL is not a PostgreSQL URL.");
    }
    void aMissingOrWrongDatabaseUrlIsAClearError()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, message);
        const auto result = m_project.node({u"dist/src/consumer.js"_s}, url.isEmpty() ? QStringList() : QStringList{url});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.output.contains(message), result.output.constData());
        QVERIFY(!result.output.contains("secret"));
    }

    void aPoolThatCannotConnectSaysSoAndStopsNoOther()
    {
        m_server.execute("ALTER ROLE app CONNECTION LIMIT 3");
        Consumer consumer(started({u"POOLS=lazy"_s})); // one connection each: two pools get none, chance says which
        EVENTUALLY_EQUAL(consumer.log().count('\n'), 2);
        for (int k = 0; k < 5; ++k) {
            const QByteArray line = QByteArray("[Pool %1] Initial connection error (pool-%1): too many connections for role \"app\"\n")
                                        .replace("%1", QByteArray::number(k + 1));
            const QJsonObject answer = consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, k}, {u"aid"_s, 1}});
            QCOMPARE(answer.contains(u"account"_s), !consumer.log().contains(line));
        }
        m_server.execute("ALTER ROLE app CONNECTION LIMIT -1");
        for (int k = 0; k < 5; ++k)
            QVERIFY(consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, k}, {u"aid"_s, 1}}).contains(u"account"_s));
    }

    void aRestartOfTheServerIsLoggedByPoolAndSurvived()
    {
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        EVENTUALLY_EQUAL(idle(consumer), 60); // a backend is there before its client knows
        m_server.restart();
        EVENTUALLY_EQUAL(consumer.log().count("] Idle connection lost: terminating connection due to administrator command\n"), 60);
        QCOMPARE(consumer.log().count("[Pool 5] Idle connection lost"), 12);
        for (int k = 0; k < 5; ++k)
            QVERIFY(consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, k}, {u"aid"_s, 1}}).contains(u"account"_s));
    }

    void queryLoggingNamesThePoolAndHidesTheParameters()
    {
        Consumer consumer(started({u"ENABLE_QUERY_LOGGING=1"_s, u"POOLS=lazy"_s}));
        QVERIFY(consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, 2}, {u"aid"_s, 987}}).contains(u"account"_s));
        const QByteArray logged = consumer.printed().join();
        QVERIFY2(logged.contains("[Pool 3] ") && logged.contains("\"public\".\"pgbench_accounts\""), logged.constData());
        QVERIFY2(!logged.contains("[Pool 1]"), logged.constData());
    }

    void sigtermServesWhatRunsAndLeavesNoBackend_data()
    {
        QTest::addColumn<int>("number");
        QTest::addRow("SIGTERM") << SIGTERM;
        QTest::addRow("SIGINT") << SIGINT;
    }
    void sigtermServesWhatRunsAndLeavesNoBackend()
    {
        const Proving proving(proof(u"SIGTERM serves what runs and leaves no backend"_s));
        QFETCH(int, number);
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 14}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        consumer.signal(number);
        EVENTUALLY(isClosing(consumer));
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 14); // the two that wait are served too
        QCOMPARE(consumer.waitForExit(), 0);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void aSecondSignalExitsAtOnce()
    {
        Consumer consumer(started());
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        m_server.closeGate();
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 1}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 1);
        consumer.signal(SIGTERM);
        EVENTUALLY(isClosing(consumer));
        consumer.signal(SIGTERM);
        QCOMPARE(consumer.waitForExit(), 143); // the statement has not ended
    }

    void disconnectAllIsBoundedAndFinal()
    {
        m_server.closeGate();
        {
            Consumer consumer(started());
            consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 3}, {u"count"_s, 2}});
            EVENTUALLY_EQUAL(m_server.held("shop-p3"), 2);
            consumer.send({{u"command"_s, u"disconnect"_s}, {u"ms"_s, 3'600'000}});
            EVENTUALLY(isClosing(consumer));
            m_server.openGate();
            QCOMPARE(consumer.receive()[u"served"_s].toInt(), 2); // in time
            QCOMPARE(consumer.receive(), QJsonObject({{u"served"_s, true}}));
        }
        m_server.closeGate();
        Consumer consumer(started());
        consumer.send({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 2}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 2);
        consumer.send({{u"command"_s, u"disconnect"_s}, {u"ms"_s, 500}});
        const QJsonObject cut = consumer.receive();
        QCOMPARE(cut[u"failed"_s].toInt(), 2);
        QCOMPARE(consumer.receive(), QJsonObject({{u"served"_s, false}}));
        QCOMPARE(consumer.ask({{u"command"_s, u"disconnect"_s}, {u"ms"_s, 1}}), QJsonObject({{u"served"_s, false}}));

        // Neither getPrisma() nor a client that someone kept opens anything any more.
        QVERIFY(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}}).contains(u"error"_s));
        const QString kept = consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, 1}, {u"aid"_s, 1}})[u"error"_s].toString();
        QVERIFY2(kept.contains(u"[Pool 2] The pool is closed."_s), qPrintable(kept));
        m_server.openGate(); // the server goes on with the cut statements
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void twoCopiesOfPgAreNoticedInsteadOfASecondPool()
    {
        QVERIFY(m_project.copyPackage(u"pg"_s, u"dist/src/node_modules/pg"_s));
        {
            Consumer consumer(started());
            const QString error = consumer.ask({{u"command"_s, u"account"_s}, {u"pool"_s, 1}, {u"aid"_s, 1}})[u"error"_s].toString();
            QVERIFY2(error.contains(u"[Pool 2] Two copies of \"pg\" are installed"_s), qPrintable(error));
            QVERIFY(m_server.backends("shop-p") <= 60);
        }
        QVERIFY(QDir(m_project.path(u"dist/src/node_modules"_s)).removeRecursively());
    }

private:
    static int idle(Consumer &consumer)
    {
        int count = 0;
        for (const QJsonValue pool : consumer.ask({{u"command"_s, u"stats"_s}})[u"pools"_s].toArray())
            count += pool[u"idle"_s].toInt();
        return count;
    }

    static bool isClosing(Consumer &consumer)
    {
        return consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}})[u"error"_s].toString().contains(u"closing"_s);
    }

    void addVariant(const QString &name, void (*edit)(Plan &))
    {
        Plan plan = testedPlan();
        edit(plan);
        m_project.write(u"src/%1.ts"_s.arg(name), contentOf(rendered("prisma-7", plan), "src/prisma-pools.ts"));
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
    NodeProject project(packageJson("prisma-7", moreOfPackage));
    if (!project.whyNot().isEmpty()) {
        recordNotRun(proof(u"its pools ran"_s), project.whyNot());
        std::printf("SKIP: %s\n", qPrintable(project.whyNot()));
        return skipped;
    }
    TestPrisma7Consumer test(project);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_prisma7consumer.moc"
