// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/connection.h"
#include "model/server/connection/target.h"
#include "tests/support/eventually.h"
#include "tests/support/tcpproxy.h"
#include "tests/support/testserver.h"

#include <libpq-fe.h>

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

ConnectionRequest named(const char *name)
{
    return {.connectionName = name,
            .applicationName = name,
            .connectTimeout = std::chrono::milliseconds(hangMs),
            .statementTimeout = std::nullopt};
}

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

    TestServer m_server{TestServer::Options{.maxConnections = 80}};

    Target changed(Target target, const char *keyword, const char *value) const
    {
        target.parameters[keyword] = value;
        return target;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void anOpenConnectionIsSeenByItsName()
    {
        QVERIFY(!openConnection(m_server.target(), named("poolwart/x/p1/s01")));
        auto *handle = nativeHandle("poolwart/x/p1/s01");
        QVERIFY(handle);
        QCOMPARE(std::to_string(PQbackendPID(handle)),
                 m_server.value("SELECT pid FROM pg_stat_activity WHERE application_name = 'poolwart/x/p1/s01'"));
        closeConnection("poolwart/x/p1/s01");
        QVERIFY(!QSqlDatabase::contains(u"poolwart/x/p1/s01"_s));
        QVERIFY(!nativeHandle("poolwart/x/p1/s01"));
        EVENTUALLY_EQUAL(m_server.backends("poolwart/x/p1/s01"), 0);
        closeConnection("poolwart/x/p1/s01"); // no more than nothing
    }

    void theSessionIsSetUp()
    {
        auto request = named("c");
        request.statementTimeout = 61'234ms;
        QVERIFY(!openConnection(m_server.target(), request));
        {
            QSqlQuery query(QSqlDatabase::database(u"c"_s, false));
            QVERIFY(query.exec(u"SELECT current_setting('statement_timeout'), "
                               u"current_setting('client_connection_check_interval'), current_setting('TimeZone')"_s));
            QVERIFY(query.next());
            QCOMPARE(query.value(0).toString(), u"61234ms"_s);
            QCOMPARE(query.value(1).toString(), u"1s"_s);
            QCOMPARE(query.value(2).toString(), u"UTC"_s);
        }
        closeConnection("c");
    }

    void aTimeoutThatIsNotGivenIsTheServers()
    {
        m_server.execute("ALTER ROLE app SET statement_timeout = '77s'");
        QVERIFY(!openConnection(m_server.target(), named("c")));
        {
            QSqlQuery query(u"SHOW statement_timeout"_s, QSqlDatabase::database(u"c"_s, false));
            QVERIFY(query.next());
            QCOMPARE(query.value(0).toString(), u"77s"_s);
        }
        closeConnection("c");
        m_server.execute("ALTER ROLE app RESET statement_timeout");
    }

    void theUsersOwnOptionsHold()
    {
        QVERIFY(!openConnection(changed(m_server.target(), "options", "-c work_mem=1234kB -c search_path=\"it's\""), named("c")));
        {
            QSqlQuery query(u"SELECT current_setting('work_mem'), current_setting('search_path')"_s, QSqlDatabase::database(u"c"_s, false));
            QVERIFY(query.next());
            QCOMPARE(query.value(0).toString(), u"1234kB"_s);
            QCOMPARE(query.value(1).toString(), u"\"it's\""_s);
        }
        closeConnection("c");
    }

    void anyPasswordAndNameArrivesAsItIs()
    {
        const std::string odd = "p a;s'w\\\"ö";
        const auto escaped = "p a;s''w\\\"ö";
        m_server.execute("CREATE ROLE \"o d;d'\\\" LOGIN PASSWORD '" + std::string(escaped) + "'");
        m_server.execute("CREATE DATABASE \"o d;d'\\\"");
        auto target = changed(changed(m_server.target(), "user", "o d;d'\\"), "dbname", "o d;d'\\");
        target.password = Secret(odd);
        QVERIFY(!openConnection(target, named("c")));
        closeConnection("c");
    }

    void aSemicolonInAnOptionIsRefusedByName()
    {
        const auto error = openConnection(changed(m_server.target(), "options", "-c search_path=a;b"), named("c"));
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::BadInput);
        QVERIFY(error->message.find("options") != std::string::npos);
        QVERIFY(!QSqlDatabase::contains(u"c"_s));
    }

    void aFailureIsNamedAndLeavesNothingBehind_data()
    {
        QTest::addColumn<QByteArray>("keyword");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *title, const char *keyword, const char *value, const char *reason) {
            QTest::addRow("%s", title) << QByteArray(keyword) << QByteArray(value) << QByteArray(reason);
        };
        row("wrong password", "password", "hunter2", "rejected the password");
        row("no password", "password", "", "rejected the password");
        row("unknown host", "host", "no-such-host.invalid", "host name is unknown");
        row("no server", "port", "1", "no server listens");
        row("no socket", "host", "/nowhere", "no server listens");
        row("unknown database", "dbname", "nothing", "does not admit this user"); // pg_hba.conf comes first
        row("unknown role", "user", "nobody", "does not admit this user");
        row("no encryption there", "sslmode", "require", "encrypted");
    }
    void aFailureIsNamedAndLeavesNothingBehind()
    {
        QFETCH(QByteArray, keyword);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, reason);
        auto target = m_server.networkTarget();
        if (keyword == "password")
            target.password = Secret(value.toStdString());
        else
            target.parameters[keyword.toStdString()] = value.toStdString();
        const auto error = openConnection(target, named("c"));
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::CannotConnect);
        QVERIFY2(error->message.find(reason.toStdString()) != std::string::npos, (error->message + error->details).c_str());
        QVERIFY(error->message.find(describeTarget(target)) != std::string::npos);
        QVERIFY(!error->hint.empty() && !error->details.empty());
        for (const auto &shown : {error->message, error->hint, error->details})
            QVERIFY(shown.find("hunter2") == std::string::npos);
        QVERIFY(!QSqlDatabase::contains(u"c"_s));
    }

    void anUnknownDatabaseIsNamed()
    {
        const auto error = openConnection(changed(m_server.target(), "dbname", "nothing"), named("c"));
        QVERIFY(error);
        QVERIFY2(error->message.find("does not know this database or role") != std::string::npos, error->message.c_str());
    }

    void aSilentServerIsLeftAfterTheTimeout()
    {
        TcpProxy proxy(static_cast<std::uint16_t>(m_server.port()));
        proxy.setMode(TcpProxy::Mode::Silent);
        auto request = named("c");
        request.connectTimeout = 1ms; // libpq's least is 2 s
        const auto error = openConnection(proxy.through(m_server.networkTarget()), request);
        QVERIFY(error);
        QVERIFY2(error->message.find("did not answer in time") != std::string::npos, (error->message + error->details).c_str());
    }

    void aServerThatHangsUpIsAFailureToConnect()
    {
        TcpProxy proxy(static_cast<std::uint16_t>(m_server.port()));
        for (const auto mode : {TcpProxy::Mode::Reset, TcpProxy::Mode::Refuse}) {
            proxy.setMode(mode);
            const auto error = openConnection(proxy.through(m_server.networkTarget()), named("c"));
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::CannotConnect);
        }
        proxy.setMode(TcpProxy::Mode::Pass);
        proxy.cutAfter(60); // within the handshake
        const auto error = openConnection(proxy.through(m_server.networkTarget()), named("c"));
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::CannotConnect);
    }

    void everyLimitOfConnectionsIsRecognised()
    {
        struct Limit
        {
            const char *set;
            const char *reset;
            const char *reason;
        };
        for (const auto &limit :
             {Limit{"ALTER ROLE app CONNECTION LIMIT 0", "ALTER ROLE app CONNECTION LIMIT -1", "role's connection limit"},
              Limit{"ALTER DATABASE app CONNECTION LIMIT 0", "ALTER DATABASE app CONNECTION LIMIT -1", "database's connection limit"}}) {
            m_server.execute(limit.set);
            const auto error = openConnection(m_server.target(), named("c"));
            m_server.execute(limit.reset);
            QVERIFY(error);
            QCOMPARE(error->kind, ErrorKind::TooManyConnections);
            QVERIFY2(error->message.find(limit.reason) != std::string::npos, error->message.c_str());
        }
    }

    void aFullServerIsRecognised()
    {
        EVENTUALLY_EQUAL(m_server.value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"),
                         std::string("0")); // the others' have gone
        std::vector<std::string> names;
        std::optional<Error> error;
        while (!error && names.size() < 100) {
            names.push_back("full" + std::to_string(names.size()));
            error = openConnection(m_server.target(), named(names.back().c_str()));
        }
        const auto opened = names.size() - 1;
        for (const auto &name : names)
            closeConnection(name);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::TooManyConnections);
        QVERIFY2(error->message.find("no free connection slot") != std::string::npos, error->message.c_str());
        QVERIFY(opened >= 76 && opened <= 77); // 80 less 3 reserved; the tests' own may hold one more
        EVENTUALLY_EQUAL(m_server.backends("full"), 0);
    }

    void aServerInGermanIsUnderstood()
    {
        const auto kindOf = [this](const char *words) { return connectError(m_server.target(), words).kind; };
        QCOMPARE(kindOf("FATAL:  tut mir leid, schon zu viele Verbindungen\n"), ErrorKind::TooManyConnections);
        QCOMPARE(kindOf("FATAL:  zu viele Verbindungen von Rolle »app«\n"), ErrorKind::TooManyConnections);
        QCOMPARE(kindOf("something else\n"), ErrorKind::CannotConnect);
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
