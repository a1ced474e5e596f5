// SPDX-License-Identifier: GPL-3.0-or-later
// The exported properties and Pools.java, loaded, compiled and run by Debian's HikariCP against a real PostgreSQL.
#include "tests/exporters/javaproject.h"
#include "tests/exporters/shopserver.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <array>
#include <cstdio>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int skipped = 77; // SKIP_RETURN_CODE of ctest

const QStringList jars{u"HikariCP"_s, u"postgresql"_s, u"slf4j-api"_s, u"slf4j-simple"_s};

Proof proof(const QString &version, const QString &shows)
{
    return {.format = u"hikari"_s,
            .version = version,
            .consumer = version == u"2.7"_s ? u"HikariCP, pgjdbc"_s : u"HikariCP 2.7"_s,
            .shows = shows};
}

const std::map<std::string, std::string> oldest{{"version", "2.7"}};

QStringList propertiesOf(const ExportResult &result, const QString &folder)
{
    QStringList paths;
    for (const ExportFile &file : result.files) {
        if (file.path.ends_with(".properties"))
            paths += folder + u'/' + QString::fromStdString(file.path);
    }
    return paths;
}

Plan smallPlan(RoutingPolicy policy, int share)
{
    Plan plan = patientShopPlan(4, 2);
    plan.policy = policy;
    plan.migrationShare = share;
    plan.pools[1].weight = 5; // counts where the policy is Weighted
    return plan;
}

} // namespace

class TestHikariConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_server.endAll();
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void everyValueIsKeptAsItIsWritten()
    {
        const Proving proving(
            proof(u"2.7"_s, u"every key is known and every value kept, without a warning, whatever is in names and password"_s));
        checkKept({{"version", "2.7"}}, {});
    }

    void newerVersionsHaveOneKeyMore_data()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"6", "5", "4"})
            QTest::addRow("%s", version) << QString::fromLatin1(version);
    }

    void newerVersionsHaveOneKeyMore()
    {
        QFETCH(const QString, version);
        const Proving proving(proof(version, u"but for keepaliveTime, which is newer, every value is kept as it is written"_s));
        checkKept({{"version", version.toStdString()}}, "keepaliveTime=");
    }

    void everyPoolOpensItsConnectionsUnderItsNameWithItsSettings()
    {
        const Proving proving(
            proof(u"2.7"_s, u"the pools open all their connections; application_name and statement_timeout read back from the server"_s));
        Plan plan = patientShopPlan();
        plan.pools[3].statementTimeout = 61'234ms;
        const JavaProject project(jars);
        Consumer consumer(started(project, plan));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 60);
        for (int k = 0; k < 5; ++k) {
            QCOMPARE(m_server.backends("shop-p" + std::to_string(k)), 12);
            QCOMPARE(consumer.ask({{u"command"_s, u"session"_s}, {u"pool"_s, k}}),
                     (QJsonObject{{u"name"_s, u"shop-p%1"_s.arg(k)}, {u"timeout"_s, k == 3 ? u"61234ms"_s : u"1h"_s}}));
        }
        QVERIFY(!consumer.log().contains("WARN"));
    }

    void aPoolsLimitIsReachedAndNotPassedAndTheNextRequestTimesOut()
    {
        const Proving proving(proof(u"2.7"_s, u"a pool’s limit is reached and not passed, and the next request times out"_s));
        Plan plan = patientShopPlan(2, 5);
        for (PoolPlan &pool : plan.pools)
            pool.acquireTimeout = 1'500ms;
        const JavaProject project(jars);
        Consumer consumer(started(project, plan));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 10);
        m_server.closeGate();
        consumer.ask({{u"command"_s, u"begin"_s}, {u"pool"_s, 1}, {u"count"_s, 5}});
        EVENTUALLY_EQUAL(m_server.held("shop-p1"), 5);
        const QJsonObject late = consumer.ask({{u"command"_s, u"hold"_s}, {u"pool"_s, 1}, {u"count"_s, 1}});
        QCOMPARE(late[u"served"_s].toInt(), 0);
        QVERIFY(late[u"failedAfter"_s].toInt() >= 1'480);
        QCOMPARE(m_server.backends("shop-p"), 10);
        m_server.openGate();
        QCOMPARE(consumer.receive()[u"served"_s].toInt(), 5);
    }

    void everyPolicySpreadsAsThePlanSays_data()
    {
        QTest::addColumn<RoutingPolicy>("policy");
        QTest::addColumn<int>("share");
        QTest::addColumn<QList<int>>("least"); // of 400 calls, by pool
        using enum RoutingPolicy;
        QTest::newRow("round robin") << RoundRobin << 100 << QList<int>{100, 100, 100, 100};
        QTest::newRow("round robin, a share of 40 %") << RoundRobin << 40 << QList<int>{280, 40, 40, 40};
        QTest::newRow("random") << Random << 100 << QList<int>{50, 50, 50, 50};
        QTest::newRow("weighted") << Weighted << 100 << QList<int>{50, 250, 50, 50};
        QTest::newRow("single") << Single << 100 << QList<int>{400, 0, 0, 0};
        QTest::newRow("nothing spread yet") << PowerOfTwo << 0 << QList<int>{400, 0, 0, 0};
        QTest::newRow("least loaded") << LeastLoaded << 100 << QList<int>{100, 100, 100, 100};
        QTest::newRow("power of two") << PowerOfTwo << 100 << QList<int>{50, 50, 50, 50};
    }

    void everyPolicySpreadsAsThePlanSays()
    {
        const Proving proving(proof(u"2.7"_s, u"Pools.java compiles without a warning and spreads by policy and share"_s));
        QFETCH(const RoutingPolicy, policy);
        QFETCH(const int, share);
        QFETCH(const QList<int>, least);
        const JavaProject project(jars);
        Consumer consumer(started(project, smallPlan(policy, share)));
        const auto seen = counted(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 400}}));
        for (std::size_t k = 0; k < seen.size(); ++k)
            QVERIFY2(seen[k] >= least[qsizetype(k)], qPrintable(u"pool %1: %2 calls"_s.arg(k).arg(seen[k])));
        if (policy != RoutingPolicy::LeastLoaded && (policy != RoutingPolicy::PowerOfTwo || share == 0))
            return;
        // The first pool is full now, so no other is passed over for it.
        QCOMPARE(counted(consumer.ask({{u"command"_s, u"routeHeld"_s}, {u"count"_s, 400}, {u"held"_s, 2}}))[0], 0);
    }

    void closingCutsWhatRunsLongerThanItMay()
    {
        const Proving proving(proof(u"2.7"_s, u"close is bounded and cuts what runs longer"_s));
        const JavaProject project(jars);
        Consumer consumer(started(project, patientShopPlan(3, 4)));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 12);
        const QJsonObject closed = consumer.ask({{u"command"_s, u"closeBusy"_s}, {u"ms"_s, 300}});
        QCOMPARE(closed[u"served"_s].toBool(true), false);
        QVERIFY(closed[u"took"_s].toInt() >= 300);
    }

    void closingLeavesNoBackend()
    {
        const Proving proving(proof(u"2.7"_s, u"close leaves no backend"_s));
        const JavaProject project(jars);
        Consumer consumer(started(project, patientShopPlan(3, 4)));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 12);
        QCOMPARE(consumer.ask({{u"command"_s, u"close"_s}, {u"ms"_s, 3'600'000}}), QJsonObject({{u"served"_s, true}}));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
        QCOMPARE(consumer.ask({{u"command"_s, u"route"_s}, {u"count"_s, 1}}), QJsonObject({{u"error"_s, u"IllegalStateException"_s}}));
    }

