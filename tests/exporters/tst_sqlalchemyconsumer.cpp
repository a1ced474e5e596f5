// SPDX-License-Identifier: GPL-3.0-or-later
// The exported pools.py, run by Debian's SQLAlchemy against a real PostgreSQL.
#include "tests/exporters/pythonconsumer.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"

#include <QJsonArray>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Debian 12 has SQLAlchemy 1.4 only: the files for 2.0 differ in nothing but the driver's name.
Proof proof(const QString &version, const QString &driver, const QString &shows)
{
    const QString consumer =
        driver == u"psycopg2" ? u"SQLAlchemy 1.4, psycopg2"_s : u"SQLAlchemy 1.4, psycopg 3, a dialect of the test’s between them"_s;
    return {.format = u"sqlalchemy"_s, .version = version, .consumer = consumer, .shows = shows};
}

Plan uneven(std::chrono::milliseconds acquire = 10min)
{
    Plan plan = patientShopPlan();
    for (PoolPlan &pool : plan.pools)
        pool.acquireTimeout = acquire;
    plan.pools[1].minimumIdle = 2;
    plan.pools[3].statementTimeout = 61'234ms;
    plan.pools[4].statementTimeout = std::nullopt;
    return plan;
}

QJsonArray indices(const QJsonObject &answer)
{
    return answer[u"pools"_s].toArray();
}

} // namespace

class TestSqlAlchemyConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void everyPoolOpensItsMinimumUnderItsNameWithItsSettings_data() { addDrivers(); }
    void everyPoolOpensItsMinimumUnderItsNameWithItsSettings()
    {
        QFETCH(const QString, version);
        QFETCH(const QString, driver);
        const Proving proving(proof(version, driver,
                                    u"warm_up opens each pool’s minimum; application_name and statement_timeout read "
                                    "back from the server by pid"_s));
        const PythonProject project("sqlalchemy", contextOn(m_server, uneven()), options(version, driver));
        Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
        QCOMPARE(consumer.ask({{u"command"_s, u"warm"_s}}), QJsonObject({{u"done"_s, true}}));
        for (int k = 0; k < 5; ++k) {
            const QString name = u"shop-p%1"_s.arg(k);
            QCOMPARE(m_server.backends(name.toStdString()), k == 1 ? 2 : 12);
            const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, k}});
            QCOMPARE(nameOf(session[u"pid"_s].toInt()), name);
            QCOMPARE(session[u"timeout"_s].toString(), k == 3 ? u"61234ms"_s : k == 4 ? u"0"_s : u"1h"_s);
        }
    }

    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut_data() { addDrivers(); }
    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut()
    {
        QFETCH(const QString, version);
        QFETCH(const QString, driver);
        const Proving proving(proof(version, driver, u"a pool’s limit is reached and not passed, and the next request times out"_s));
        const PythonProject project("sqlalchemy", contextOn(m_server, uneven(1'500ms)), options(version, driver));
        Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
        for (int pool : {0, 1}) {
            const std::string name = "shop-p" + std::to_string(pool);
            m_server.closeGate();
            consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, pool}, {u"count"_s, 12}});
            EVENTUALLY_EQUAL(m_server.held(name), 12);
            const QJsonObject late = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, pool}, {u"count"_s, 1}});
            QCOMPARE(late[u"errors"_s], QJsonValue(QJsonArray{u"TimeoutError"_s}));
            QVERIFY(late[u"firstFailure"_s].toInt() >= 1'480);
            QCOMPARE(m_server.backends(name), 12);
            m_server.openGate();
            QCOMPARE(consumer.receive()[u"ends"_s][u"served"_s].toInt(), 12);
        }
    }

    void disposeAllServesWhatRunsAndWaitsAndLeavesNoBackend_data() { addDrivers(); }
    void disposeAllServesWhatRunsAndWaitsAndLeavesNoBackend()
    {
        QFETCH(const QString, version);
        QFETCH(const QString, driver);
        const Proving proving(proof(version, driver, u"dispose_all serves what runs and waits, and leaves no backend"_s));
        const PythonProject project("sqlalchemy", contextOn(m_server, uneven()), options(version, driver));
        Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 0}, {u"count"_s, 14}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        const QJsonObject disposed = closedAtTheGate(consumer, u"dispose"_s, m_server);
        QCOMPARE(disposed[u"ends"_s][u"served"_s].toInt(), 14);
        QCOMPARE(disposed[u"served"_s], true);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
        QCOMPARE(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}}).keys(), QStringList(u"error"_s));
        QCOMPARE(consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, 0}}).keys(), QStringList(u"error"_s));
        QCOMPARE(m_server.backends("shop-p"), 0);
    }

    void whatIsNotDoneByTheDeadlineIsCancelledAndCut_data() { addDrivers(); }
    void whatIsNotDoneByTheDeadlineIsCancelledAndCut()
    {
        QFETCH(const QString, version);
        QFETCH(const QString, driver);
        const Proving proving(proof(version, driver, u"what is not done by dispose_all’s deadline is cancelled and cut"_s));
        const PythonProject project("sqlalchemy", contextOn(m_server, uneven()), options(version, driver));
        Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
        consumer.ask({{u"command"_s, u"occupy"_s}, {u"pool"_s, 1}, {u"count"_s, 3}});
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 0}, {u"count"_s, 13}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        consumer.ask({{u"command"_s, u"dispose"_s}, {u"seconds"_s, 0.5}});
        const QJsonObject disposed = bothAnswers(consumer);
        QCOMPARE(disposed[u"ends"_s][u"failed"_s].toInt(), 13);
        QCOMPARE(disposed[u"served"_s], false);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void aForkedChildHasConnectionsOfItsOwnAndLeavesItsParentsAlone_data() { addDrivers(); }
    void aForkedChildHasConnectionsOfItsOwnAndLeavesItsParentsAlone()
    {
        QFETCH(const QString, version);
        QFETCH(const QString, driver);
        const Proving proving(proof(version, driver, u"a forked child opens connections of its own and leaves its parent’s alone"_s));
        const PythonProject project("sqlalchemy", contextOn(m_server, uneven()), options(version, driver));
        Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
        QCOMPARE(consumer.ask({{u"command"_s, u"forked"_s}}), QJsonObject({{u"own"_s, true}, {u"kept"_s, true}}));
        QCOMPARE(m_server.backends("shop-p"), 1);
    }

    void eachPolicySpreadsAsThePlanDoes()
    {
        const Proving proving(proof(u"1.4"_s, u"psycopg2"_s, u"each policy and the migration share choose the pools as the plan does"_s));
        using enum RoutingPolicy;
        QCOMPARE(routed(RoundRobin, 100, 6), QJsonArray({0, 1, 2, 0, 1, 2}));
        QCOMPARE(routed(RoundRobin, 50, 6), QJsonArray({0, 0, 0, 1, 0, 2}));
        QCOMPARE(routed(RoundRobin, 0, 3), QJsonArray({0, 0, 0}));
        QCOMPARE(routed(Single, 100, 3), QJsonArray({0, 0, 0}));
        QCOMPARE(routed(Weighted, 100, 5), QJsonArray({1, 0, 1, 2, 1}));
        const QJsonArray random = routed(Random, 100, 200);
        for (int pool : {0, 1, 2})
            QVERIFY(random.contains(pool));
    }

    void theLoadPoliciesAvoidAPoolThatIsInUse()
    {
        const Proving proving(proof(u"1.4"_s, u"psycopg2"_s, u"least-loaded and power-of-two avoid a pool that is in use"_s));
        for (const RoutingPolicy policy : {RoutingPolicy::LeastLoaded, RoutingPolicy::PowerOfTwo}) {
            Plan plan = patientShopPlan(2);
            plan.policy = policy;
            const PythonProject project("sqlalchemy", contextOn(m_server, plan));
            Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
            const QJsonArray both = indices(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 100}}));
            QVERIFY(both.contains(0) && both.contains(1));
            consumer.ask({{u"command"_s, u"occupy"_s}, {u"pool"_s, 0}, {u"count"_s, 1}});
            QCOMPARE(indices(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 3}})), QJsonArray({1, 1, 1}));
        }
    }

    void namesAndPasswordsThatBreakEscapesArriveAsTheyAre()
    {
        const Proving proving(proof(u"1.4"_s, u"psycopg2"_s,
                                    u"user, password, database and application_name arrive as they are, "
                                    "whatever is in them"_s));
        Plan plan = patientShopPlan(1, 2);
        plan.applicationName = "a\"b'c\\d#e;f%g${h}";
        const PythonProject project("sqlalchemy", hostileContext(m_server, plan));
        Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
        const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, 0}});
        QVERIFY2(!session.contains(u"error"_s), qPrintable(session[u"error"_s].toString()));
        QCOMPARE(session[u"name"_s].toString().toStdString(), plan.applicationName + "-p0");
        QCOMPARE(session[u"role"_s].toString().toStdString(), hostileName());
        QCOMPARE(session[u"database"_s].toString().toStdString(), hostileName() + "/x");
    }

    void aUrlsOwnParametersAreKeptAndItsNameAndTimeoutDoNotWin()
    {
        const PythonProject project("sqlalchemy", contextOn(m_server, uneven()));
        const QByteArray url = fileOf(exported("sqlalchemy", contextOn(m_server, uneven())), ".env").split('"')[1];
        Consumer consumer(project.start(u"sqlalchemy-pools.py"_s,
                                        {u"DATABASE_URL="_s + QString::fromUtf8(url).replace(u"postgresql:"_s, u"postgresql+asyncpg:"_s)
                                         + u"&application_name=evil&connect_timeout=1"
                                           "&options=-c%20search_path%3Dmine%20-c%20statement_timeout%3D1"_s}));
        const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, 0}});
        QCOMPARE(session[u"name"_s].toString(), u"shop-p0"_s);
        QCOMPARE(session[u"timeout"_s].toString(), u"1h"_s);
        QCOMPARE(session[u"path"_s].toString(), u"mine"_s);
    }

    void anyPlanIsReadWithItsValues()
    {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const Plan plan = randomPlan(seed);
            const PythonProject project("sqlalchemy", contextOn(m_server, plan));
            Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
            const QJsonArray pools = indices(consumer.ask({{u"command"_s, u"settings"_s}}));
            QCOMPARE(pools.size(), static_cast<qsizetype>(plan.pools.size()));
            for (std::size_t k = 0; k < plan.pools.size(); ++k) {
                const PoolPlan &pool = plan.pools[k];
                const auto lifetime = pool.maxLifetime ? std::chrono::ceil<std::chrono::seconds>(*pool.maxLifetime).count() : -1;
                QCOMPARE(pools[static_cast<qsizetype>(k)].toObject(),
                         QJsonObject({{u"size"_s, pool.slots},
                                      {u"timeout"_s, static_cast<double>(pool.acquireTimeout.count()) / 1000},
                                      {u"recycle"_s, static_cast<qint64>(lifetime)}}));
            }
        }
    }

    void aMissingUrlIsToldAndPsycopg3IsRefusedForSqlAlchemy14()
    {
        const PythonProject project("sqlalchemy", sampleContext(shopPlan()));
        QVERIFY(project.run(u"sqlalchemy-pools.py"_s).output.contains("DATABASE_URL is not set."));
        ExportContext context = sampleContext(shopPlan());
        context.options = options(u"1.4"_s, u"psycopg"_s);
        const auto result = findExporter("sqlalchemy")->render(context);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::BadInput);
    }

