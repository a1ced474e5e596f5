// SPDX-License-Identifier: GPL-3.0-or-later
// The exported application.properties, read by java.util.Properties, its keys against Quarkus' own, its URL and driver
// properties by the driver. Quarkus itself is in no Debian.
#include "tests/exporters/javaproject.h"
#include "tests/support/proof.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdio>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int skipped = 77; // SKIP_RETURN_CODE of ctest

const QStringList jars{u"postgresql"_s};

Proof proof(const QString &shows)
{
    return {.format = u"quarkus"_s, .version = u"3"_s, .consumer = u"java.util.Properties, pgjdbc"_s, .shows = shows};
}

} // namespace

class TestQuarkusConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyIsQuarkusAndEveryValueThePlans()
    {
        const Proving proving(
            proof(u"its keys are Quarkus’, its times java.time’s and its values the plan’s, with “$” as MicroProfile Config escapes it"_s));
        const QJsonObject read = checked(mixedContext(), {});
        const QString p1 = u"quarkus.datasource.p1."_s;
        const QMap<QString, QString> expected{
            {u"db-kind"_s, u"postgresql"_s},
            {u"username"_s, u"app@x"_s},
            {u"password"_s, u"a\"b'c\\d#e;f%g\\${h}ü: @"_s},
            {u"jdbc.url"_s, u"jdbc:postgresql://db:5433/a%2Fb%20c"_s},
            {u"jdbc.max-size"_s, u"7"_s},
            {u"jdbc.min-size"_s, u"0"_s},
            {u"jdbc.initial-size"_s, u"0"_s},
            {u"jdbc.acquisition-timeout"_s, u"1500 ms"_s},
            {u"jdbc.idle-removal-interval"_s, u"0 ms"_s},
            {u"jdbc.max-lifetime"_s, u"90500 ms"_s},
            {u"jdbc.background-validation-interval"_s, u"120000 ms"_s},
            {u"jdbc.additional-jdbc-properties.ApplicationName"_s, u"büro's-p1"_s},
            {u"jdbc.additional-jdbc-properties.connectTimeout"_s, u"3"_s},
            {u"jdbc.additional-jdbc-properties.tcpKeepAlive"_s, u"true"_s},
            {u"jdbc.additional-jdbc-properties.options"_s, u"-c statement_timeout=250"_s},
            {u"jdbc.additional-jdbc-properties.sslmode"_s, u"require"_s},
        };
        qsizetype seen = 0;
        for (auto key = read.begin(); key != read.end(); ++key) {
            if (!key.key().startsWith(p1))
                continue;
            QCOMPARE(key.value().toString(), expected.value(key.key().mid(p1.size()), u"no such key"_s));
            ++seen;
        }
        QCOMPARE(seen, expected.size());
        QCOMPARE(read.size(), 3 * expected.size() - 1); // one pool has no statement timeout
    }

    void theDriverConnectsEachPoolUnderItsName()
    {
        const Proving proving(
            proof(u"the driver connects by each URL; application_name and statement_timeout read back from the server"_s));
        Plan plan = patientShopPlan(3, 2);
        plan.pools[1].statementTimeout = 61'234ms;
        const QJsonObject read = checked(contextOn(m_server, plan), {u"connect"_s});
        QCOMPARE(read[u"p0.session"_s].toString(), u"shop-p0 1h"_s);
        QCOMPARE(read[u"p1.session"_s].toString(), u"shop-p1 61234ms"_s);
        QCOMPARE(read[u"p2.session"_s].toString(), u"shop-p2 1h"_s);
    }

private:
    static QJsonObject checked(const ExportContext &context, const QStringList &more)
    {
        const JavaProject project(jars);
        writeFiles(project.path(), exported("quarkus", context));
        if (const QByteArray fault = project.compile({}, {u"QuarkusCheck.java"_s}); !fault.isEmpty())
            qWarning("%s", fault.constData());
        const auto run = project.run(QStringList{u"QuarkusCheck"_s, u"src/main/resources/application.properties"_s} + more);
        if (run.exitCode != 0)
            qWarning("%s", run.output.constData());
        return QJsonDocument::fromJson(run.output).object();
    }

    TestServer m_server;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const JavaProject project(jars); !project.whyNot().isEmpty()) {
        recordNotRun(proof(u"its properties were read"_s), project.whyNot());
        std::printf("SKIP: %s\n", qPrintable(project.whyNot()));
        return skipped;
    }
    TestQuarkusConsumer test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_quarkusconsumer.moc"
