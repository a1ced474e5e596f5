// SPDX-License-Identifier: GPL-3.0-or-later
// What the words of libpq, PostgreSQL and PgBouncer mean for whoever wants to connect, and what to do about it.
#include "model/server/connection/connection.h"
#include "model/server/connection/target.h"

#include <QTest>

using namespace poolwart;

namespace {

Target target()
{
    return {.parameters = {{"host", "db"}, {"port", "5432"}, {"user", "app"}, {"dbname", "shop"}}, .password = {}};
}

const std::string place = "connection to server at \"db\" (10.0.0.1), port 5432 failed: ";

} // namespace

class TestConnectError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCauseIsNamedWithWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QByteArray>("hint");
        const auto row = [](const char *words, const char *reason, const char *hint, ErrorKind kind = ErrorKind::CannotConnect) {
            QTest::addRow("%s", words) << QByteArray(words) << int(kind) << QByteArray(reason) << QByteArray(hint);
        };
        const auto full = ErrorKind::TooManyConnections;
        row("FATAL:  too many connections for role \"app\"", "role's connection limit", "ALTER ROLE", full);
        row("FATAL:  too many connections for database \"shop\"", "database's connection limit", "ALTER DATABASE", full);
        row("FATAL:  sorry, too many clients already", "no free connection slot", "max_connections", full);
        row("FATAL:  remaining connection slots are reserved for non-replication superuser connections", "no free connection slot",
            "max_connections", full);
        row("FATAL:  die verbleibenden Verbindungen sind für Superuser auf Nicht-Replikationsverbindungen reserviert",
            "no free connection slot", "max_connections", full);
        row("FATAL:  no more connections allowed (max_client_conn)", "pooler accepts no further clients", "max_client_conn", full);
        row("could not create socket: Too many open files", "no free file descriptor", "ulimit");
        row("invalid sslmode value: \"verify\"", "does not accept the value of a connection parameter", "quoted below",
            ErrorKind::BadInput);
        row("ungültiger channel_binding-Wert: »nie«", "does not accept the value of a connection parameter", "quoted below",
            ErrorKind::BadInput);
        row("invalid integer value \"abc\" for connection option \"keepalives\"", "does not accept the value of a connection parameter",
            "quoted below", ErrorKind::BadInput);
        row("FATAL:  connection requires a valid client certificate", "requires a client certificate", "sslcert=… sslkey=…");
        row("FATAL:  Verbindung erfordert ein gültiges Client-Zertifikat", "requires a client certificate", "sslcert=… sslkey=…");
        row("private key file \"/k\" has group or world access; file must have permissions u=rw (0600) or less",
            "key of the client certificate", "chmod 600");
        row("private Schlüsseldatei »/k« erlaubt Lesezugriff für Gruppe oder Andere", "key of the client certificate", "chmod 600");
        row("channel binding required, but SSL not in use", "channel binding is required", "sslmode=require");
        row("FATAL:  unsupported startup parameter: options", "does not accept this startup parameter", "ignore_startup_parameters");
        row("FATAL:  no pg_hba.conf entry for host \"10.0.0.2\", user \"app\", database \"shop\", no encryption", "without encryption",
            "sslmode=require");
        row("FATAL:  kein pg_hba.conf-Eintrag für Host »10.0.0.2«, Benutzer »app«, Datenbank »shop«, keine Verschlüsselung",
            "without encryption", "sslmode=require");
        row("FATAL:  no pg_hba.conf entry for host \"10.0.0.2\", user \"app\", database \"shop\", SSL encryption",
            "does not admit this user from this address.", "pg_hba.conf");
        row("FATAL:  pg_hba.conf rejects connection for host \"h\", user \"app\", database \"shop\", SSL "
            "encryption\nconnection to server at \"db\" (10.0.0.1), port 5432 failed: FATAL:  "
            "pg_hba.conf rejects connection for host \"h\", user \"app\", database \"shop\", no "
            "encryption",
            "does not admit this user from this address.", "pg_hba.conf");
        row("FATAL:  role \"team\" is not permitted to log in", "may not log in", "ALTER ROLE … LOGIN");
        row("FATAL:  Rolle »team« hat keine Berechtigung zum Einloggen", "may not log in", "ALTER ROLE … LOGIN");
        row("FATAL:  permission denied for database \"shop\"\nDETAIL:  User does not have CONNECT privilege.",
            "may not connect to this database", "GRANT CONNECT");
        row("FATAL:  the database system is starting up", "not accepting connections yet", "again in a moment");
        row("FATAL:  das Datenbanksystem startet", "not accepting connections yet", "again in a moment");
        row("FATAL:  the database system is not yet accepting connections", "not accepting connections yet", "again in a moment");
        row("FATAL:  the database system is not accepting connections\nDETAIL:  Hot standby mode is disabled.",
            "standby that accepts no connections", "hot_standby = on");
        row("FATAL:  the database system is shutting down", "shutting down", "started again");
        row("FATAL:  the database system is in recovery mode", "recovering from a crash", "log");
        row("session is read-only", "only read-only servers answered", "primary");
        row("server is not in hot standby mode", "no standby answered", "target_session_attrs=any");
        row("FATAL:  no such database: nirgends", "does not know this database or role", "Check the names");
        row("FATAL:  \"trust\" authentication failed", "pooler does not know this user", "auth_file");
        row("FATAL:  query_wait_timeout", "no server connection in time", "query_wait_timeout");
        row("ERROR:  invalid command 'SELECT 1', use SHOW HELP;", "admin console", "[databases]");
        row("SSL error: certificate verify failed", "no encrypted connection", "sslrootcert");
    }
    void eachCauseIsNamedWithWhatToDo()
    {
        QFETCH(QByteArray, words);
        QFETCH(int, kind);
        QFETCH(QByteArray, reason);
        QFETCH(QByteArray, hint);
        const Error error = connectError(target(), place + words.toStdString() + '\n');
        QCOMPARE(int(error.kind), kind);
        QVERIFY2(error.message.starts_with("Cannot connect to app@db:5432/shop: "), error.message.c_str());
        QVERIFY2(error.message.find(reason.toStdString()) != std::string::npos, error.message.c_str());
        QVERIFY2(error.hint.find(hint.toStdString()) != std::string::npos, error.hint.c_str());
        const QByteArray bare = words.startsWith("FATAL:  ") ? words.sliced(8) : words;
        QVERIFY2(error.details.find(bare.left(bare.indexOf('\n')).toStdString()) != std::string::npos, error.details.c_str());
    }

    void wordsOfNoKnownCauseAreTheReason()
    {
        const Error error = connectError(target(), place + "FATAL:  the moon is full\nDETAIL:  It was new two weeks ago.\n");
        QCOMPARE(error.message, std::string("Cannot connect to app@db:5432/shop: the moon is full"));
        QCOMPARE(error.details, std::string("DETAIL:  It was new two weeks ago."));
        QCOMPARE(connectError(target(), "").message, std::string("Cannot connect to app@db:5432/shop: the server gave no reason."));
    }

    void aDetailKeepsThePlaceOut()
    {
        const Error error = connectError(
            target(), place + "FATAL:  permission denied for database \"shop\"\nDETAIL:  User does not have CONNECT privilege.\n");
        QCOMPARE(error.details, std::string("permission denied for database \"shop\"\nDETAIL:  User does not have CONNECT privilege."));
    }

    void lastWordsStandWithoutThoseOfLibpqAndQt()
    {
        const std::string said = "FATAL:  terminating connection due to administrator command\n"
                                 "server closed the connection unexpectedly\n"
                                 "\tThis probably means the server terminated abnormally\n"
                                 "\tbefore or while processing the request.\n"
                                 "(57P01)";
        const Error session = sessionError(target(), said, "57P01");
        QCOMPARE(session.message, std::string("The session on app@db:5432/shop could not be set up."));
        QCOMPARE(session.details, std::string("57P01 terminating connection due to administrator command"));
        QCOMPARE(session.sqlState, std::string("57P01"));
        const Error connect = connectError(target(), said);
        QCOMPARE(connect.message, std::string("Cannot connect to app@db:5432/shop: terminating connection due to administrator command"));
        QCOMPARE(connect.details, std::string());
        QCOMPARE(connectError(target(), place + "server closed the connection unexpectedly\n").message,
                 std::string("Cannot connect to app@db:5432/shop: server closed the connection unexpectedly"));
    }

    void longWordsAreCut()
    {
        const Error error = connectError(target(), place + "FATAL:  does not exist: " + std::string(3'000'000, 'x'));
        QVERIFY(error.details.size() < 1'100);
        QVERIFY(error.details.ends_with("…"));
    }
};

QTEST_GUILESS_MAIN(TestConnectError)
#include "tst_connecterror.moc"
