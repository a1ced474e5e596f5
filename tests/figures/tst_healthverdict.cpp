// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/healthverdict.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using Bytes = QByteArray;

Q_DECLARE_METATYPE(GeneratorHealth)

namespace {

// Each just within its limit.
GeneratorHealth borderline()
{
    return {.lag = {.count = 1'000, .p50 = 100us, .p99 = 1ms, .max = 90ms},
            .recentLagP99 = 1ms,
            .wake = {.count = 1'000, .p99 = 2ms, .max = 100ms},
            .recentWakeMax = 100ms,
            .longestTurn = 20ms,
            .recentLongestTurn = 20ms,
            .engineCpuShare = 0.75,
            .runEngineCpuShare = 0.75,
            .processCpuShare = 1.9,
            .windowCpuShare = 0.9,
            .starvedShare = 0.1,
            .runStarvedShare = 0.1};
}
const LatencySummary response{.count = 1'000, .p50 = 1ms, .p99 = 5ms};
const RequestCounts requests{.offered = 10'000, .completed = 10'000};

} // namespace

class TestHealthVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void atEachLimitTheRunIsGood()
    {
        QCOMPARE(judge(borderline(), response, requests), HealthVerdict());
        QCOMPARE(judgeRecent(borderline()), HealthVerdict());
        QCOMPARE(judge({}, {}, {}), HealthVerdict()); // and so is nothing at all
        QCOMPARE(judge({}, {}, {}, {.wanted = 150, .open = 150}), HealthVerdict());
    }

    void aMeasuringThatBeganBeforeThePoolsWereOpenIsNotGood()
    {
        const HealthVerdict verdict = judge({}, {}, {}, {.wanted = 150, .open = 149});
        QCOMPARE(verdict.grade, HealthGrade::Degraded);
        QCOMPARE(verdict.reason, std::string("The measurement began with 149 of 150 slots open."));
    }

    // Long: one table.
    void beyondALimitTheRunIsDegradedOrInvalidAndSaysWhy_data()
    {
        QTest::addColumn<GeneratorHealth>("health");
        QTest::addColumn<Bytes>("grade");
        QTest::addColumn<Bytes>("reason");
        const auto row = [](const char *name, auto change, const char *grade, const char *reason) {
            GeneratorHealth health = borderline();
            change(health);
            QTest::addRow("%s", name) << health << Bytes(grade) << Bytes(reason);
        };
        using Health = GeneratorHealth;
        row(
            "busy", [](Health &health) { health.runEngineCpuShare = 0.8; }, "doubtful",
            "The engine used 80 % of a core, above 75 %: the figures may show Poolwart instead of the server.");
        row(
            "full", [](Health &health) { health.runEngineCpuShare = 0.97; }, "unfit",
            "The engine used 97 % of a core, above 90 %: the figures may show Poolwart instead of the server.");
        row(
            "late", [](Health &health) { health.lag.p99 = 1240us; }, "doubtful", "Requests were sent 1240 µs late at p99, above 1000 µs.");
        row(
            "hopeless", [](Health &health) { health.lag.p99 = 2s; }, "unfit", "Requests were sent 2000 ms late at p99, above 100 ms.");
        row(
            "a fifth", [](Health &health) { health.lag.p50 = 200us; }, "doubtful",
            "Half of the requests were sent 200 µs late or more: 20 % of the median response time of "
            "1000 µs, above 10 %.");
        row(
            "most", [](Health &health) { health.lag.p50 = 600us; }, "unfit",
            "Half of the requests were sent 600 µs late or more: 60 % of the median response time of "
            "1000 µs, above 50 %.");
        row(
            "starved", [](Health &health) { health.runStarvedShare = 0.3; }, "doubtful",
            "The engine waited 30 % of the time for a processor used by others, above 10 %.");
        row(
            "starving", [](Health &health) { health.runStarvedShare = 0.6; }, "unfit",
            "The engine waited 60 % of the time for a processor used by others, above 50 %.");
        row(
            "wakes late", [](Health &health) { health.wake.p99 = 3ms; }, "doubtful",
            "The engine woke up 3000 µs late at p99, above 2000 µs.");
        row(
            "stood still", [](Health &health) { health.wake.max = 1400ms; }, "doubtful", "The engine stopped for 1400 ms, above 100 ms.");
        row(
            "long turn", [](Health &health) { health.longestTurn = 25ms; }, "doubtful",
            "One iteration of the engine took 25 ms, above 20 ms.");
        row(
            "lost lines", [](Health &health) { health.droppedEvents = 12; }, "doubtful", "Lines lost from the event log: 12.");
        row(
            "the worst first",
            [](Health &health) {
                health.lag.p99 = 2ms;
                health.runEngineCpuShare = 0.91;
                health.droppedEvents = 1;
                health.runStarvedShare = 0.51;
            },
            "unfit",
            "The engine used 91 % of a core, above 90 %: the figures may show Poolwart instead of the "
            "server. The engine waited 51 % of the time for a processor used by others, above 50 %. "
            "Requests were sent 2000 µs late at p99, above 1000 µs. Lines lost from the event log: 1.");
        row(
            "not of the run",
            [](Health &health) {
                health.engineCpuShare = 1;
                health.recentLagP99 = 1s;
                health.windowCpuShare = 1;
                health.starvedShare = 1;
            },
            "good", "");
    }
    void beyondALimitTheRunIsDegradedOrInvalidAndSaysWhy()
    {
        QFETCH(GeneratorHealth, health);
        QFETCH(Bytes, grade);
        QFETCH(Bytes, reason);
        const HealthVerdict verdict = judge(health, response, requests);
        QCOMPARE(Bytes::fromStdString(verdict.reason), reason);
        QCOMPARE(std::string(healthGradeId(verdict.grade)), grade.toStdString());
    }

    void requestsThatWereNotSentAreNeverPassedOver()
    {
        const auto of = [](std::uint64_t dropped) {
            return judge({}, response, {.offered = 10'000, .completed = 10'000 - dropped, .dropped = dropped});
        };
        QCOMPARE(of(0).grade, HealthGrade::Good);
        QCOMPARE(of(1).grade, HealthGrade::Degraded);
        QCOMPARE(of(100).grade, HealthGrade::Degraded);
        QCOMPARE(of(101), (HealthVerdict{.grade = HealthGrade::Invalid,
                                         .reason = "101 of 10000 due requests were not sent because too many were outstanding."}));
    }

    void aSmallLagIsNoShareOfASmallResponse()
    {
        QCOMPARE(judge({.lag = {.p50 = 19us}}, {.count = 5, .p50 = 20us}, requests), HealthVerdict());
        QCOMPARE(judge({.lag = {.p50 = 50us}}, {}, {}), HealthVerdict()); // nothing was answered
    }

    void whatIsRecentIsJudgedByItself()
    {
        const auto of = [](auto change) {
            GeneratorHealth health = borderline();
            change(health);
            return judgeRecent(health).grade;
        };
        QCOMPARE(of([](GeneratorHealth &health) { health.engineCpuShare = 0.95; }), HealthGrade::Invalid);
        QCOMPARE(of([](GeneratorHealth &health) { health.recentLagP99 = 2ms; }), HealthGrade::Degraded);
        QCOMPARE(of([](GeneratorHealth &health) { health.starvedShare = 0.2; }), HealthGrade::Degraded);
        QCOMPARE(of([](GeneratorHealth &health) { health.recentWakeMax = 101ms; }), HealthGrade::Degraded);
        QCOMPARE(of([](GeneratorHealth &health) { health.recentLongestTurn = 21ms; }), HealthGrade::Degraded);
        QCOMPARE(of([](GeneratorHealth &health) { health.windowCpuShare = 0.95; }), HealthGrade::Degraded);
        QCOMPARE(of([](GeneratorHealth &health) {
                     health.runEngineCpuShare = 1;
                     health.lag.p99 = 1s;
                     health.droppedEvents = 9;
                 }),
                 HealthGrade::Good);
    }

    void everyGradeHasAnIdThatLeadsBackToIt()
    {
        for (const HealthGrade grade : {HealthGrade::Good, HealthGrade::Degraded, HealthGrade::Invalid})
            QVERIFY(healthGradeFromId(healthGradeId(grade)) == grade);
        QVERIFY(!healthGradeFromId("bad"));
    }
};

QTEST_GUILESS_MAIN(TestHealthVerdict)
#include "tst_healthverdict.moc"
