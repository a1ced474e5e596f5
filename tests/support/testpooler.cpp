// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testpooler.h"

#include "model/server/process/unixuser.h"
#include "tests/support/eventually.h"
#include "tests/support/program.h"
#include "tests/support/testserver.h"
#include "tests/support/tool.h"

#include <QTcpServer>

#include <libpq-fe.h>
#include <sys/stat.h>

#include <vector>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

// Of the session that answers, behind a gate that is shut until all of them are asked. What a pooler keeps apart for each
// client is the client's, and not looked at.
constexpr auto gateSql = "4711";
constexpr auto inventorySql =
    "WITH gate AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(4711))"
    " SELECT (SELECT string_agg(name || '=' || setting, ',' ORDER BY name) FROM pg_settings"
    "         WHERE name NOT IN ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings'))"
    " || ' prepared: ' || (SELECT count(*) FROM pg_prepared_statements)"
    " || ' locks: ' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid <> 4711 AND pid = pg_backend_pid())"
    " || ' temporary: ' || (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema())"
    " || ' listening: ' || (SELECT count(*) FROM pg_listening_channels()) FROM gate";

int freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

QByteArray textOf(const Result &result)
{
    if (PQresultStatus(result.get()) == PGRES_TUPLES_OK)
        return PQgetvalue(result.get(), 0, 0);
    const char *state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    return state ? state : "no answer";
}

} // namespace

TestPooler::TestPooler(TestServer &server, const Options &options)
    : m_server(server)
    , m_poolSize(options.poolSize)
    , m_target(server.networkTarget())
{
    while (!start(options)) // another program was faster to take the port
        m_target = server.networkTarget();
}

// Whether it has got the port that was free.
bool TestPooler::start(const Options &options)
{
    const QString serverPort = QString::fromStdString(m_target.parameters.at("port"));
    const QString port = QString::number(freePort());
    const QString password = QString::fromStdString(m_target.password.reveal());
    m_target.parameters["port"] = port.toStdString();
    writeTestFile(m_folder.filePath(u"users"_s), u"\"app\" \"%1\"\n"_s.arg(password).toUtf8());
    QStringList lines{u"[databases]"_s,
                      u"app = host=127.0.0.1 port=%1 user=app password=%2"_s.arg(serverPort, password),
                      u"[pgbouncer]"_s,
                      u"listen_addr = 127.0.0.1"_s,
                      u"listen_port = %1"_s.arg(port),
                      u"unix_socket_dir ="_s,
                      u"auth_type = plain"_s,
                      u"auth_file = users"_s,
                      u"max_client_conn = 500"_s,
                      u"pool_mode = %1"_s.arg(options.mode),
                      u"default_pool_size = %1"_s.arg(options.poolSize)};
    if (options.tells)
        lines << u"stats_users = app"_s;
    lines << options.more;
    const QString file = m_folder.filePath(u"pgbouncer.ini"_s);
    writeTestFile(file, lines.join(u'\n').toUtf8() + '\n');
    QStringList arguments{file};
    if (const auto user = userForServer()) {
        ::chmod(qPrintable(m_folder.path()), 0755);
        arguments = QStringList{u"-u"_s, QString::fromStdString(user->name)} + arguments;
    }
    m_process = startTool({.program = u"/usr/sbin/pgbouncer"_s, .arguments = arguments, .folder = m_folder.path()});
    const auto isRunning = [this] { return m_process->state() != QProcess::NotRunning; };
    if (!m_process->waitForStarted(hangMs) || !eventually([&] { return !isRunning() || valueOf("SELECT 1") == "1"; }))
        qFatal("PgBouncer does not answer: %s", m_process->readAll().constData());
    const QByteArray said = m_process->readAllStandardError();
    if (!isRunning() && !said.contains("Address already in use"))
        qFatal("PgBouncer has ended: %s", said.constData());
    return isRunning();
}

TestPooler::~TestPooler()
{
    m_process->terminate();
    m_process->waitForFinished(hangMs);
}

QByteArray TestPooler::valueOf(const char *sql) const
{
    const Connection connection(PQconnectdb(qPrintable(targetUri(m_target))), PQfinish);
    return textOf(Result(PQexec(connection.get(), sql), PQclear));
}

// As many connections as it has server sessions, all of them asked at once: each is looked at.
QStringList TestPooler::inventory() const
{
    const std::string gate(gateSql);
    const std::string awaiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = " + gate;
    m_server.execute("SELECT pg_advisory_lock(" + gate + ")");
    std::vector<Connection> connections;
    for (int k = 0; k < m_poolSize; ++k) {
        connections.emplace_back(PQconnectdb(qPrintable(targetUri(m_target))), PQfinish);
        PQsendQuery(connections.back().get(), inventorySql);
    }
    if (!eventually([&] { return m_server.value(awaiting) == std::to_string(m_poolSize); }))
        qFatal("the pooler does not lend all its server sessions");
    m_server.execute("SELECT pg_advisory_unlock(" + gate + ")");
    QStringList sessions;
    for (const Connection &connection : connections)
        sessions << QString::fromUtf8(textOf(Result(PQgetResult(connection.get()), PQclear)));
    sessions.sort();
    return sessions;
}

} // namespace poolwart
