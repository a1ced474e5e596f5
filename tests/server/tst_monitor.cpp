// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/connection.h"
#include "model/server/monitor/monitor.h"
#include "tests/support/eventually.h"
#include "tests/support/tcpproxy.h"
#include "tests/support/testserver.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto timeout = std::chrono::milliseconds(hangMs);

// A connection that closes itself.
class Slot
{
public:
    Slot(const Target &target, std::string name)
        : m_name(std::move(name))
        , m_error(openConnection(
              target, {.connectionName = m_name, .applicationName = m_name, .connectTimeout = timeout, .statementTimeout = std::nullopt}))
    {}
    ~Slot() { closeConnection(m_name); }
    Slot(const Slot &) = delete;
    Slot &operator=(const Slot &) = delete;

    bool isOpen() const { return !m_error; }

private:
    std::string m_name;
    std::optional<Error> m_error;
};

} // namespace

class TestMonitor : public QObject
{
    Q_OBJECT

    TestServer m_server{TestServer::Options{.maxConnections = 20}};

    int pidOf(const char *applicationName)
    {
        const auto pid = m_server.value("SELECT pid FROM pg_stat_activity WHERE application_name = '" + std::string(applicationName) + "'");
        return pid.empty() ? 0 : std::stoi(pid);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aSampleSaysLimitsAndWhoIsConnected()
    {
        const Slot first(m_server.target(), "poolwart/run/p1/s01");
        const Slot second(m_server.target(), "poolwart/run/p2/s01");
        const Slot stranger(m_server.target(), "app-p0");
        QVERIFY(first.isOpen() && second.isOpen() && stranger.isOpen());
        m_server.value("SELECT 1"); // the tests' own connection is another's, too

        ServerMonitor monitor;
        monitor.start(m_server.target(), "poolwart/run");
        EVENTUALLY(monitor.latest().connected);
        const auto sample = monitor.latest();
        QCOMPARE(sample.limits.maxConnections, 20);
        QCOMPARE(sample.limits.superuserReserved, 3);
        QCOMPARE(sample.limits.usable(), 17);
        QCOMPARE(std::to_string(sample.limits.versionNumber), m_server.value("SHOW server_version_num"));
        QVERIFY(!sample.limits.isSuperuser);
        QCOMPARE(sample.ours, 2);
        QCOMPARE(sample.monitors, 1);
        QCOMPARE(sample.others, 2);
        QVERIFY(!sample.error);
        QCOMPARE(sample.backends.size(), std::size_t(2));
        QCOMPARE(sample.backends[0].pid, pidOf("poolwart/run/p1/s01"));
        QCOMPARE(sample.backends[0].state, std::string("idle"));
        QCOMPARE(sample.backends[0].waitEvent, std::string("Client: ClientRead"));
    }

    void theMonitorAsksWithLimitsAndANameOfItsOwn()
    {
        ServerMonitor monitor;
        monitor.start(m_server.target(), "poolwart/run");
        EVENTUALLY(monitor.latest().connected);
        const auto query = m_server.value("SELECT query FROM pg_stat_activity WHERE application_name = 'poolwart/run/monitor'");
        QVERIFY2(query.starts_with("SET LOCAL statement_timeout = "), query.c_str());
        QVERIFY2(query.find("/* poolwart */ SELECT") != std::string::npos, query.c_str());
    }

    void samplesComeEverySecondAndOnRequest()
    {
        ServerMonitor monitor;
        monitor.start(m_server.target(), "poolwart/run");
        EVENTUALLY(monitor.latest().connected);
        constexpr auto never = std::chrono::steady_clock::duration::max();
        const auto next = [&](bool isAskedFor) {
            const auto before = monitor.latest().takenAt;
            if (isAskedFor)
                monitor.sampleNow();
            return eventually([&] { return monitor.latest().takenAt > before; }) ? monitor.latest().takenAt - before : never;
        };
        EVENTUALLY(next(true) < 500ms); // sooner than any regular one
        for (int request = 0; request < hangMs / 1'000 + 60; ++request)
            QVERIFY(next(true) != never);
        QVERIFY(next(false) != never); // put off by a second for each that was asked for, it would not have come by now
    }

    void aRoleWithoutRightsSaysWhatItDoesNotSee()
    {
        m_server.execute("CREATE ROLE plain LOGIN CONNECTION LIMIT 5");
        auto target = m_server.target();
        target.parameters["user"] = "plain";
        m_server.execute("GRANT CONNECT ON DATABASE app TO plain");
        const Slot stranger(m_server.target(), "app-p0");
        const Slot own(target, "poolwart/run/p1/s01");
        m_server.value("SELECT 1");

        const auto sample = probe(target, timeout);
        QVERIFY(sample.ok());
        QVERIFY(!sample->seesOthersState);
        QCOMPARE(sample->limits.roleLimit, std::optional(5));
        QCOMPARE(sample->limits.usable(), 5);
        QCOMPARE(sample->others, 3); // all are counted, though their states are not known
        QCOMPARE(sample->othersActive, 0);
        m_server.execute("ALTER DATABASE app CONNECTION LIMIT 12");
        QCOMPARE(probe(target, timeout)->limits.databaseLimit, std::optional(12));
        m_server.execute("ALTER DATABASE app CONNECTION LIMIT -1");
        QVERIFY(probe(m_server.superuserTarget(), timeout)->seesOthersState);
    }

    void backendsOfTheRunAreCountedNow()
    {
        ServerMonitor monitor;
        monitor.start(m_server.target(), "poolwart/run");
        {
            const Slot slot(m_server.target(), "poolwart/run/p1/s01");
            const auto count = monitor.backendsOfRun(timeout).get();
            QVERIFY(count.ok());
            QCOMPARE(*count, 1);
        }
        EVENTUALLY_EQUAL(*monitor.backendsOfRun(timeout).get(), 0);
    }

    void aKilledMonitorComesBackWithItsLimits()
    {
        ServerMonitor monitor;
        monitor.start(m_server.target(), "poolwart/run");
        EVENTUALLY(monitor.latest().connected);
        const auto limits = monitor.latest().limits;
        const int before = pidOf("poolwart/run/monitor");
        m_server.value("SELECT pg_terminate_backend(" + std::to_string(before) + ")");
        EVENTUALLY(!monitor.latest().connected || pidOf("poolwart/run/monitor") != before);
        QCOMPARE(monitor.latest().limits, limits);
        EVENTUALLY(monitor.latest().connected && pidOf("poolwart/run/monitor") != before);
        QCOMPARE(monitor.latest().limits, limits);
    }

    void aServerThatIsDownIsSaidAndFoundAgain()
    {
        ServerMonitor monitor;
        monitor.start(m_server.target(), "poolwart/run");
        EVENTUALLY(monitor.latest().connected);
        m_server.stopImmediate();
        monitor.sampleNow();
        EVENTUALLY(!monitor.latest().connected);
        EVENTUALLY_EQUAL(monitor.latest().error.value_or(Error{}).kind, ErrorKind::CannotConnect);
        QCOMPARE(monitor.latest().limits.maxConnections, 20);
        const auto count = monitor.backendsOfRun(300ms).get();
        QVERIFY(!count.ok());
        QCOMPARE(count.error().kind, ErrorKind::TimedOut);
        m_server.start();
        monitor.sampleNow();
        EVENTUALLY(monitor.latest().connected);
        QVERIFY(!monitor.latest().error);
    }

    void aServerFullOfOthersIsNamedAsSuch()
    {
        auto target = m_server.target();
        m_server.execute("ALTER ROLE app CONNECTION LIMIT 0");
        const auto sample = probe(target, timeout);
        m_server.execute("ALTER ROLE app CONNECTION LIMIT -1");
        QVERIFY(!sample.ok());
        QCOMPARE(sample.error().kind, ErrorKind::TooManyConnections);
    }

    void aServerThatGoesSilentHoldsNobodyUp()
    {
        TcpProxy proxy(static_cast<std::uint16_t>(m_server.port()));
        ServerMonitor monitor;
        monitor.start(proxy.through(m_server.networkTarget()), "poolwart/run");
        EVENTUALLY(monitor.latest().connected);
        proxy.setMode(TcpProxy::Mode::Silent);

        const auto count = monitor.backendsOfRun(500ms).get();
        QVERIFY(!count.ok());
        QCOMPARE(count.error().kind, ErrorKind::TimedOut);

        auto unanswered = monitor.backendsOfRun(1h);
        monitor.stop(); // within the hour
        QCOMPARE(unanswered.get().error().kind, ErrorKind::Cancelled);
        QCOMPARE(monitor.backendsOfRun().get().error().kind, ErrorKind::Cancelled);
    }

    void aSilentServerIsReportedAndLeftForAnotherTry()
    {
        TcpProxy proxy(static_cast<std::uint16_t>(m_server.port()));
        ServerMonitor monitor;
        monitor.start(proxy.through(m_server.networkTarget()), "poolwart/run");
        EVENTUALLY(monitor.latest().connected);
        const int before = proxy.accepted();
        proxy.setMode(TcpProxy::Mode::Silent);
        EVENTUALLY_EQUAL(monitor.latest().error.value_or(Error{}).kind, ErrorKind::TimedOut);
        QVERIFY(!monitor.latest().connected);
        EVENTUALLY(proxy.accepted() > before);
        proxy.setMode(TcpProxy::Mode::Pass);
        EVENTUALLY(monitor.latest().connected);
    }

    void aProbeEndsInTimeAndOnRequest()
    {
        TcpProxy proxy(static_cast<std::uint16_t>(m_server.port()));
        proxy.setMode(TcpProxy::Mode::Silent);
        const auto late = probe(proxy.through(m_server.networkTarget()), 700ms);
        QVERIFY(!late.ok());
        QCOMPARE(late.error().kind, ErrorKind::CannotConnect);

        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(probe(proxy.through(m_server.networkTarget()), 1h, stop.get_token()).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
