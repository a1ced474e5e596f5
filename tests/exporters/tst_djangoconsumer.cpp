// SPDX-License-Identifier: GPL-3.0-or-later
// The exported Django settings and router, run by Debian's Django 3.2 against a real PostgreSQL. Django's pool is newer:
// psycopg_pool, which does its work, is given the settings as Django 5.1 gives them.
#include "tests/exporters/pythonconsumer.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"

#include <QJsonArray>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Proof proof(const QString &version, const QString &shows)
{
    const QString consumer =
        version == u"5.1" ? u"psycopg_pool 3.1, given the settings as Django 5.1 gives them"_s : u"Django 3.2, psycopg2"_s;
    return {.format = u"django"_s, .version = version, .consumer = consumer, .shows = shows};
}

Proof routingProof(const QString &shows)
{
    return {.format = u"django"_s, .version = u"3.2"_s, .consumer = u"Django 3.2, psycopg2"_s, .shows = shows};
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

std::map<std::string, std::string> version(const QString &version)
{
    return {{"version", version.toStdString()}};
}

QJsonArray indices(const QJsonObject &answer)
{
    return answer[u"pools"_s].toArray();
}

} // namespace

class TestDjangoConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void everyPoolOpensItsMinimum()
    {
        const Proving proving(proof(u"5.1"_s, u"each pool opens its minimum"_s));
        const PythonProject project("django", contextOn(m_server, uneven()), version(u"5.1"_s));
        Consumer consumer(started(project));
        QCOMPARE(consumer.ask({{u"command"_s, u"open"_s}}), QJsonObject({{u"done"_s, true}}));
        for (int k = 0; k < 5; ++k)
            QCOMPARE(m_server.backends("shop-p" + std::to_string(k)), k == 1 ? 2 : 12);
    }

    void everyAliasHasItsNameAndTimeout_data() { addVersions(); }
    void everyAliasHasItsNameAndTimeout()
    {
        QFETCH(const QString, target);
        const Proving proving(proof(target, u"application_name and statement_timeout read back from the server by pid"_s));
        const PythonProject project("django", contextOn(m_server, uneven()), version(target));
        Consumer consumer(started(project));
        for (int k = 0; k < 5; ++k) {
            const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, k}});
            QCOMPARE(nameOf(session[u"pid"_s].toInt()), u"shop-p%1"_s.arg(k));
            QCOMPARE(session[u"timeout"_s].toString(), k == 3 ? u"61234ms"_s : k == 4 ? u"0"_s : u"1h"_s);
        }
    }

    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut()
    {
        const Proving proving(proof(u"5.1"_s, u"a pool’s limit is reached and not passed, and the next request times out"_s));
        const PythonProject project("django", contextOn(m_server, uneven(1'500ms)), version(u"5.1"_s));
        Consumer consumer(started(project));
        QCOMPARE(consumer.ask({{u"command"_s, u"open"_s}}), QJsonObject({{u"done"_s, true}}));
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 0}, {u"count"_s, 12}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        const QJsonObject late = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, 0}, {u"count"_s, 1}});
        QCOMPARE(late[u"errors"_s], QJsonValue(QJsonArray{u"PoolTimeout"_s}));
        QVERIFY(late[u"firstFailure"_s].toInt() >= 1'480);
        QCOMPARE(m_server.backends("shop-p0"), 12);
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"ends"_s][u"served"_s].toInt(), 12);
    }

    void aPoolGrowsFromItsMinimumToItsLimit()
    {
        const Proving proving(proof(u"5.1"_s, u"a pool grows from its minimum to its limit, and one request more than may wait is "
                                              "rejected at once"_s));
        Plan plan = uneven();
        plan.pools[1].queueLimit = 12; // psycopg_pool counts those that wait for a new connection too
        const PythonProject project("django", contextOn(m_server, plan), version(u"5.1"_s));
        Consumer consumer(started(project));
        QCOMPARE(consumer.ask({{u"command"_s, u"open"_s}}), QJsonObject({{u"done"_s, true}}));
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 1}, {u"count"_s, 12}});
        EVENTUALLY_EQUAL(m_server.held("shop-p1"), 12);
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 1}, {u"count"_s, 12}});
        EVENTUALLY_EQUAL(consumer.ask({{u"command"_s, u"waiting"_s}, {u"pool"_s, 1}})[u"waiting"_s].toInt(), 12);
        const QJsonObject more = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, 1}, {u"count"_s, 3}});
        QCOMPARE(more[u"errors"_s], QJsonValue(QJsonArray{u"TooManyRequests"_s, u"TooManyRequests"_s, u"TooManyRequests"_s}));
        m_server.openGate();
        for (int both = 0; both < 2; ++both)
            QCOMPARE(consumer.receive()[u"ends"_s][u"served"_s].toInt(), 12);
        QCOMPARE(m_server.backends("shop-p1"), 12);
    }

    void withoutAPoolTheLimitIsTheNumberOfThreadsAsTheReportSays()
    {
        const Proving proving(proof(u"3.2"_s, u"without a pool the number of threads is the limit, as the loss report says"_s));
        const ExportContext context = contextOn(m_server, uneven());
        QVERIFY(noteOn(exported("django", context, version(u"3.2"_s)), "slots").starts_with("Django 3.2 has no pool"));
        const PythonProject project("django", context, version(u"3.2"_s));
        Consumer consumer(started(project));
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 0}, {u"count"_s, 20}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 20); // of 12 slots
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"ends"_s][u"served"_s].toInt(), 20);
    }

    void closePoolsServesWhatRunsAndLeavesNoBackend_data() { addVersions(); }
    void closePoolsServesWhatRunsAndLeavesNoBackend()
    {
        QFETCH(const QString, target);
        const Proving proving(proof(target, u"close_pools serves what runs and leaves no backend"_s));
        const PythonProject project("django", contextOn(m_server, uneven()), version(target));
        Consumer consumer(started(project));
        consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, 1}}); // a connection that rests
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 0}, {u"count"_s, 12}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        const QJsonObject closed = closedAtTheGate(consumer, u"close"_s, m_server);
        QCOMPARE(closed[u"ends"_s][u"served"_s].toInt(), 12);
        QCOMPARE(closed[u"done"_s], true);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
        QCOMPARE(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}}).keys(), QStringList(u"error"_s));
    }

    void whatIsNotDoneByTheDeadlineIsCancelledAndCut()
    {
        const Proving proving(proof(u"3.2"_s, u"what is not done by close_pools’s deadline is cancelled and cut"_s));
        const PythonProject project("django", contextOn(m_server, uneven()), version(u"3.2"_s));
        Consumer consumer(started(project));
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 0}, {u"count"_s, 12}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        consumer.ask({{u"command"_s, u"close"_s}, {u"seconds"_s, 0.5}});
        const QJsonObject closed = bothAnswers(consumer);
        QCOMPARE(closed[u"ends"_s][u"failed"_s].toInt(), 12);
        QCOMPARE(closed[u"done"_s], false);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void eachPolicySpreadsAsThePlanDoes()
    {
        const Proving proving(routingProof(u"each policy and the migration share choose the pools as the plan does"_s));
        using enum RoutingPolicy;
        QCOMPARE(routed(RoundRobin, 100, 6), QJsonArray({0, 1, 2, 0, 1, 2}));
        QCOMPARE(routed(RoundRobin, 50, 6), QJsonArray({0, 0, 0, 1, 0, 2}));
        QCOMPARE(routed(RoundRobin, 0, 3), QJsonArray({0, 0, 0}));
        QCOMPARE(routed(Single, 100, 3), QJsonArray({0, 0, 0}));
        const QJsonArray random = routed(Random, 100, 200);
        for (int pool : {0, 1, 2})
            QVERIFY(random.contains(pool));
    }

    void theLoadPoliciesAvoidAPoolThatIsInUse()
    {
        const Proving proving(routingProof(u"least-loaded and power-of-two avoid a pool that is in use"_s));
        for (const RoutingPolicy policy : {RoutingPolicy::LeastLoaded, RoutingPolicy::PowerOfTwo}) {
            Plan plan = patientShopPlan(2);
            plan.policy = policy;
            const PythonProject project("django", contextOn(m_server, plan), version(u"3.2"_s));
            Consumer consumer(started(project));
            const QJsonArray both = indices(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 100}}));
            QVERIFY(both.contains(0) && both.contains(1));
            for (int pool : {0, 1})
                QCOMPARE(indices(consumer.ask({{u"command"_s, u"busy"_s}, {u"pool"_s, pool}})), QJsonArray({1 - pool, 1 - pool, 1 - pool}));
        }
    }

    void aRequestKeepsItsPoolButATransactionInDefaultStaysThere()
    {
        const Proving proving(routingProof(u"a request keeps its pool, a transaction in “default” stays there, migrations run once"_s));
        const PythonProject project("django", contextOn(m_server, patientShopPlan(3)), version(u"3.2"_s));
        Consumer consumer(started(project));
        QCOMPARE(consumer.ask({{u"command"_s, u"rules"_s}}),
                 QJsonObject({{u"nested"_s, u"p1"_s},
                              {u"atomic"_s, u"default"_s},
                              {u"own"_s, u"p1"_s},
                              {u"outside"_s, u"default"_s},
                              {u"migrated"_s, QJsonArray{u"default"_s}},
                              {u"mirrors"_s, QJsonArray{QJsonValue::Null, u"default"_s, u"default"_s}}}));
    }

    void namesAndPasswordsThatBreakEscapesArriveAsTheyAre()
    {
        Plan plan = patientShopPlan(1, 2);
        plan.applicationName = "a\"b'c\\d#e;f%g${h}";
        const ExportContext context = hostileContext(m_server, plan);
        for (const QString &target : {u"5.1"_s, u"3.2"_s}) {
            const Proving proving(
                proof(target, u"user, password, database and application_name arrive as they are, whatever is in them"_s));
            const PythonProject project("django", context, version(target));
            Consumer consumer(started(project));
            const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, 0}});
            QCOMPARE(session[u"name"_s].toString().toStdString(), plan.applicationName + "-p0");
            QCOMPARE(session[u"role"_s].toString().toStdString(), hostileName());
            QCOMPARE(session[u"database"_s].toString().toStdString(), hostileName() + "/x");
        }
    }

    void anyPlanIsReadWithItsValues()
    {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const Plan plan = randomPlan(seed);
            const PythonProject project("django", contextOn(m_server, plan));
            Consumer consumer(started(project));
            const QJsonArray pools = indices(consumer.ask({{u"command"_s, u"settings"_s}}));
            QCOMPARE(pools.size(), static_cast<qsizetype>(plan.pools.size()));
            for (std::size_t k = 0; k < plan.pools.size(); ++k)
                QCOMPARE(pools[static_cast<qsizetype>(k)][u"pool"_s].toObject(), poolOptions(plan.pools[k]));
        }
    }

    void theFileFor42DiffersFromThatFor32InHealthChecksOnly()
    {
        const Proving proving({.format = u"django"_s,
                               .version = u"4.2"_s,
                               .consumer = u"comparison with the files for 3.2"_s,
                               .shows = u"they differ in the version and in CONN_HEALTH_CHECKS only"_s});
        const ExportContext context = sampleContext(uneven());
        QByteArray settings = fileOf(exported("django", context, version(u"4.2"_s)), "pool_settings.py");
        settings.replace("    \"CONN_HEALTH_CHECKS\": True,\n", "").replace("Django 4.2", "Django 3.2");
        QCOMPARE(settings, fileOf(exported("django", context, version(u"3.2"_s)), "pool_settings.py"));
        QByteArray router = fileOf(exported("django", context, version(u"4.2"_s)), "poolrouter.py");
        QCOMPARE(router.replace("Django 4.2", "Django 3.2"), fileOf(exported("django", context, version(u"3.2"_s)), "poolrouter.py"));
    }

