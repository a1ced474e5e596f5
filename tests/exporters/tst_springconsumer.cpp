// SPDX-License-Identifier: GPL-3.0-or-later
// The exported application.yml, read by SnakeYAML and bound by Debian's Spring Framework; Pools.java and
// RoutingDataSource.java compiled against it and run. Spring Boot, and so PoolsConfiguration.java's imports, is in no Debian.
#include "model/exporters/framework/planformatting.h"

#include "tests/exporters/javaproject.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdio>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int skipped = 77; // SKIP_RETURN_CODE of ctest

const QStringList jars{u"HikariCP"_s,     u"postgresql"_s,          u"slf4j-api"_s,       u"slf4j-simple"_s,
                       u"snakeyaml"_s,    u"spring3-beans"_s,       u"spring3-context"_s, u"spring3-core"_s,
                       u"spring3-jdbc"_s, u"spring3-transaction"_s, u"commons-logging"_s};

Proof proof(const QString &shows)
{
    return {.format = u"spring"_s, .version = u"3.4"_s, .consumer = u"SnakeYAML, Spring 4.3, HikariCP 2.7"_s, .shows = shows};
}

const QString java = u"src/main/java/pools/"_s;

} // namespace

class TestSpringConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyValueIsBoundAndKeptWhateverIsInIt()
    {
        const Proving proving(proof(
            u"its keys are HikariCP’s properties, which are bound and kept without a warning; a “${” in names and password survives"_s));
        const QStringList lines = checked(mixedContext(), {});
        QCOMPARE(lines, QStringList({u"büro's-p0 12 300000 a\"b'c\\d#e;f%g${h}ü: @"_s, u"büro's-p1 7 0 a\"b'c\\d#e;f%g${h}ü: @"_s,
                                     u"büro's-p2 12 0 a\"b'c\\d#e;f%g${h}ü: @"_s}));
        ExportContext context = sampleContext(shopPlan(1, 3));
        context.password = Secret("\\\\${a}$${b:c}\\${\n");
        QCOMPARE(checked(context, {}).front(), u"shop-p0 3 0 \\\\${a}$${b:c}\\${"_s);
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const Plan plan = randomPlan(seed);
            const QStringList pools = checked(sampleContext(plan), {});
            QCOMPARE(pools.size(), qsizetype(plan.pools.size()));
            QVERIFY(pools[0].startsWith(QString::fromStdString(poolApplicationName(plan, 0)) + u' '));
        }
    }

    void theRoutingDataSourceSpreadsByThePlan()
    {
        const Proving proving(
            proof(u"RoutingDataSource and Pools compile and route by policy and share; application_name and statement_timeout read "
                  "back from the server; close leaves no backend"_s));
        Plan plan = patientShopPlan(2, 2);
        plan.migrationShare = 50;
        plan.pools[1].statementTimeout = 61'234ms;
        const QStringList lines = checked(contextOn(m_server, plan), {u"8"_s});
        QCOMPARE(lines.count(u"shop-p0 1h"_s), 6);
        QCOMPARE(lines.count(u"shop-p1 61234ms"_s), 2);
        QCOMPARE(lines.back(), u"served"_s);
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 0);
    }

    void theConfigurationIsSoundJava_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("3.4") << u"3.4"_s;
        QTest::newRow("2.7") << u"2.7"_s;
    }

    void theConfigurationIsSoundJava()
    {
        QFETCH(const QString, version);
        const Proving proving(
            {.format = u"spring"_s,
             .version = version,
             .consumer = u"javac’s parser"_s,
             .shows = u"PoolsConfiguration is sound Java (Spring Boot, which it is compiled against, is in no Debian)"_s});
        const JavaProject project(jars);
        writeFiles(project.path(), exported("spring", mixedContext(), {{"version", version.toStdString()}}));
        const QString program = qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/exporters/consumers/ParseCheck.java"_s;
        const auto parsed = project.run({program, java + u"PoolsConfiguration.java"_s});
        QVERIFY2(parsed.exitCode == 0, parsed.output.constData());
    }

private:
    // The lines that SpringCheck prints, without what HikariCP logs of its life.
    static QStringList checked(const ExportContext &context, const QStringList &more)
    {
        const JavaProject project(jars);
        writeFiles(project.path(), exported("spring", context));
        if (const QByteArray fault = project.compile({java + u"Pools.java"_s, java + u"RoutingDataSource.java"_s}, {u"SpringCheck.java"_s});
            !fault.isEmpty())
            qFatal("%s", fault.constData());
        const auto run = project.run(QStringList{u"SpringCheck"_s, u"src/main/resources/application.yml"_s} + more);
        if (run.exitCode != 0 || run.output.contains("WARN"))
            qWarning("%s", run.output.constData());
        QStringList lines = QString::fromUtf8(run.output).split(u'\n', Qt::SkipEmptyParts);
        lines.removeIf([](const QString &line) { return line.contains(u" INFO "_s); });
        return run.exitCode == 0 && !run.output.contains("WARN") ? lines : QStringList{u"failed"_s};
    }

    TestServer m_server;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const JavaProject project(jars); !project.whyNot().isEmpty()) {
        recordNotRun(proof(u"its pools were bound and ran"_s), project.whyNot());
        std::printf("SKIP: %s\n", qPrintable(project.whyNot()));
        return skipped;
    }
    TestSpringConsumer test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_springconsumer.moc"
