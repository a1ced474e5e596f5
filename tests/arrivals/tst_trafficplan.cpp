// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/trafficplan.h"
#include "model/core/plan.h"

#include <QTest>

#include <limits>

using namespace poolwart;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Arrivals)

class TestTrafficPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDefaultsAndTheLimitsThemselvesAreAllowed()
    {
        QVERIFY(validate(TrafficPlan{}).ok());
        for (const Arrivals &arrivals :
             {Arrivals(ClosedLoop{.clients = 0}), Arrivals(ClosedLoop{.clients = limits::maxClients, .thinkTime = limits::maxTime}),
              Arrivals(OpenLoop{.ratePerSecond = limits::maxRatePerSecond}), Arrivals(OpenLoop{.ratePerSecond = 0.001})})
            QVERIFY(validate(TrafficPlan{.arrivals = arrivals}).ok());
    }

    void arrivalsOutsideOfTheLimitsAreRefused_data()
    {
        QTest::addColumn<Arrivals>("arrivals");
        QTest::addColumn<QByteArray>("message");
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        constexpr double infinite = std::numeric_limits<double>::infinity();
        const char *rate = "rate: it must be above 0 and at most 1000000 requests per second.";
        QTest::addRow("negative clients") << Arrivals(ClosedLoop{.clients = -1}) << QByteArray("clients: -1 is outside 0 to 10000.");
        QTest::addRow("many clients") << Arrivals(ClosedLoop{.clients = 10'001}) << QByteArray("clients: 10001 is outside 0 to 10000.");
        QTest::addRow("negative time") << Arrivals(ClosedLoop{.thinkTime = -1ms}) << QByteArray("think time: -1ms is outside 0s to 24h.");
        QTest::addRow("long time") << Arrivals(ClosedLoop{.thinkTime = 25h}) << QByteArray("think time: 25h is outside 0s to 24h.");
        for (const double wrong : {0.0, -1.0, 1'000'001.0, nan, infinite})
            QTest::addRow("rate %g", wrong) << Arrivals(OpenLoop{.ratePerSecond = wrong}) << QByteArray(rate);
    }
    void arrivalsOutsideOfTheLimitsAreRefused()
    {
        QFETCH(Arrivals, arrivals);
        QFETCH(QByteArray, message);
        const Done result = validate(TrafficPlan{.arrivals = arrivals});
        QVERIFY(!result.ok());
        QCOMPARE(result.error(), (Error{.kind = ErrorKind::BadInput, .message = message.toStdString()}));
    }

    void aScriptThatCannotBeTakenIsRefused_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("message");
        QTest::addRow("too long") << QByteArray("SELECT 1").leftJustified(64 * 1024 + 1)
                                  << QByteArray("script: it has 65537 bytes; at most 65536 are allowed.");
        QTest::addRow("a zero byte") << QByteArray("SELECT 1\0", 9) << QByteArray("script: it holds a NUL byte.");
        QTest::addRow("unknown variable") << QByteArray("SELECT :a") << QByteArray("Script, line 1: the variable “:a” is not set.");
    }
    void aScriptThatCannotBeTakenIsRefused()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, message);
        const Done result = validate(TrafficPlan{.workload = soleWorkload(script.toStdString())});
        QVERIFY(!result.ok());
        QCOMPARE(result.error().message, message.toStdString());
    }

    void everyProtocolHasAnIdThatLeadsBackToIt()
    {
        for (const Protocol protocol : {Protocol::Simple, Protocol::Extended, Protocol::Prepared})
            QCOMPARE(protocolFromId(protocolId(protocol)), std::optional(protocol));
        QCOMPARE(protocolFromId("pipelined"), std::nullopt);
    }

    void throughAPoolerNothingIsPreparedAndInStatementModeAGuardGoesWithTheStatement()
    {
        const std::optional<Pooler> none;
        const std::optional<Pooler> transaction = Pooler{.mode = PoolerMode::Transaction};
        const std::optional<Pooler> statement = Pooler{.mode = PoolerMode::Statement};
        const std::optional<Pooler> unknown = Pooler();
        for (const Protocol asked : {Protocol::Simple, Protocol::Extended, Protocol::Prepared}) {
            const Protocol unprepared = asked == Protocol::Prepared ? Protocol::Extended : asked;
            QCOMPARE(usedProtocol(asked, none, true), asked);
            for (const auto &pooler : {transaction, unknown}) {
                QCOMPARE(usedProtocol(asked, pooler, true), unprepared);
                QCOMPARE(usedProtocol(asked, pooler, false), unprepared);
            }
            QCOMPARE(usedProtocol(asked, statement, true), Protocol::Simple);
            QCOMPARE(usedProtocol(asked, statement, false), unprepared);
        }
    }
};

QTEST_GUILESS_MAIN(TestTrafficPlan)
#include "tst_trafficplan.moc"
