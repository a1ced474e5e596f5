// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/bootstrap.h"
#include "model/analysis/statistics/distributions.h"
#include "model/analysis/statistics/holm.h"
#include "model/analysis/statistics/steadiness.h"
#include "model/analysis/statistics/summary.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

void compare(double seen, double expected, double tolerance)
{
    QVERIFY2(std::abs(seen - expected) <= tolerance, qPrintable(QStringLiteral("%1, not %2").arg(seen, 0, 'g', 12).arg(expected)));
}

std::vector<WarmupSecond> seconds(int count, double (*throughput)(int), double (*response)(int))
{
    std::vector<WarmupSecond> all;
    for (int i = 0; i < count; ++i)
        all.push_back({throughput(i), response(i)});
    return all;
}

double even(int)
{
    return 1'000;
}

} // namespace

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Printed tables: Abramowitz, Stegun 26.10 and 26.1.
    void studentsAndTheNormalDistributionAreThoseOfTheTables_data()
    {
        QTest::addColumn<double>("freedom");
        QTest::addColumn<double>("beyond");
        QTest::addColumn<double>("t");
        QTest::newRow("1") << 1.0 << 0.05 << 12.706;
        QTest::newRow("2") << 2.0 << 0.05 << 4.303;
        QTest::newRow("4") << 4.0 << 0.05 << 2.776;
        QTest::newRow("10, 1 %") << 10.0 << 0.01 << 3.169;
        QTest::newRow("30, 10 %") << 30.0 << 0.1 << 1.697;
        QTest::newRow("120, 0.2 %") << 120.0 << 0.002 << 3.160;
    }
    void studentsAndTheNormalDistributionAreThoseOfTheTables()
    {
        QFETCH(double, freedom);
        QFETCH(double, beyond);
        QFETCH(double, t);
        compare(studentQuantile(beyond, freedom), t, 0.0005 + 1e-9);
        compare(studentBeyond(studentQuantile(beyond, freedom), freedom), beyond, 1e-9);
        compare(normalBelow(-1.959963985), 0.025, 1e-10);
        compare(normalBelow(3.090232306), 0.999, 1e-10);
    }

    void studentsExtremesAreNumbers()
    {
        QCOMPARE(studentBeyond(0, 3), 1.0);
        QCOMPARE(studentQuantile(1, 3), 0.0);
        QVERIFY(std::isfinite(studentQuantile(1e-12, 1)));
        compare(studentQuantile(0.05, 1e7), 1.959964, 1e-5);
    }

    void quantilesAreInterpolatedAndTheMedianIsInTheMiddle()
    {
        const std::vector<double> values{1, 2, 4, 8};
        QCOMPARE(quantileOfSorted(values, 0), 1.0);
        QCOMPARE(quantileOfSorted(values, 0.5), 3.0);
        QCOMPARE(quantileOfSorted(values, 1), 8.0);
        QCOMPARE(medianOf({8, 1, 4, 2}), 3.0);
        QCOMPARE(medianOf({8, 1, 4}), 4.0);
        QCOMPARE(varianceOf(values), (7.5625 + 3.0625 + 0.0625 + 18.0625) / 3);
        compare(medianDeviation(std::vector<double>{-1, 1, 2, -3, 100}), 2 * 1.4826, 1e-12);
    }

    // Holm's own example of three tests, and one in which a small p stands behind a large one.
    void holmAllowsLessErrorTheMoreEffectsThereAre()
    {
        QCOMPARE(holmErrors(std::vector{0.01, 0.06, 0.02}), (std::vector{0.05 / 3, 0.05, 0.025}));
        QCOMPARE(holmErrors(std::vector{0.04, 0.03, 0.02}), (std::vector{0.05 / 3, 0.05 / 3, 0.05 / 3})); // none is shown
        QCOMPARE(holmErrors(std::vector{0.04}), std::vector{0.05});
        QCOMPARE(holmErrors({}), std::vector<double>{});
    }

    void aQuantileOfAVisitIsThatOfItsMergedHistograms()
    {
        Random random(5);
        std::vector<Histogram> pieces(6);
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            for (int j = 0; j < 1'000; ++j)
                pieces[i].record(Duration(static_cast<Duration::rep>(random.exponential(1e6 * static_cast<double>(i + 1)))));
        }
        const Visit visit = visitOfQuantile(pieces, 0.99);
        Histogram all = pieces[0];
        for (std::size_t i = 1; i < pieces.size(); ++i)
            all.add(pieces[i]);
        QCOMPARE(visit.value(), static_cast<double>(all.quantile(0.99).count()));
        const std::size_t chosen[]{1, 4, 4};
        Histogram some = pieces[1];
        some.add(pieces[4]);
        some.add(pieces[4]);
        QCOMPARE(visit.figure(chosen), static_cast<double>(some.quantile(0.99).count()));
        QCOMPARE(visitOfQuantile(std::vector<Histogram>(3), 0.5).value(), 0.0);
    }

    // 500 measurements of 12 pieces: of a hundred intervals about 90 hold the mean, a percentile bootstrap's share for 12 values.
    void anIntervalOfOneMeasurementHoldsItsMeanAndItsFigure()
    {
        Random random(9);
        int held = 0;
        for (int i = 0; i < 500; ++i) {
            std::vector<double> pieces(12);
            std::ranges::generate(pieces, [&] { return 100 + random.uniform() * 20; });
            const auto estimate = bootstrapFigure(visitOfMean(pieces), 0.05, {.draws = 400, .seed = 3});
            QVERIFY(estimate->interval.contains(estimate->value));
            held += estimate->interval.contains(110);
        }
        QVERIFY2(held > 440 && held < 490, qPrintable(QString::number(held)));
    }

    void theSameSeedGivesTheSameInterval()
    {
        const Visit visit = visitOfMean({5.13, 3.71, 8.09, 4.57, 7.23, 9.41, 2.37});
        QCOMPARE(bootstrapFigure(visit), bootstrapFigure(visit));
        QVERIFY(bootstrapFigure(visit) != bootstrapFigure(visit, 0.05, {.seed = 2}));
        QVERIFY(!bootstrapFigure(visitOfMean({5, 3, 8, 4})));
    }

    void whatDoesNotChangeIsSteadyAfterEightSeconds()
    {
        QCOMPARE(secondsUntilSteady(seconds(30, even, even)), std::optional<std::size_t>(8));
        QVERIFY(!secondsUntilSteady(seconds(7, even, even)));
    }

    // The throughput of a virtual machine that rises threefold in twelve seconds.
    void aWarmUpIsOverWhenTheRiseIs()
    {
        const auto rising = [](int i) { return 1'000.0 + 2'000.0 * std::min(i, 12) / 12; };
        QCOMPARE(secondsUntilSteady(seconds(30, rising, even)), std::optional<std::size_t>(18));
        QCOMPARE(secondsUntilSteady(seconds(30, even, rising)), std::optional<std::size_t>(18));
    }

    void slowDriftAndAStepAreNotSteady()
    {
        QVERIFY(!isSteady(seconds(
            8, [](int i) { return 1'000.0 * std::pow(1.012, i); }, even)));
        QVERIFY(!isSteady(seconds(
            8, [](int i) { return i < 4 ? 1'000.0 : 1'035.0; }, even)));
        QVERIFY(isSteady(seconds(
            8, [](int i) { return i < 4 ? 1'000.0 : 1'015.0; }, even)));
        QVERIFY(isSteady(seconds(
            8, [](int i) { return i == 5 ? 400.0 : 1'000.0; }, even))); // one outlier is no trend
    }

    void aRunThatStandsStillIsNotSteady()
    {
        QVERIFY(!isSteady(seconds(
            8, [](int) { return 0.0; }, even)));
        QVERIFY(!isSteady(seconds(8, even, [](int i) { return i == 3 ? std::nan("") : 1.0; })));
        QVERIFY(!secondsUntilSteady(seconds(
            40, [](int i) { return 100.0 * (i + 1); }, even)));
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