private:
    static std::map<std::string, std::string> options(const QString &version, const QString &driver)
    {
        return {{"version", version.toStdString()}, {"driver", driver.toStdString()}};
    }

    static void addDrivers()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("driver");
        QTest::addRow("1.4, psycopg2") << u"1.4"_s << u"psycopg2"_s;
        QTest::addRow("2.0, psycopg2") << u"2.0"_s << u"psycopg2"_s;
        QTest::addRow("2.0, psycopg") << u"2.0"_s << u"psycopg"_s;
    }

    QString nameOf(int pid)
    {
        return QString::fromStdString(m_server.value("SELECT application_name FROM pg_stat_activity WHERE pid = " + std::to_string(pid)));
    }

    QJsonArray routed(RoutingPolicy policy, int share, int count)
    {
        Plan plan = patientShopPlan(3);
        plan.policy = policy;
        plan.migrationShare = share;
        plan.pools[1].weight = 3; // counts where the policy is Weighted
        const PythonProject project("sqlalchemy", contextOn(m_server, plan));
        Consumer consumer(project.start(u"sqlalchemy-pools.py"_s));
        return indices(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, count}}));
    }

    ShopServer m_server;
};

QTEST_GUILESS_MAIN(TestSqlAlchemyConsumer)
#include "tst_sqlalchemyconsumer.moc"
