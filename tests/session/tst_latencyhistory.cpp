// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/latencyhistory.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

SecondFigures second(int number, std::initializer_list<Duration> responses, TimePoint measuredSince = {})
{
    SecondFigures figures;
    figures.from = TimePoint((number - 1) * 1s);
    figures.to = TimePoint(number * 1s);
    figures.measuredSince = measuredSince;
    for (const Duration response : responses) {
        figures.response.record(response);
        figures.service.record(response / 2);
    }
    return figures;
}

} // namespace

class TestLatencyHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholeIsOfTheTimeFromItsFirstRequestToItsLast()
    {
        LatencyHistory history;
        history.add(second(3, {}));
        history.add(second(4, {1ms}));
        history.add(second(5, {2ms, 3ms}));
        history.add(second(6, {}));
        QCOMPARE(history.from(), TimePoint(3s));
        QCOMPARE(history.to(), TimePoint(5s));
        history.add(second(9, {1ms}, TimePoint(8s))); // another measuring
        QCOMPARE(history.from(), TimePoint(8s));
        QCOMPARE(history.to(), TimePoint(9s));
        QCOMPARE(history.response().count(), 1u);
    }

    void bandsFollowEachOtherFromZeroToTheLongest()
    {
        QCOMPARE(bandBottom(0), Duration(0));
        for (std::size_t band = 1; band < latencyBands; ++band) {
            QCOMPARE(bandBottom(band), bandTop(band - 1));
            QVERIFY(bandTop(band) > bandBottom(band));
        }
        QCOMPARE(bandTop(0), Duration(10us));
        QCOMPARE(bandTop(16), Duration(1ms));
        QCOMPARE(bandTop(56), Duration(100s));
        QCOMPARE(bandTop(latencyBands - 1), Histogram::longest);
    }

    void eachTimeIsCountedInItsBand()
    {
        std::mt19937_64 random(20260731);
        std::uniform_real_distribution<double> exponent(2, 12.5); // 100 ns to an hour
        for (int i = 0; i < 500; ++i) {
            const Duration time(static_cast<Duration::rep>(std::pow(10, exponent(random))));
            Histogram histogram;
            histogram.record(time);
            const auto bands = bandCounts(histogram);
            const auto band = static_cast<std::size_t>(std::ranges::find(bands, 1u) - bands.begin());
            QVERIFY(band < latencyBands);
            // The histogram knows a time to a 1024th of itself.
            QVERIFY2(time + time / 1024 >= bandBottom(band) && time - time / 1024 <= bandTop(band),
                     qPrintable(QString::number(time.count())));
        }
    }

    void noRequestIsLostBetweenTheBands()
    {
        std::mt19937_64 random(11);
        std::lognormal_distribution<double> time(14, 3); // ns; around a millisecond
        Histogram histogram;
        for (int i = 0; i < 20'000; ++i)
            histogram.record(Duration(static_cast<Duration::rep>(time(random))));
        const auto bands = bandCounts(histogram);
        QCOMPARE(std::accumulate(bands.begin(), bands.end(), std::uint64_t(0)), histogram.count());
    }

    void theSecondsOfTheLastTwoMinutesAreKept()
    {
        LatencyHistory history;
        for (int number = 1; number <= 200; ++number)
            history.add(second(number, {1ms, 3ms}));
        QCOMPARE(history.seconds().size(), LatencyHistory::capacity);
        QCOMPARE(history.seconds().front().at, TimePoint(81s));
        QCOMPARE(history.seconds().back().at, TimePoint(200s));
        QCOMPARE(history.seconds().back().count, 2u);
        QCOMPARE(history.response().count(), 400u);
    }

    void theRunIsTheSumOfAllItsSeconds()
    {
        LatencyHistory history;
        history.add(second(1, {1ms, 2ms}));
        history.add(second(2, {}));
        history.add(second(3, {40ms}));
        Histogram whole;
        for (const Duration time : {1ms, 2ms, 40ms})
            whole.record(time);
        QCOMPARE(history.response(), whole);
        QCOMPARE(history.service().max(), Duration(20ms));
        QCOMPARE(history.seconds()[1], (LatencySecond{.at = TimePoint(2s)}));
    }

    void aNewMeasuringBeginsTheRunAnewAndKeepsTheSeconds()
    {
        LatencyHistory history;
        history.add(second(1, {1s}));
        history.add(second(2, {2ms}, TimePoint(1s)));
        QCOMPARE(history.response().count(), 1u);
        QVERIFY(history.response().max() < 3ms);
        QCOMPARE(history.seconds().size(), 2u);
    }
};

QTEST_APPLESS_MAIN(TestLatencyHistory)
#include "tst_latencyhistory.moc"
