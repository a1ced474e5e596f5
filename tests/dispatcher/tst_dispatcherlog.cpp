// SPDX-License-Identifier: GPL-3.0-or-later
// What the event log tells, and what it keeps to itself.
#include "tests/dispatcher/dispatcherworld.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestDispatcherLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOfTenQueriesOfAPoolIsLoggedWithItsClassAndScript()
    {
        DispatcherWorld world(27);
        world.dispatcher.setQueryLogging({.isOn = true, .oneIn = 10, .pools = {PoolId(2)}});
        begin(world, uniformPlan(2, 1), ofClasses({.arrivals = ClosedLoop{.clients = 2}}));
        RUN(world, 2s);
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        std::uint64_t lines = 0;
        for (const Event &event : events) {
            if (event.kind != EventKind::Query)
                continue;
            ++lines;
            QCOMPARE(event.pool, std::optional(PoolId(2)));
            QVERIFY((std::set<std::string>{"short, read", "short, write", "long, report", "loose"}.contains(event.detail)));
        }
        QCOMPARE(lines, (seen(world).pools[1].requests.completed + 9) / 10);
    }

    void aLoggedStatementHasNoLiteralUnlessThatIsAskedForAndNeverAPassword_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("showsParameters");
        QTest::addColumn<QByteArray>("logged");
        QTest::newRow("redacted") << QByteArray("SELECT 'a', E'\\'b', $$c$$, \"d\" /* 'e' */") << false
                                  << QByteArray("SELECT '…', '…', '…', \"d\"  ");
        QTest::newRow("asked for") << QByteArray("SELECT 'a'") << true << QByteArray("SELECT 'a'");
        QTest::newRow("a password") << QByteArray("ALTER ROLE app PASSWORD 'geheim'") << true << QByteArray("ALTER ROLE app PASSWORD '…'");
    }
    void aLoggedStatementHasNoLiteralUnlessThatIsAskedForAndNeverAPassword()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, showsParameters);
        QFETCH(QByteArray, logged);
        DispatcherWorld world(28);
        world.dispatcher.setQueryLogging({.isOn = true, .oneIn = 1, .pools = {}, .showsParameters = showsParameters});
        world.dispatcher.apply(uniformPlan(1, 1), world.now);
        const TrafficPlan traffic{.arrivals = OpenLoop{.ratePerSecond = 10, .poisson = false}, .workload = soleWorkload(sql.toStdString())};
        world.setTraffic(traffic);
        world.dispatcher.setTraffic(traffic, sql.toStdString(), world.now);
        world.dispatcher.startTraffic(world.now);
        RUN(world, 1s);
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        const auto line = std::ranges::find(events, EventKind::Query, &Event::kind);
        QVERIFY(line != events.end());
        QCOMPARE(QByteArray::fromStdString(line->detail), logged);
    }

    void whatFailsIsLoggedTooWithItsCode()
    {
        DispatcherWorld world(30);
        world.faults = {.statementFails = 1};
        world.dispatcher.setQueryLogging({.isOn = true, .oneIn = 1, .pools = {}});
        begin(world, uniformPlan(1, 1), closedLoop(1));
        RUN(world, 100ms);
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        const auto line = std::ranges::find(events, EventKind::Query, &Event::kind);
        QVERIFY(line != events.end());
        QVERIFY2(line->detail.ends_with(" (failed: 22012)"), line->detail.c_str());
    }

    void whatIsBeyondTheLinesOfASecondIsCounted()
    {
        DispatcherWorld world(29);
        world.dispatcher.setQueryLogging({.isOn = true, .oneIn = 1, .pools = {}});
        begin(world, uniformPlan(2, 5), {.arrivals = OpenLoop{.ratePerSecond = 500, .poisson = false}});
        RUN(world, 3s);
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        std::uint64_t queries = 0;
        for (const Event &event : events)
            queries += event.kind == EventKind::Query ? 1 + event.repeated : 0;
        QVERIFY2(queries > 900 && queries <= seen(world).requests.completed, qPrintable(QString::number(queries)));
    }

    void eventsComeInFloodsButLinesDoNot()
    {
        DispatcherWorld world(11);
        begin(world, uniformPlan(1, 4), closedLoop(4));
        world.faults.statementFails = 1;
        world.serviceMean = 100us;
        RUN(world, 2s);
        world.dispatcher.stopTraffic(world.now);
        RUN(world, 1s); // what was folded is told
        std::vector<Event> events;
        world.dispatcher.events().moveTo(events);
        std::uint64_t lines = 0;
        std::uint64_t told = 0;
        for (const Event &event : events) {
            if (event.kind != EventKind::StatementFailed)
                continue;
            ++lines;
            told += 1 + event.repeated;
        }
        QVERIFY2(lines <= 18, qPrintable(QString::number(lines))); // five and one folded line a second
        QCOMPARE(told, seen(world).requests.failed);
    }
};

QTEST_GUILESS_MAIN(TestDispatcherLog)
#include "tst_dispatcherlog.moc"
