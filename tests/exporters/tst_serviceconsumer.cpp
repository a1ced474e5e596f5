// SPDX-License-Identifier: GPL-3.0-or-later
// The exported service and password files, read by psql.
#include "tests/exporters/exported.h"
#include "tests/exporters/shopserver.h"
#include "tests/support/proof.h"

#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

Proof proof(const QString &shows)
{
    return {.format = u"service"_s, .version = u"libpq"_s, .consumer = u"psql"_s, .shows = shows};
}

} // namespace

class TestServiceConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void psqlOpensEachServiceWithItsNameAndTimeout()
    {
        Proving proving(proof(u"each service opens with the password of .pgpass; application_name and statement_timeout read back "
                              "from the server"_s));
        proving.setConsumerVersion(
            QString::fromUtf8(runTool({.program = u"psql"_s, .arguments = {u"--version"_s}, .folder = u"/"_s}).output)
                .section(u' ', 2, 2)
                .trimmed());
        Plan plan = patientShopPlan(3);
        plan.pools[1].statementTimeout = std::chrono::milliseconds(61'234);
        writeFiles(m_folder.path(), exported("service", contextOn(m_server, plan)));
        for (int k = 0; k < 3; ++k) {
            const auto session =
                psql(u"shop-p%1"_s.arg(k),
                     u"SELECT application_name, current_setting('statement_timeout') FROM pg_stat_activity WHERE pid = pg_backend_pid()"_s);
            QCOMPARE(session.output.trimmed(), "shop-p" + QByteArray::number(k) + (k == 1 ? "|61234ms" : "|1h"));
        }
    }

    void psqlReadsNamesAndPasswordsThatBreakEscapes()
    {
        const Proving proving(proof(u"a role, a database and a password that break escapes are read as they are"_s));
        m_server.execute("CREATE ROLE \"a b'c\\d#:x\" LOGIN PASSWORD 'a\"b''c\\d#e;f%g${h}ü: @'");
        m_server.execute("CREATE DATABASE \"a/b c:\\d\"");
        ExportContext context = contextOn(m_server, shopPlan(1));
        context.target["user"] = "a b'c\\d#:x";
        context.target["dbname"] = "a/b c:\\d";
        context.password = Secret("a\"b'c\\d#e;f%g${h}ü: @");
        m_server.letIn();
        writeFiles(m_folder.path(), exported("service", context));
        QCOMPARE(psql(u"shop-p0"_s, u"SELECT current_user, current_database()"_s).output.trimmed(), "a b'c\\d#:x|a/b c:\\d"_ba);
    }

private:
    ToolResult psql(const QString &service, const QString &sql)
    {
        return runTool({.program = u"psql"_s,
                        .arguments = {u"-XAtd"_s, u"service="_s + service, u"-c"_s, sql},
                        .folder = m_folder.path(),
                        .environment = {u"PGSERVICEFILE="_s + m_folder.filePath(u"pg_service.conf"_s),
                                        u"PGPASSFILE="_s + m_folder.filePath(u"pgpass"_s)}});
    }

    ShopServer m_server;
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestServiceConsumer)
#include "tst_serviceconsumer.moc"
