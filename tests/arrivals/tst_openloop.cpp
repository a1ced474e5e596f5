// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arrivals/sourceuse.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace poolwart;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(RateShape)

class TestOpenLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evenlySpacedRequestsKeepTheirRateExactly_data()
    {
        QTest::addColumn<double>("rate");
        for (const double rate : {0.1, 1.0, 3.0, 7.0, 60.0, 999.0, 12'345.6, 700'000.0, 1'000'000.0})
            QTest::addRow("%g a second", rate) << rate;
    }
    void evenlySpacedRequestsKeepTheirRateExactly()
    {
        QFETCH(double, rate);
        TrafficSource source = running(OpenLoop{.ratePerSecond = rate, .poisson = false});
        const auto count = static_cast<std::int64_t>(std::min(200'000.0, rate * 10'000));
        for (std::int64_t k = 0; k < count; ++k) {
            const TimePoint due = source.nextDue().value();
            const double exact = double(k) / rate * 1e9; // no drift: the k-th is where it belongs
            QVERIFY(std::abs(double((due - start).count()) - exact) <= 1.0 + exact * 1e-12);
            const auto arrival = source.take(due);
            QVERIFY(arrival && arrival->intended == due && arrival->client == TrafficSource::openLoopClient);
        }
    }

    // Evenly spaced requests of any rate over time: within one of the integral, at every moment.
    void theCountOfEvenlySpacedRequestsIsTheIntegralOfTheirRate_data()
    {
        QTest::addColumn<RateShape>("shape");
        QTest::addRow("ramp up") << RateShape(RateRamp{.toPerSecond = 2000, .over = 30s});
        QTest::addRow("ramp down") << RateShape(RateRamp{.toPerSecond = 0, .over = 30s});
        QTest::addRow("steps") << RateShape(RateSteps{.increment = 37.5, .each = 7s, .count = 9});
        QTest::addRow("bursts") << RateShape(RateBursts{.peakPerSecond = 1234, .period = 3s, .length = 700ms});
    }
    void theCountOfEvenlySpacedRequestsIsTheIntegralOfTheirRate()
    {
        QFETCH(RateShape, shape);
        const OpenLoop open{.ratePerSecond = 100, .poisson = false, .shape = shape};
        TrafficSource source = running(open);
        const RateCurve curve(open);
        double count = 0;
        for (double at = 0.1; at < 60; at += 0.1) {
            count += double(takeAll(source, start + Duration(std::llround(at * 1e9))).size());
            QVERIFY2(std::abs(count - curve.expectedBy(at)) <= 1 + 1e-5, qPrintable(QString::number(at)));
        }
    }

    // Counts in windows of equal expectation are then those of a steady process: variance and mean are equal.
    void poissonArrivalsFollowARampWithTheVarianceOfItsRate()
    {
        const OpenLoop open{.ratePerSecond = 0, .shape = RateRamp{.toPerSecond = 2'000, .over = 1min}};
        TrafficSource source = running(open);
        const RateCurve curve(open);
        const int windows = 10'000; // of ten expected arrivals each; the last are of the plateau
        double spread = 0;
        double sum = 0;
        for (int window = 1; window <= windows; ++window) {
            const auto end = Duration(std::llround(curve.timeOf(10.0 * window) * 1e9));
            const auto count = double(takeAll(source, start + end).size());
            spread += std::pow(count - 10, 2);
            sum += count;
        }
        QVERIFY(std::abs(sum / windows - 10) < 6 * std::sqrt(10.0 / windows));
        QVERIFY(std::abs(spread / windows - 10) < 0.9); // six standard errors: sqrt((2·10² + 10) / n)
    }

    void aStallOfOursDoesNotMoveTheSchedule()
    {
        TrafficSource punctual = running(OpenLoop{.ratePerSecond = 100});
        TrafficSource stalled = running(OpenLoop{.ratePerSecond = 100});
        const auto due = schedule(punctual, start + 10s);
        const auto taken = takeAll(stalled, start + 10s);
        QCOMPARE(taken.size(), due.size());
        for (std::size_t i = 0; i < due.size(); ++i)
            QVERIFY(taken[i].intended == due[i]);
    }

    void theScheduleDoesNotWaitForAnswers()
    {
        TrafficSource answered = running(OpenLoop{.ratePerSecond = 100});
        TrafficSource silent = running(OpenLoop{.ratePerSecond = 100});
        for (int i = 0; i < 1'000; ++i) {
            const TimePoint due = answered.nextDue().value();
            QVERIFY(silent.nextDue() == due);
            answered.take(due);
            silent.take(due);
            answered.ended(TrafficSource::openLoopClient, i % 2 == 0, due + 1ms);
        }
    }

    // For a Poisson process the gaps are exponential: mean and standard deviation 1/rate; and the counts in equal windows
    // have a variance equal to their mean.
    void poissonArrivalsHaveTheMeanAndTheVarianceOfTheirRate_data()
    {
        QTest::addColumn<double>("rate");
        for (const double rate : {2.0, 1'000.0, 1'000'000.0})
            QTest::addRow("%g a second", rate) << rate;
    }
    void poissonArrivalsHaveTheMeanAndTheVarianceOfTheirRate()
    {
        QFETCH(double, rate);
        TrafficSource source = running(OpenLoop{.ratePerSecond = rate});
        const int draws = 200'000;
        double sum = 0;
        double squares = 0;
        std::map<int, int> windows; // of ten expected arrivals each
        TimePoint last = start;
        for (int i = 0; i < draws; ++i) {
            const TimePoint due = source.nextDue().value();
            source.take(due);
            const double gap = double((due - last).count()) * 1e-9 * rate;
            sum += gap;
            squares += gap * gap;
            ++windows[static_cast<int>(double((due - start).count()) * 1e-9 * rate / 10)];
            last = due;
        }
        const double mean = sum / draws;
        QVERIFY(std::abs(mean - 1) < 0.0134);                         // six standard errors
        QVERIFY(std::abs(squares / draws - mean * mean - 1) < 0.038); // of the variance: sqrt(8/n)
        double spread = 0;
        for (int window = 0; window < draws / 10 - 100; ++window)
            spread += std::pow(windows[window] - 10.0, 2);
        QVERIFY(std::abs(spread / (draws / 10 - 100) - 10) < 0.6);
    }

    void theSameSeedMakesTheSameSchedule()
    {
        TrafficSource first = running(OpenLoop{.ratePerSecond = 1'000}, start, 7);
        TrafficSource second = running(OpenLoop{.ratePerSecond = 1'000}, start, 7);
        TrafficSource other = running(OpenLoop{.ratePerSecond = 1'000}, start, 8);
        const auto due = schedule(first, start + 1s);
        QVERIFY(due == schedule(second, start + 1s));
        QVERIFY(due != schedule(other, start + 1s));
    }

    void aPauseIsNotCaughtUp()
    {
        for (const bool poisson : {false, true}) {
            TrafficSource source = running(OpenLoop{.ratePerSecond = 1'000, .poisson = poisson});
            schedule(source, start + 1s);
            source.stop();
            QVERIFY(!source.take(start + 1min));
            source.start(start + 1min);
            const auto due = schedule(source, start + 1min + 1s);
            QVERIFY(due.front() >= start + 1min);
            QVERIFY(due.size() > 800 && due.size() < 1'200);
        }
    }

    void aChangedRateHoldsAtOnce()
    {
        TrafficSource source = running(OpenLoop{.ratePerSecond = 1, .poisson = false});
        takeAll(source, start); // the next one is due in a second
        source.setArrivals(OpenLoop{.ratePerSecond = 10, .poisson = false}, start + 500ms);
        QVERIFY(source.nextDue() == start + 550ms); // half of the gap is over
        source.setArrivals(OpenLoop{.ratePerSecond = 0.1, .poisson = false}, start + 500ms);
        QVERIFY(source.nextDue() == start + 5'500ms);
    }

    void aSliderThatIsDraggedNeitherAddsNorWithholdsRequests()
    {
        for (const bool poisson : {false, true}) {
            TrafficSource source = running(OpenLoop{.ratePerSecond = 5, .poisson = poisson});
            std::size_t taken = 0;
            TimePoint now = start;
            for (int change = 0; change < 20'000; ++change, now += 10ms) { // 200 s, on average 5 a second
                source.setArrivals(OpenLoop{.ratePerSecond = change % 2 == 0 ? 4.0 : 6.0, .poisson = poisson}, now);
                taken += takeAll(source, now).size();
            }
            const double deviation = poisson ? 6 * std::sqrt(1'000.0) : 2;
            QVERIFY2(std::abs(double(taken) - 1'000) <= deviation, qPrintable(QString::number(taken)));
        }
    }

    void aShapeBeginsWithTheChangeToItAndAnewAfterAPause()
    {
        const OpenLoop ramp{.ratePerSecond = 0, .poisson = false, .shape = RateRamp{.toPerSecond = 100, .over = 10s}};
        TrafficSource source = running(OpenLoop{.ratePerSecond = 1'000, .poisson = false});
        takeAll(source, start + 1s);
        source.setArrivals(ramp, start + 1s);
        QVERIFY(std::abs(double(takeAll(source, start + 11s).size()) - 500) <= 1);
        source.stop();
        source.start(start + 1h);
        QVERIFY(std::abs(double(takeAll(source, start + 1h + 10s).size()) - 500) <= 1);
    }

    void anotherSpacingLeavesTheShapeWhereItIs()
    {
        OpenLoop ramp{.ratePerSecond = 0, .poisson = false, .shape = RateRamp{.toPerSecond = 100, .over = 10s}};
        TrafficSource source = running(ramp);
        takeAll(source, start + 5s);
        ramp.poisson = true;
        source.setArrivals(ramp, start + 5s);
        const auto due = schedule(source, start + 10s); // 375 are expected
        QVERIFY2(due.size() > 375 - 6 * 20 && due.size() < 375 + 6 * 20, qPrintable(QString::number(due.size())));
    }

    void whatIsOverdueIsForgottenWhenTheRateChanges()
    {
        TrafficSource source = running(OpenLoop{.ratePerSecond = 1'000, .poisson = false});
        source.setArrivals(OpenLoop{.ratePerSecond = 500, .poisson = false}, start + 10s);
        QCOMPARE(takeAll(source, start + 10s).size(), 1U);
        QVERIFY(source.nextDue() == start + 10s + 2ms);
    }

    void theSamePlanAgainChangesNothing()
    {
        TrafficSource source = running(OpenLoop{.ratePerSecond = 100});
        schedule(source, start + 1s);
        const auto due = source.nextDue();
        source.setArrivals(OpenLoop{.ratePerSecond = 100}, start + 1s);
        QVERIFY(source.nextDue() == due);
    }

    void theSlowestRateIsStillATime()
    {
        for (const bool poisson : {false, true}) {
            TrafficSource source = running(OpenLoop{.ratePerSecond = 1e-300, .poisson = poisson});
            source.setArrivals(OpenLoop{.ratePerSecond = 1e-12, .poisson = poisson}, start);
            for (int i = 0; i < 10; ++i)
                source.take(start + i * 1h);
            QVERIFY(source.nextDue() > start + 24h);
            source.setArrivals(OpenLoop{.ratePerSecond = 1'000, .poisson = poisson}, start + 20h);
            QVERIFY(source.nextDue() < start + 40h);
        }
    }
};

QTEST_GUILESS_MAIN(TestOpenLoop)
#include "tst_openloop.moc"
