// SPDX-License-Identifier: GPL-3.0-or-later
// `poolwart run` through PgBouncer in transaction pooling, where a session's settings would be the next client's.
#include "model/server/unixuser.h"
#include "model/store/runfile.h"
#include "tests/support/eventually.h"
#include "tests/support/program.h"
#include "tests/support/testserver.h"
#include "tests/support/tool.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <libpq-fe.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestPooler : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestServer> m_server;
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_pooler;
    Target m_target; // the pooler's

    static int freePort()
    {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
    }

    void startPooler()
    {
        m_target = m_server->networkTarget();
        const QString server = QString::fromStdString(m_target.parameters.at("port"));
        const QString port = QString::number(freePort());
        m_target.parameters["port"] = port.toStdString();
        const QString file = m_folder.filePath(u"pgbouncer.ini"_s);
        const QString password = QString::fromStdString(m_target.password.reveal());
        writeTestFile(m_folder.filePath(u"users"_s), u"\"app\" \"%1\"\n"_s.arg(password).toUtf8());
        writeTestFile(file, u"[databases]\napp = host=127.0.0.1 port=%1 user=app password=%2\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %3\n"
                            "unix_socket_dir =\nauth_type = plain\nauth_file = users\npool_mode = transaction\ndefault_pool_size = 2\n"_s
                                .arg(server, password, port)
                                .toUtf8());
        QStringList arguments{file};
        if (const auto user = userForServer()) {
            ::chmod(qPrintable(m_folder.path()), 0755);
            arguments = QStringList{u"-u"_s, QString::fromStdString(user->name)} + arguments;
        }
        m_pooler = startTool({.program = u"/usr/sbin/pgbouncer"_s, .arguments = arguments, .folder = m_folder.path()});
        QVERIFY(m_pooler->waitForStarted(hangMs));
        EVENTUALLY_EQUAL(valueOf("SELECT 1"), QByteArray("1"));
    }

    // By another client of the pooler: the first field, or the error's SQLSTATE.
    QByteArray valueOf(const char *sql) const
    {
        const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(qPrintable(targetUri(m_target))), PQfinish);
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql), PQclear);
        if (PQresultStatus(result.get()) == PGRES_TUPLES_OK)
            return PQgetvalue(result.get(), 0, 0);
        return PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    }

    RunRecord run(const QString &script, const QString &protocol, const QStringList &more = {}) const
    {
        const QString out = m_folder.filePath(u"run.json"_s);
        QFile::remove(out);
        const auto result = Program::run(QStringList{u"run"_s, u"--target"_s, targetUri(m_target), u"--statement"_s, script, u"--protocol"_s, protocol, u"--pools"_s, u"1"_s,
                                                     u"--slots"_s, u"3"_s, u"--clients"_s, u"3"_s, u"--warmup"_s, u"0"_s, u"--duration"_s, u"1s"_s, u"--out"_s, out}
                                         + more);
        auto record = readRunFile(out.toStdString());
        if (!record)
            qFatal("%s", result.err.constData());
        return *std::move(record);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        m_server->execute("CREATE TABLE marks (a int); GRANT ALL ON marks TO app;"
                          "CREATE FUNCTION leave_mark() RETURNS int LANGUAGE sql AS 'INSERT INTO marks VALUES (1) RETURNING a'");
        startPooler();
    }
    void cleanupTestCase()
    {
        if (m_pooler) {
            m_pooler->terminate();
            m_pooler->waitForFinished(hangMs);
        }
        m_server.reset();
    }

    void whatOnlyReadsCannotWriteByAFunctionThroughAPoolerEither_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("protocol");
        for (const QString &protocol : {u"simple"_s, u"extended"_s}) {
            const QByteArray name = protocol.toLatin1();
            QTest::addRow("a statement, %s", name.constData()) << u"SELECT leave_mark()"_s << protocol;
            QTest::addRow("a transaction, %s", name.constData()) << u"BEGIN;\nSELECT leave_mark();\nEND;"_s << protocol;
            QTest::addRow("behind a transaction, %s", name.constData()) << u"BEGIN;\nSELECT 1;\nEND;\nSELECT leave_mark();"_s << protocol;
        }
    }
    void whatOnlyReadsCannotWriteByAFunctionThroughAPoolerEither()
    {
        QFETCH(QString, script);
        QFETCH(QString, protocol);
        const RunRecord record = run(script, protocol);
        QVERIFY(record.requests.failed > 0);
        QCOMPARE(record.requests.completed, 0u);
        QCOMPARE(record.errors.begin()->first, std::string("25006"));
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::string("0"));
    }

    void whatReadsIsServedAndTheNextClientMayWriteAsBefore()
    {
        const RunRecord record = run(u"\\set a random(1, 9)\nSELECT :a;\n\\sleep 1 ms\nSELECT :a + 1;"_s, u"extended"_s);
        QCOMPARE(record.requests.failed, 0u);
        QVERIFY(record.requests.completed > 0);
        QCOMPARE(record.requests.offered, record.requests.ended());
        QCOMPARE(valueOf("SHOW default_transaction_read_only"), QByteArray("off"));
        QCOMPARE(valueOf("SELECT leave_mark()"), QByteArray("1"));
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::string("1"));
        m_server->execute("TRUNCATE marks");
    }

    void whatMayWriteWrites()
    {
        const RunRecord record = run(u"INSERT INTO marks VALUES (1)"_s, u"simple"_s, {u"--allow-writes"_s});
        QCOMPARE(record.requests.failed, 0u);
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::to_string(record.requests.completed));
        m_server->execute("TRUNCATE marks");
    }
};

QTEST_GUILESS_MAIN(TestPooler)
#include "tst_pooler.moc"