private:
    static void addVersions()
    {
        QTest::addColumn<QString>("target");
        QTest::addRow("5.1") << u"5.1"_s;
        QTest::addRow("3.2") << u"3.2"_s;
    }

    static std::unique_ptr<QProcess> started(const PythonProject &project) { return project.start(u"django-pools.py"_s); }

    static QJsonObject poolOptions(const PoolPlan &pool)
    {
        const auto seconds = [](std::chrono::milliseconds time) { return static_cast<double>(time.count()) / 1000; };
        return {{u"name"_s, QString::fromStdString(pool.name)},
                {u"min_size"_s, pool.minimumIdle.value_or(pool.slots)},
                {u"max_size"_s, pool.slots},
                {u"timeout"_s, seconds(pool.acquireTimeout)},
                {u"max_waiting"_s, pool.queueLimit ? std::max(1, *pool.queueLimit) : 0},
                {u"max_idle"_s, seconds(pool.idleTimeout.value_or(std::chrono::hours(87'600)))},
                {u"max_lifetime"_s, seconds(pool.maxLifetime.value_or(std::chrono::hours(87'600)))}};
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
        const PythonProject project("django", contextOn(m_server, plan), version(u"3.2"_s));
        Consumer consumer(started(project));
        return indices(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, count}}));
    }

    ShopServer m_server;
};

QTEST_GUILESS_MAIN(TestDjangoConsumer)
#include "tst_djangoconsumer.moc"
