// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"
#include "model/run/arrivalscodec.h"
#include "model/run/replay.h"
#include "model/run/runmerge.h"
#include "tests/runs/runs.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestArrivalsCodec : public QObject
{
    Q_OBJECT

    static std::vector<RecordedArrival> poisson(std::uint64_t seed, std::size_t count)
    {
        std::vector<RecordedArrival> arrivals;
        Random random(seed);
        Duration at{0};
        for (std::size_t i = 0; i < count; ++i) {
            at += Duration(static_cast<Duration::rep>(random.exponential(50'000)));
            arrivals.push_back(
                {.at = at,
                 .kind = {.classIndex = static_cast<std::uint16_t>(random.below(2)), .script = static_cast<ScriptIndex>(random.below(3))}});
        }
        return arrivals;
    }

    static RunRecord recorded(const std::vector<RecordedArrival> &arrivals)
    {
        RunRecord run = recordedRun(1, 5, 10, 1ms);
        run.traffic.workload.scripts.resize(3, {.name = "s", .text = "SELECT 1", .weight = 1, .className = "page"});
        run.arrivals = RunArrivals{.requests = arrivals.size(), .leftOut = 0, .data = encodeArrivals(arrivals)};
        return run;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void arrivalsAreReadAsTheyWereWritten()
    {
        for (const auto &arrivals :
             {std::vector<RecordedArrival>(), std::vector<RecordedArrival>{{}},
              std::vector<RecordedArrival>{{.at = 1h, .kind = {.classIndex = UINT16_MAX, .script = UINT16_MAX}}}, poisson(1, 10'000)})
            QVERIFY(decodeArrivals(encodeArrivals(arrivals), arrivals.size()).value() == arrivals);
    }

    void aRequestTakesFewBytes()
    {
        const double each = static_cast<double>(encodeArrivals(poisson(2, 100'000)).size()) / 100'000;
        QVERIFY2(each < 5, qPrintable(QString::number(each)));
    }

    void anotherNumberOrAnyDamageIsRefusedOrReadButNeverACrash()
    {
        const auto arrivals = poisson(3, 500);
        const std::string whole = encodeArrivals(arrivals);
        QVERIFY(!decodeArrivals(whole, 499).ok());
        QVERIFY(!decodeArrivals(whole, 501).ok());
        QVERIFY(!decodeArrivals(whole, std::uint64_t(1) << 60).ok());
        QVERIFY(!decodeArrivals("", 1).ok());
        Random random(4);
        for (int i = 0; i < 2'000; ++i) {
            std::string damaged = whole;
            damaged[random.below(damaged.size())] = static_cast<char>('!' + random.below(90));
            const auto read = decodeArrivals(damaged, arrivals.size());
            QVERIFY(!read.ok() || read->size() == arrivals.size());
        }
    }

    void arrivalsOfAScriptThatTheWorkloadHasNotAreRefused()
    {
        RunRecord run = recorded(poisson(5, 100));
        QVERIFY(replayedTraffic(run, "run.json").ok());
        run.traffic.workload.scripts.resize(2);
        QCOMPARE(replayedTraffic(run, "run.json").error().message,
                 std::string("The arrivals of “run.json” use more scripts or classes than the workload has."));
        run.arrivals.reset();
        QVERIFY(!replayedTraffic(run, "run.json").ok());
    }

    void aReplayGoesOnUntilItsLastArrivalIsSurelyDue()
    {
        QCOMPARE(lengthOf({.list = {{.at = 1999us}}}, 1.0), 1000ms);
        QCOMPARE(lengthOf({.list = {{.at = 3s + 1ns}}}, 1.0), 3051ms);
        QCOMPARE(lengthOf({}, 0), 50ms);
    }

    void theArrivalsOfAFleetAreMergedInTheOrderOfTheirTimes()
    {
        const RunRecord a = recorded(poisson(6, 300));
        const RunRecord b = recorded(poisson(7, 200));
        const RunRecord all = mergeRuns({{"a.json", a}, {"b.json", b}}, false).value();
        QCOMPARE(all.arrivals->requests, 500u);
        const auto merged = decodeArrivals(all.arrivals->data, 500).value();
        QVERIFY(std::ranges::is_sorted(merged, {}, &RecordedArrival::at));
        RunRecord none = b;
        none.arrivals.reset();
        QVERIFY(!mergeRuns({{"a.json", a}, {"b.json", none}}, false)->arrivals);
    }
};

QTEST_GUILESS_MAIN(TestArrivalsCodec)
#include "tst_arrivalscodec.moc"
