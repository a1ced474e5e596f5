// SPDX-License-Identifier: GPL-3.0-or-later
// The exported .env, read by python-dotenv and by a shell; the URLs in it used by psql.
#include "tests/exporters/exported.h"
#include "tests/support/proof.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

Proof proof(const QString &consumer, const QString &shows)
{
    return {.format = u"env"_s, .version = u"1"_s, .consumer = consumer, .shows = shows};
}

} // namespace

class TestEnvConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pythonDotenvReadsWhatThePlanSays()
    {
        const Proving proving(proof(u"python-dotenv"_s, u"every variable has the plan’s value, whatever is in names and password"_s));
        const ExportContext context = mixedContext();
        const QJsonObject values = valuesOf(context);
        QCOMPARE(values[u"DATABASE_URL"_s].toString(),
                 u"postgresql://app%40x:a%22b%27c%5Cd%23e%3Bf%25g%24%7Bh%7D%C3%BC%3A%20%40@db:5433/a%2Fb%20c?sslmode=require"_s);
        QCOMPARE(values[u"POOL_APPLICATION_NAME"_s].toString(), u"b%C3%BCro%27s"_s);
        QCOMPARE(values[u"POOL_COUNT"_s].toString(), u"3"_s);
        QCOMPARE(values[u"POOL_1_NAME"_s].toString(), u"a%22b%27c%5Cd%23e%3Bf%25g%24%7Bh%7D%C3%BC"_s);
        QCOMPARE(values[u"POOL_1_SIZE"_s].toString(), u"7"_s);
        QCOMPARE(values[u"POOL_1_ACQUIRE_TIMEOUT_MS"_s].toString(), u"1500"_s);
        QCOMPARE(values[u"POOL_1_IDLE_TIMEOUT_MS"_s].toString(), QString());
        QCOMPARE(values[u"POOL_1_QUEUE_LIMIT"_s].toString(), u"100"_s);
        QCOMPARE(values.size(), 8 + 3 * 10);
    }

    void aShellReadsTheSame()
    {
        const Proving proving(proof(u"sh"_s, u"it reads the same values as python-dotenv"_s));
        const QJsonObject values = valuesOf(mixedContext());
        const auto shell =
            runTool({.program = u"/bin/sh"_s, .arguments = {u"-c"_s, u"set -a; . ./.env; env"_s}, .folder = m_folder.path()});
        const QStringList lines = QString::fromUtf8(shell.output).split(u'\n');
        for (auto value = values.begin(); value != values.end(); ++value)
            QVERIFY2(lines.contains(value.key() + u'=' + value->toString()), qPrintable(value.key()));
    }

    void psqlOpensEachPoolsUrlWithItsNameAndTimeout()
    {
        const Proving proving(
            proof(u"psql"_s, u"each pool’s URL opens; application_name and statement_timeout read back from the server"_s));
        TestServer server;
        Plan plan = patientShopPlan(3);
        plan.pools[1].statementTimeout = std::chrono::milliseconds(61'234);
        const QJsonObject values = valuesOf(contextOn(server, plan));
        for (int k = 0; k < 3; ++k) {
            const auto session = runTool(
                {.program = u"psql"_s,
                 .arguments =
                     {u"-XAtd"_s, values[u"POOL_%1_URL"_s.arg(k)].toString(), u"-c"_s,
                      u"SELECT application_name, current_setting('statement_timeout') FROM pg_stat_activity WHERE pid = pg_backend_pid()"_s},
                 .folder = m_folder.path()});
            QCOMPARE(session.output.trimmed(), "shop-p" + QByteArray::number(k) + (k == 1 ? "|61234ms" : "|1h"));
        }
    }

private:
    QJsonObject valuesOf(const ExportContext &context)
    {
        writeFiles(m_folder.path(), exported("env", context));
        const auto read =
            runTool({.program = u"/usr/bin/python3"_s,
                     .arguments = {qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/exporters/consumers/dotenv-values.py"_s, u".env"_s},
                     .folder = m_folder.path()});
        if (read.exitCode != 0)
            qWarning("%s", read.output.constData());
        return QJsonDocument::fromJson(read.output).object();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestEnvConsumer)
#include "tst_envconsumer.moc"
