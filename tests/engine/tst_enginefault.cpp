// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/histogram.h"
#include "tests/engine/enginefixture.h"
#include "tests/support/mappingrefusal.h"
#include "tests/support/patientplan.h"
#include "tests/support/watchrefusal.h"

#include <stdexcept>

using namespace poolwart;

// What the system refuses to the engine thread costs what asked for it, and nothing else.
class TestEngineFault : public EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { m_engine.reset(); }

    void withoutMemoryForAHistogramTheTrafficEndsAndCanBeStartedAgain()
    {
        start(patientPlan(2, 3), closedLoop(4, "SELECT 1"));
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed > 100; }));
        EVENTUALLY_EQUAL(backends().size(), std::size_t(6));
        const auto backendsBefore = backends();
        {
            const MappingRefusal refusal(Histogram().bytes());
            QVERIFY(awaitEvent(EventKind::Failure, "The traffic was stopped after an internal error: std::bad_alloc."));
        }
        QVERIFY(await([](const Snapshot &seen) { return seen.traffic == TrafficState::Stopped; }));
        m_engine->post([](Dispatcher &dispatcher, TimePoint now) { dispatcher.startTraffic(now); });
        QVERIFY(await([](const Snapshot &seen) { return seen.traffic == TrafficState::Running; }));
        const std::uint64_t before = m_engine->snapshot()->requests.completed;
        QVERIFY(await([before](const Snapshot &seen) { return seen.requests.completed > before + 100; }));
        QCOMPARE(backends(), backendsBefore); // no connection was given up
        finish();
    }

    void whatIsThrownOnTheEngineThreadIsToldAndTheEngineGoesOn()
    {
        start(patientPlan(2, 3), closedLoop(4, "SELECT 1"));
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed > 100; }));
        m_engine->post([](Dispatcher &, TimePoint) { throw std::runtime_error("no luck"); });
        QVERIFY(awaitEvent(EventKind::Failure, "The traffic was stopped after an internal error: no luck."));
        QVERIFY(await([](const Snapshot &seen) { return seen.traffic == TrafficState::Stopped; }));
        QCOMPARE(finish().requests.failed, std::uint64_t(0));
    }

    void aConnectionThatCannotBeWatchedIsReplaced()
    {
        const std::string why = "The system cannot watch the connection's socket: No space left on device.";
        {
            const WatchRefusal refusal;
            start(patientPlan(1, 1), closedLoop(1, "SELECT 1"));
            QVERIFY(eventually([&] {
                for (const Event &event : m_engine->takeEvents())
                    m_events.push_back(event);
                return std::ranges::any_of(m_events, [&](const Event &event) { return event.detail.find(why) != std::string::npos; });
            }));
        }
        QVERIFY(await([](const Snapshot &seen) { return seen.requests.completed > 100; }));
        finish();
    }

private:
    std::vector<TestServer::Row> backends()
    {
        return m_server->query("SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'poolwart/test/%' ORDER BY pid");
    }
};

QTEST_GUILESS_MAIN(TestEngineFault)
#include "tst_enginefault.moc"
