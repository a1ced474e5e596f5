// SPDX-License-Identifier: GPL-3.0-or-later
// One look at a server: through the first host that answers, and what its role and database may have.
#include "model/core/budget.h"
#include "model/server/connection/connection.h"
#include "model/server/connection/connecttimeout.h"
#include "model/server/monitor/monitor.h"
#include "tests/support/tcpproxy.h"
#include "tests/support/testserver.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestProbe : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestServer> m_server = std::make_unique<TestServer>();

    // The first host accepts and says nothing; the second is well.
    Target behindSilentHost(const TcpProxy &silent) const
    {
        Target target = m_server->networkTarget();
        target.parameters["host"] = "127.0.0.1,127.0.0.1";
        target.parameters["port"] = std::to_string(silent.port()) + ',' + target.parameters.at("port");
        return target;
    }

private Q_SLOTS:
    void initTestCase() { prepareDrivers(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        qunsetenv("PGCONNECT_TIMEOUT");
    }

    void aSilentFirstHostIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("connectTimeout"); // of the URI; empty: none
        QTest::addColumn<int>("timeout");               // of the caller, in ms
        QTest::newRow("by the URI's timeout") << QByteArray("2") << 6'000;
        QTest::newRow("by the caller's") << QByteArray() << 2'000;
        QTest::newRow("0 does not wait without end") << QByteArray("0") << 2'000;
    }
    void aSilentFirstHostIsPassedOver()
    {
        QFETCH(QByteArray, connectTimeout);
        QFETCH(int, timeout);
        TcpProxy silent(static_cast<std::uint16_t>(m_server->port()));
        silent.setMode(TcpProxy::Mode::Silent);
        Target target = behindSilentHost(silent);
        if (!connectTimeout.isEmpty())
            target.parameters["connect_timeout"] = connectTimeout.toStdString();
        const auto seen = probe(target, std::chrono::milliseconds(timeout));
        QVERIFY2(seen.ok(), seen.ok() ? "" : seen.error().message.c_str());
        QVERIFY(silent.accepted() > 0);
        const ConnectionRequest request{
            .connectionName = "a", .applicationName = "a", .connectTimeout = std::chrono::milliseconds(timeout)};
        const auto error = openConnection(target, request);
        QVERIFY2(!error, error ? error->message.c_str() : "");
        closeConnection("a");
    }

    void theTimeoutCountsForEachAddress_data()
    {
        QTest::addColumn<QByteArray>("hosts");
        QTest::addColumn<QByteArray>("connectTimeout");
        QTest::addColumn<int>("seconds");
        QTest::newRow("a socket") << QByteArray("/tmp") << QByteArray() << 5;
        QTest::newRow("an address") << QByteArray("127.0.0.1") << QByteArray() << 5;
        QTest::newRow("a name may have two") << QByteArray("db") << QByteArray() << 10;
        QTest::newRow("several") << QByteArray("127.0.0.1,::1,db") << QByteArray() << 20;
        QTest::newRow("the target's own timeout") << QByteArray("127.0.0.1,127.0.0.2") << QByteArray("3") << 6;
        QTest::newRow("one second is two, as in libpq") << QByteArray("127.0.0.1") << QByteArray("1") << 2;
        QTest::newRow("zero counts as not set") << QByteArray("127.0.0.1") << QByteArray("0") << 5;
    }
    void theTimeoutCountsForEachAddress()
    {
        QFETCH(QByteArray, hosts);
        QFETCH(QByteArray, connectTimeout);
        QFETCH(int, seconds);
        Target target{.parameters = {{"host", hosts.toStdString()}}, .password = {}};
        if (!connectTimeout.isEmpty())
            target.parameters["connect_timeout"] = connectTimeout.toStdString();
        QCOMPARE(longestConnect(target, 5s), std::chrono::milliseconds(std::chrono::seconds(seconds)));
    }

    void theEnvironmentsTimeoutIsKept()
    {
        qputenv("PGCONNECT_TIMEOUT", "7");
        QCOMPARE(longestConnect({.parameters = {{"host", "127.0.0.1"}}, .password = {}}, 5s), std::chrono::milliseconds(7s));
    }

    void theRolesLimitIsNamedAndItsOtherSessionsAreCounted()
    {
        m_server->execute("CREATE ROLE few LOGIN CONNECTION LIMIT 5");
        Target target = m_server->target();
        target.parameters["user"] = "few";
        QVERIFY(!openConnection(target, {.connectionName = "other", .applicationName = "other"}));
        const auto seen = probe(target, 10s);
        closeConnection("other");
        QVERIFY(seen.ok());
        QCOMPARE(seen->limits.role, std::string("few"));
        QCOMPARE(seen->limits.database, std::string("app"));
        QCOMPARE(seen->limits.roleLimit, std::optional(5));
        QCOMPARE(seen->othersOfRole, 1);
        const Done refused = checkBudget(makeBudget(uniformPlan(1, 12), *seen));
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().hint.ends_with("ALTER ROLE \"few\" CONNECTION LIMIT 14."), refused.error().hint.c_str());
    }
};

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
