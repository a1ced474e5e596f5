// SPDX-License-Identifier: GPL-3.0-or-later
// The exported pgbouncer.ini and userlist.txt: read by Debian's PgBouncer, which then pools a real PostgreSQL. For the
// versions that are not here, each key against the table of the first version that knows it.
#include "model/server/process/unixuser.h"
#include "tests/exporters/exported.h"
#include "tests/exporters/shopserver.h"
#include "tests/support/eventually.h"
#include "tests/support/proof.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <libpq-fe.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString program = u"/usr/sbin/pgbouncer"_s;

Proof proof(const QString &shows)
{
    return {.format = u"pgbouncer"_s, .version = u"1.18"_s, .consumer = u"PgBouncer"_s, .shows = shows};
}

using Client = std::unique_ptr<PGconn, decltype(&PQfinish)>;

// First versions by the project's change log; what 1.18 knows was read from Debian's 1.18.
const std::map<QString, QString> laterKeys{
    {u"max_prepared_statements"_s, u"1.21"_s}, {u"server_lifetime="_s, u"1.23"_s}, {u"transaction_timeout"_s, u"1.25"_s}};

const QStringList keysOf118{u"listen_addr"_s, u"listen_port"_s, u"unix_socket_dir"_s, u"auth_type"_s, u"auth_file"_s, u"stats_users"_s,
                            u"pool_mode"_s, u"max_client_conn"_s, u"default_pool_size"_s, u"min_pool_size"_s, u"reserve_pool_size"_s,
                            u"query_wait_timeout"_s, u"server_connect_timeout"_s, u"server_idle_timeout"_s, u"server_lifetime"_s,
                            u"server_login_retry"_s, u"query_timeout"_s, u"idle_transaction_timeout"_s, u"server_tls_sslmode"_s,
                            u"server_tls_ca_file"_s, u"ignore_startup_parameters"_s,
                            // in [databases]
                            u"host="_s, u"port="_s, u"dbname="_s, u"user="_s, u"pool_size="_s, u"min_pool_size="_s,
                            u"max_db_connections="_s, u"application_name="_s, u"connect_query="_s};

// The keys of a file whose names hold nothing that a key could be taken for.
QStringList keysIn(const QByteArray &ini)
{
    QStringList keys;
    bool isInDatabases = false;
    for (const QString &line : QString::fromUtf8(ini).split(u'\n')) {
        isInDatabases = line.startsWith(u'[') ? line == u"[databases]" : isInDatabases;
        if (line.isEmpty() || line.startsWith(u';') || line.startsWith(u'['))
            continue;
        const QString value = line.section(u" = "_s, 1);
        if (!isInDatabases)
            keys.append(line.section(u" = "_s, 0, 0));
        static const QRegularExpression key(u"([a-z_]+=)('[^']*'|[^ ]+)( |$)"_s);
        for (auto match = key.globalMatch(value); isInDatabases && match.hasNext();)
            keys.append(match.next().captured(1));
    }
    return keys;
}

} // namespace

class TestPgBouncerConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        if (m_process) {
            m_process->kill();
            m_process->waitForFinished(hangMs);
            m_process.reset();
        }
    }

    void everyKeyIsKnownToTheVersionThatTheFileIsFor_data()
    {
        QTest::addColumn<QString>("version");
        for (const std::string &version : findExporter("pgbouncer")->info().versions)
            QTest::newRow(version.c_str()) << QString::fromStdString(version);
    }

    void everyKeyIsKnownToTheVersionThatTheFileIsFor()
    {
        QFETCH(const QString, version);
        const Proving proving({.format = u"pgbouncer"_s,
                               .version = version,
                               .consumer = u"table of the first version of each key"_s,
                               .shows = u"every key is known"_s});
        Plan plan = shopPlan(3);
        plan.pools[1].maxLifetime = std::nullopt;
        QStringList known = keysOf118;
        for (const auto &[key, first] : laterKeys) {
            if (first <= version)
                known.append(key);
        }
        for (const char *mode : {"transaction", "session", "statement"}) {
            const auto result = exported("pgbouncer", sampleContext(plan), {{"version", version.toStdString()}, {"pool_mode", mode}});
            const QStringList keys = keysIn(fileOf(result, "pgbouncer.ini"));
            QVERIFY(keys.size() > 30);
            for (const QString &key : keys)
                QVERIFY2(known.contains(key), qPrintable(key));
        }
        QVERIFY(known.contains(u"server_lifetime="_s) == (version >= u"1.23"_s));
    }

    void theConsoleShowsTheFilesValues()
    {
        Proving proving(proof(u"it starts on the file; SHOW DATABASES and SHOW CONFIG read back"_s));
        proving.setConsumerVersion(versionHere());
        Plan plan = shopPlan();
        plan.applicationName = "büro's";
        plan.pools[1].slots = 7;
        plan.pools[1].minimumIdle = 2;
        plan.pools[1].acquireTimeout = 25'500ms;
        plan.pools[2].idleTimeout = std::nullopt;
        start(contextOn(m_server, plan));
        const QStringList databases = console(u"SHOW DATABASES"_s, {0, 3, 4, 5, 6, 9}).filter(u"b_ro_s"_s);
        QCOMPARE(databases, QStringList({u"b_ro_s_p0|app|app|12|12|12"_s, u"b_ro_s_p1|app|app|7|2|7"_s, u"b_ro_s_p2|app|app|12|12|12"_s,
                                         u"b_ro_s_p3|app|app|12|12|12"_s, u"b_ro_s_p4|app|app|12|12|12"_s}));
        const QStringList settings = console(u"SHOW CONFIG"_s, {0, 1});
        for (const QString &setting :
             {u"query_wait_timeout|25.5"_s, u"server_connect_timeout|5"_s, u"server_idle_timeout|0"_s, u"server_lifetime|1800"_s,
              u"pool_mode|transaction"_s, u"max_client_conn|550"_s, u"reserve_pool_size|0"_s})
            QVERIFY2(settings.contains(setting), qPrintable(setting + u'\n' + settings.join(u'\n')));
    }

    void aPoolOpensItsMinimumAndItsLimitIsReachedAndNotPassed()
    {
        const Proving proving(proof(
            u"a pool opens its minimum when its first client has come; its limit is reached and not passed, and who waits longer than "
            "query_wait_timeout is disconnected; application_name and statement_timeout read back from the server"_s));
        Plan plan = patientShopPlan(3, 4);
        plan.pools[1].statementTimeout = 3'604'321ms;
        for (PoolPlan &pool : plan.pools)
            pool.minimumIdle = 1;
        for (PoolPlan &pool : plan.pools)
            pool.acquireTimeout = 1'000ms;
        start(contextOn(m_server, plan));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 1); // of the pool whose first client has been there
        EVENTUALLY(client(u"shop_p1"_s) && client(u"shop_p2"_s));
        EVENTUALLY_EQUAL(m_server.backends("shop-p"), 3);
        m_server.closeGate();
        std::vector<Client> clients;
        for (int i = 0; i < 4; ++i)
            clients.push_back(waitingAtTheGate());
        const auto areHeld = [&] {
            for (Client &one : clients) { // one that had to wait for a new server connection too long comes again
                if (!isWaiting(one))
                    one = waitingAtTheGate();
            }
            return m_server.held("shop-p1") == 4;
        };
        EVENTUALLY(areHeld());
        QCOMPARE(answerOf(waitingAtTheGate()), u"query_wait_timeout"_s);
        QCOMPARE(m_server.backends("shop-p1"), 4);
        m_server.openGate();
        for (const Client &one : clients)
            QCOMPARE(answerOf(one), u"shop-p1|3604321ms"_s);
        QCOMPARE(m_server.backends("shop-p0"), 1);
    }

    void inSessionModeDiscardAllUndoesWhatConnectQuerySets()
    {
        const Proving proving(proof(u"session mode: DISCARD ALL undoes what connect_query sets, so it is left to ALTER ROLE"_s));
        const auto timeout = [this](const QByteArray &query) {
            start(contextOn(m_server, shopPlan(1, 1)), {{"pool_mode", "session"}}, query);
            QStringList seen;
            for (int i = 0; i < 2; ++i) {
                const Client one = client(u"shop_p0"_s);
                PQsendQuery(one.get(), "SELECT '', current_setting('statement_timeout'), ''");
                seen.append(answerOf(one));
            }
            cleanup();
            return seen;
        };
        QCOMPARE(timeout(" connect_query='SET statement_timeout = 30000'"), QStringList({u"30s|"_s, u"0|"_s}));
        m_server.execute("ALTER ROLE app SET statement_timeout = '30s'");
        QCOMPARE(timeout(""), QStringList({u"30s|"_s, u"30s|"_s}));
        m_server.execute("ALTER ROLE app RESET statement_timeout");
    }

    void namesAndPasswordsThatBreakEscapesAreReadAsTheyAre()
    {
        const Proving proving(proof(u"a role, a database and a password that break escapes are read as they are"_s));
        m_server.execute("CREATE ROLE \"a b'c\\d#;x\" LOGIN PASSWORD 'a\"b''c\\d#e;f%g${h}ü'");
        m_server.execute("CREATE DATABASE \"a/b 'c;\\d\"");
        m_server.letIn();
        Plan plan = shopPlan(1, 1);
        plan.applicationName = "a\"b'c\\d#e;f%g${h}";
        ExportContext context = contextOn(m_server, plan);
        context.target["user"] = "a b'c\\d#;x";
        context.target["dbname"] = "a/b 'c;\\d";
        context.password = Secret("a\"b'c\\d#e;f%g${h}ü");
        start(context);
        const Client one = client(u"a_b_c_d_e_f_g_h_p0"_s);
        QVERIFY(one);
        PQsendQuery(one.get(), "SELECT '', current_user || '|' || current_database(), current_setting('application_name')");
        QCOMPARE(answerOf(one), u"a b'c\\d#;x|a/b 'c;\\d|a\"b'c\\d#e;f%g${h}-p0"_s);
    }