private:
    // All files of random plans and of the one with the worst names, without the lines of `newer`.
    void checkKept(const std::map<std::string, std::string> &options, const QByteArray &newer)
    {
        const JavaProject project(jars);
        const QByteArray fault = project.compile({}, {u"HikariCheck.java"_s});
        QVERIFY2(fault.isEmpty(), fault.constData());
        QStringList files;
        for (std::uint64_t seed = 0; seed <= 60; ++seed) {
            ExportResult result = exported("hikari", seed == 0 ? mixedContext() : sampleContext(randomPlan(seed)), options);
            for (ExportFile &file : result.files)
                file.content = without(file.content, newer);
            const QString folder = project.path() + u"/plan%1"_s.arg(seed);
            writeFiles(folder, result);
            files += propertiesOf(result, folder);
        }
        const auto checked = project.run(QStringList{u"HikariCheck"_s} + files);
        QVERIFY2(checked.exitCode == 0, checked.output.constData());
        const QStringList lines = QString::fromUtf8(checked.output).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY2(!checked.output.contains("WARN"), checked.output.constData());
        QCOMPARE(lines.size(), files.size());
        for (qsizetype i = 0; i < lines.size(); ++i)
            QCOMPARE(lines[i], u"kept-but:password:"_s + (i < 3 ? u"a\"b'c\\d#e;f%g${h}ü: @"_s : u"CHANGE_ME"_s));
    }

    static std::string without(const std::string &content, const QByteArray &start)
    {
        QByteArrayList lines = QByteArray::fromStdString(content).split('\n');
        lines.removeIf([&start](const QByteArray &line) { return !start.isEmpty() && line.startsWith(start); });
        return lines.join('\n').toStdString();
    }

    std::unique_ptr<QProcess> started(const JavaProject &project, const Plan &plan) const
    {
        const ExportResult result = exported("hikari", contextOn(m_server, plan), oldest);
        writeFiles(project.path(), result);
        const QByteArray fault = project.compile({u"pools/Pools.java"_s}, {u"HikariConsumer.java"_s});
        if (!fault.isEmpty())
            qFatal("%s", fault.constData());
        return project.start({u"HikariConsumer"_s, project.path()});
    }

    static std::array<int, 4> counted(const QJsonObject &answer)
    {
        std::array<int, 4> counts{};
        for (const QJsonValue &index : answer[u"pools"_s].toArray())
            ++counts[static_cast<std::size_t>(index.toInt())];
        return counts;
    }

    ShopServer m_server;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const JavaProject project(jars); !project.whyNot().isEmpty()) {
        recordNotRun(proof(u"2.7"_s, u"its pools ran"_s), project.whyNot());
        std::printf("SKIP: %s\n", qPrintable(project.whyNot()));
        return skipped;
    }
    TestHikariConsumer test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_hikariconsumer.moc"
