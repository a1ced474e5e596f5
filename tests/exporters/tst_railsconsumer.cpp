// SPDX-License-Identifier: GPL-3.0-or-later
// The exported database.yml and pools.rb, run by Debian's Active Record 6.1 against a real PostgreSQL. The keys of 8.1,
// which it does not know, are compared with a table.
#include "tests/exporters/pythonconsumer.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// 7.0 adds database_tasks, which 6.1 reads over.
Proof proof(const QString &version, const QString &shows)
{
    return {.format = u"rails"_s, .version = version, .consumer = u"Active Record 6.1, ruby-pg"_s, .shows = shows};
}

Plan uneven(std::chrono::milliseconds acquire = 10min)
{
    Plan plan = patientShopPlan();
    for (PoolPlan &pool : plan.pools)
        pool.acquireTimeout = acquire;
    plan.pools[3].statementTimeout = 61'234ms;
    plan.pools[4].statementTimeout = std::nullopt;
    return plan;
}

QJsonArray indices(const QJsonObject &answer)
{
    return answer[u"pools"_s].toArray();
}

} // namespace

class TestRailsConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void everyPoolHasItsNameAndTimeout_data() { addVersions(); }
    void everyPoolHasItsNameAndTimeout()
    {
        QFETCH(const QString, version);
        const Proving proving(proof(version, u"application_name and statement_timeout read back from the server by pid"_s));
        Consumer consumer(started(contextOn(m_server, uneven()), version));
        for (int k = 0; k < 5; ++k) {
            const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, k}});
            QVERIFY2(!session.contains(u"error"_s), qPrintable(session[u"error"_s].toString()));
            QCOMPARE(
                m_server.value("SELECT application_name FROM pg_stat_activity WHERE pid = " + std::to_string(session[u"pid"_s].toInt())),
                "shop-p" + std::to_string(k));
            QCOMPARE(session[u"timeout"_s].toString(), k == 3 ? u"61234ms"_s : k == 4 ? u"0"_s : u"1h"_s);
        }
    }

    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut_data() { addVersions(); }
    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut()
    {
        QFETCH(const QString, version);
        const Proving proving(proof(version, u"a pool’s limit is reached and not passed, and the next request times out"_s));
        Consumer consumer(started(contextOn(m_server, uneven(1'500ms)), version));
        for (int pool : {0, 1}) {
            const std::string name = "shop-p" + std::to_string(pool);
            m_server.closeGate();
            consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, pool}, {u"count"_s, 12}});
            EVENTUALLY_EQUAL(m_server.held(name), 12);
            const QJsonObject late = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, pool}, {u"count"_s, 1}});
            QCOMPARE(late[u"errors"_s], QJsonValue(QJsonArray{u"ActiveRecord::ConnectionTimeoutError"_s}));
            QVERIFY(late[u"firstFailure"_s].toInt() >= 1'480);
            QCOMPARE(m_server.backends(name), 12);
            m_server.openGate();
            QCOMPARE(consumer.receive()[u"ends"_s][u"served"_s].toInt(), 12);
        }
    }

    void closeAllServesWhatRunsAndLeavesNoBackend_data() { addVersions(); }
    void closeAllServesWhatRunsAndLeavesNoBackend()
    {
        QFETCH(const QString, version);
        const Proving proving(proof(version, u"close_all serves what runs and waits, and leaves no backend"_s));
        Consumer consumer(started(contextOn(m_server, uneven()), version));
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 0}, {u"count"_s, 14}});
        EVENTUALLY_EQUAL(m_server.held("shop-p0"), 12);
        const QJsonObject closed = closedAtTheGate(consumer, u"close"_s, m_server);
        QCOMPARE(closed[u"ends"_s][u"served"_s].toInt(), 14);
        QCOMPARE(closed[u"done"_s], true);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
        QVERIFY(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}})[u"error"_s].toString().startsWith(u"Pools::Closing"));
    }

    void whatIsNotDoneByTheDeadlineIsCancelledAndCut()
    {
        const Proving proving(proof(u"6.1"_s, u"what is not done by close_all’s deadline is cancelled and cut"_s));
        Consumer consumer(started(contextOn(m_server, uneven()), u"6.1"_s));
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
        const Proving proving(proof(u"6.1"_s, u"each policy and the migration share choose the pools as the plan does"_s));
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
        const Proving proving(proof(u"6.1"_s, u"least-loaded and power-of-two avoid a pool that is in use"_s));
        for (const RoutingPolicy policy : {RoutingPolicy::LeastLoaded, RoutingPolicy::PowerOfTwo}) {
            Plan plan = patientShopPlan(2);
            plan.policy = policy;
            Consumer consumer(started(contextOn(m_server, plan), u"6.1"_s));
            const QJsonArray both = indices(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 100}}));
            QVERIFY(both.contains(0) && both.contains(1));
            consumer.ask({{u"command"_s, u"occupy"_s}, {u"pool"_s, 0}});
            QCOMPARE(indices(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 3}})), QJsonArray({1, 1, 1}));
        }
    }

    void namesAndPasswordsThatBreakEscapesArriveAsTheyAre()
    {
        const Proving proving(proof(u"6.1"_s, u"user, password, database and application_name arrive as they are, whatever is in them"_s));
        Plan plan = patientShopPlan(1, 2);
        plan.applicationName = "a\"b'c\\d#e;f%g${h}<%= 1 %>";
        plan.pools[0].name = "<%= raise %>";
        Consumer consumer(started(hostileContext(m_server, plan), u"6.1"_s));
        const QJsonObject session = consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, 0}});
        QVERIFY2(!session.contains(u"error"_s), qPrintable(session[u"error"_s].toString()));
        QCOMPARE(session[u"name"_s].toString().toStdString(), plan.applicationName + "-p0");
        QCOMPARE(session[u"role"_s].toString().toStdString(), hostileName());
        QCOMPARE(session[u"database"_s].toString().toStdString(), hostileName() + "/x");
    }

    void theKeysOf81AreThoseOfItsDocumentation()
    {
        const Proving proving({.format = u"rails"_s,
                               .version = u"8.1"_s,
                               .consumer = u"Psych, and a table of Rails 8.1’s keys"_s,
                               .shows = u"it is sound YAML after ERB, every key is known and every value the plan’s"_s});
        Plan plan = shopPlan();
        plan.pools[3].statementTimeout = 1'234ms;
        Consumer consumer(started(contextOn(m_server, plan), u"8.1"_s));
        QJsonObject pool = consumer.ask({{u"command"_s, u"yaml"_s}})[u"production"_s][u"p3"_s].toObject();
        for (const QString &part : {u"host"_s, u"port"_s, u"username"_s, u"password"_s, u"database"_s, u"sslmode"_s})
            pool.remove(part);
        QCOMPARE(pool, QJsonObject({{u"adapter"_s, u"postgresql"_s},
                                    {u"application_name"_s, u"shop-p3"_s},
                                    {u"max_connections"_s, 12},
                                    {u"min_connections"_s, 12},
                                    {u"max_age"_s, 1'800},
                                    {u"pool_jitter"_s, 0.2},
                                    {u"checkout_timeout"_s, 20},
                                    {u"idle_timeout"_s, 300},
                                    {u"reaping_frequency"_s, 60},
                                    {u"connect_timeout"_s, 5},
                                    {u"variables"_s, QJsonObject{{u"statement_timeout"_s, 1'234}}},
                                    {u"database_tasks"_s, false}}));
    }

private:
    static void addVersions()
    {
        QTest::addColumn<QString>("version");
        QTest::addRow("6.1") << u"6.1"_s;
        QTest::addRow("7.0") << u"7.0"_s;
    }

    // With a shell that reads .env.
    std::unique_ptr<QProcess> started(const ExportContext &context, const QString &version)
    {
        writeFiles(m_folder.path(), exported("rails", context, {{"version", version.toStdString()}}));
        const QString script = qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/exporters/consumers/rails-pools.rb"_s;
        return startTool({.program = u"/bin/sh"_s,
                          .arguments = {u"-c"_s, u"set -a; . ./.env; exec /usr/bin/ruby \"$0\""_s, script},
                          .folder = m_folder.path()});
    }

    QJsonArray routed(RoutingPolicy policy, int share, int count)
    {
        Plan plan = patientShopPlan(3);
        plan.policy = policy;
        plan.migrationShare = share;
        plan.pools[1].weight = 3; // counts where the policy is Weighted
        Consumer consumer(started(contextOn(m_server, plan), u"6.1"_s));
        return indices(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, count}}));
    }

    QTemporaryDir m_folder;
    ShopServer m_server;
};

QTEST_GUILESS_MAIN(TestRailsConsumer)
#include "tst_railsconsumer.moc"