private:
    QString socketFolder() const { return m_folder.filePath(u"socket"_s); }

    static QString versionHere()
    {
        return QString::fromUtf8(runTool({.program = program, .arguments = {u"--version"_s}, .folder = u"/"_s}).output)
            .section(u' ', 1, 1)
            .section(u'\n', 0, 0);
    }

    // PgBouncer on the exported files, in a folder of its own that holds its socket too; unprivileged. `more` is put after each
    // alias.
    void start(const ExportContext &context, std::map<std::string, std::string> options = {}, const QByteArray &more = {})
    {
        options["version"] = "1.18";
        const auto result = exported("pgbouncer", context, options);
        writeFiles(m_folder.path(), result);
        m_user = QString::fromStdString(context.target.at("user"));
        m_password = QString::fromStdString(context.password->reveal());
        QByteArray ini = fileOf(result, "pgbouncer.ini");
        replace(ini, "listen_addr = 127.0.0.1", "listen_addr =");
        replace(ini, "unix_socket_dir = /var/run/postgresql", "unix_socket_dir = " + socketFolder().toUtf8());
        replace(ini, "/etc/pgbouncer/userlist.txt", m_folder.filePath(u"userlist.txt"_s).toUtf8());
        replace(ini, "\n\n[pgbouncer]", more + "\n\n[pgbouncer]");
        writeTestFile(m_folder.filePath(u"pgbouncer.ini"_s), ini);
        QDir().mkpath(socketFolder());
        QStringList arguments{m_folder.filePath(u"pgbouncer.ini"_s)};
        if (const auto user = userForServer()) {
            ::chmod(qPrintable(m_folder.path()), 0755);
            for (const QString &own : {m_folder.filePath(u"userlist.txt"_s), socketFolder()})
                QCOMPARE(::chown(qPrintable(own), user->uid, user->gid), 0);
            arguments = QStringList{u"-u"_s, QString::fromStdString(user->name)} + arguments;
        }
        m_process = startTool({.program = program, .arguments = arguments, .folder = m_folder.path()});
        QVERIFY(m_process->waitForStarted(hangMs));
        const QString first = QString::fromUtf8(ini).section(u"[databases]\n"_s, 1).section(u'\n', 1, 1).section(u" = "_s, 0, 0);
        EVENTUALLY2(client(first), m_process->readAllStandardError().constData());
    }

    static void replace(QByteArray &ini, const QByteArray &before, const QByteArray &after)
    {
        QVERIFY2(ini.contains(before), before.constData());
        ini.replace(before, after);
    }

    // A client that sends no application_name, as applications do that set none. Null: it was refused.
    Client client(const QString &alias)
    {
        const auto quoted = [](QString word) { return u'\'' + word.replace(u"\\"_s, u"\\\\"_s).replace(u"'"_s, u"\\'"_s) + u'\''; };
        const QString words = u"host=%1 port=6432 user=%2 dbname=%3 password=%4"_s.arg(quoted(socketFolder()), quoted(m_user),
                                                                                       quoted(alias), quoted(m_password));
        Client connection(PQconnectdb(words.toUtf8().constData()), PQfinish);
        if (PQstatus(connection.get()) != CONNECTION_OK)
            connection.reset();
        return connection;
    }

    Client waitingAtTheGate()
    {
        Client one = client(u"shop_p1"_s);
        if (one)
            PQsendQuery(one.get(), "SELECT pg_advisory_xact_lock_shared(4711), application_name, current_setting('statement_timeout') "
                                   "FROM pg_stat_activity WHERE pid = pg_backend_pid()");
        return one;
    }

    static bool isWaiting(const Client &one) { return one && PQconsumeInput(one.get()) == 1 && PQisBusy(one.get()) == 1; }

    // The second and third column of the statement that was sent, or PgBouncer's word for why there is none.
    static QString answerOf(const Client &one)
    {
        QString answer;
        while (PGresult *result = PQgetResult(one.get())) {
            const QString error = QString::fromUtf8(PQresultErrorMessage(result));
            if (PQresultStatus(result) == PGRES_TUPLES_OK)
                answer = QString::fromUtf8(PQgetvalue(result, 0, 1)) + u'|' + QString::fromUtf8(PQgetvalue(result, 0, 2));
            else if (answer.isEmpty()) // the end of the connection comes as a second one
                answer = error.contains(u"query_wait_timeout"_s) ? u"query_wait_timeout"_s : error;
            PQclear(result);
        }
        return answer;
    }

    // Columns of all rows, joined by "|".
    QStringList console(const QString &command, const QList<int> &columns)
    {
        const Client connection = client(u"pgbouncer"_s);
        const std::unique_ptr<PGresult, decltype(&PQclear)> rows(PQexec(connection.get(), command.toUtf8().constData()), PQclear);
        QStringList lines;
        for (int row = 0; row < PQntuples(rows.get()); ++row) {
            QStringList fields;
            for (const int column : columns)
                fields.append(QString::fromUtf8(PQgetvalue(rows.get(), row, column)));
            lines.append(fields.join(u'|'));
        }
        return lines;
    }

    ShopServer m_server;
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    QString m_user;
    QString m_password;
};

QTEST_GUILESS_MAIN(TestPgBouncerConsumer)
#include "tst_pgbouncerconsumer.moc"
