// SPDX-License-Identifier: GPL-3.0-or-later
// The scalability law against the figures of theory.md 2.6, which are those of R's package usl.
#include "model/analysis/scalability/sweep.h"
#include "model/analysis/scalability/usllamps.h"
#include "model/core/random.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace poolwart;

namespace {

constexpr std::array<UslPoint, 7> golden{{{1, 64.9}, {18, 995.9}, {36, 1652.4}, {72, 1853.2}, {108, 1828.9}, {144, 1775.0}, {216, 1702.2}}};
constexpr UslOptions plain{.isRobust = false};

UslFit fitOf(std::span<const UslPoint> points, const UslOptions &options = {})
{
    return std::get<UslFit>(fitUsl(points, options));
}

// As many digits as are written: half of the last one.
void compare(double seen, double expected, double lastDigit)
{
    QVERIFY2(std::abs(seen - expected) <= lastDigit * 0.51,
             qPrintable(QStringLiteral("%1, not %2").arg(seen, 0, 'g', 12).arg(expected, 0, 'g', 12)));
}

std::vector<UslPoint> pointsOf(const Usl &law, std::initializer_list<double> concurrencies)
{
    std::vector<UslPoint> points;
    for (const double n : concurrencies)
        points.push_back({n, law.throughput(n)});
    return points;
}

bool has(const UslDoubts &doubts, UslLamp lamp)
{
    return std::ranges::count(doubts.lamps, lamp) == 1;
}

} // namespace

class TestUsl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFitIsThatOfUslToAllPrintedDigits()
    {
        const UslFit fit = fitOf(golden, plain);
        compare(fit.law.lambda, 89.995233, 1e-6); // with 50 digits 89.99523310; theory.md prints ...234
        compare(fit.law.sigma, 0.02772848, 1e-8);
        compare(fit.law.kappa, 0.000104365, 1e-9);
        compare(fit.standardErrors.lambda, 14.2135, 1e-4);
        compare(fit.standardErrors.sigma, 0.00912173, 1e-8);
        compare(fit.standardErrors.kappa, 1.98753e-5, 1e-10);
        compare(fit.residualError, 82.8458, 1e-4);
        QCOMPARE(fit.degreesOfFreedom, 4);
        compare(*fit.law.peakConcurrency(), 96.52, 0.01);
        compare(*fit.law.peakThroughput(), 1883.90, 0.01);
        compare(*fit.law.limit(), 3245.59, 0.01);
        compare(*fit.law.optimalConcurrency(), 36.06, 0.01);
    }

    void itsIntervalsAreStudentsWithThreeParametersLess()
    {
        const UslFit fit = fitOf(golden, plain);
        compare(fit.sigmaInterval().low, 0.0024, 1e-4);
        compare(fit.sigmaInterval().high, 0.0531, 1e-4);
        compare(fit.kappaInterval().low, 4.92e-5, 1e-7);
        compare(fit.kappaInterval().high, 1.60e-4, 1e-6);
        compare(fit.lambdaInterval().low, 50.532, 1e-3);
        compare(fit.lambdaInterval().high, 129.458, 1e-3); // with 50 digits 129.4582; theory.md prints 129.4
    }

    void withoutOnePointThePeakMovesAsTheorySays()
    {
        const auto peaks = peaksWithoutOne(golden, plain);
        compare(*std::ranges::min(peaks), 82.1, 0.1);
        compare(*std::ranges::max(peaks), 105.2, 0.1);
        QVERIFY(peaks[6] == std::ranges::min(peaks));
        QVERIFY(peaks[2] == std::ranges::max(peaks));
    }

    void anExactLawIsFoundWhateverItsScale_data()
    {
        QTest::addColumn<double>("lambda");
        QTest::addColumn<double>("sigma");
        QTest::addColumn<double>("kappa");
        QTest::newRow("slow") << 0.01 << 0.1 << 1e-3;
        QTest::newRow("usual") << 1'000.0 << 0.03 << 1e-4;
        QTest::newRow("fast") << 1e7 << 0.001 << 1e-7;
        QTest::newRow("contended") << 500.0 << 0.9 << 1e-2;
    }
    void anExactLawIsFoundWhateverItsScale()
    {
        QFETCH(double, lambda);
        QFETCH(double, sigma);
        QFETCH(double, kappa);
        const UslFit fit = fitOf(pointsOf({lambda, sigma, kappa}, {0.5, 1, 2, 5, 10, 20, 50, 100, 500}));
        QVERIFY(std::abs(fit.law.lambda / lambda - 1) < 1e-6);
        QVERIFY(std::abs(fit.law.sigma / sigma - 1) < 1e-5);
        QVERIFY(std::abs(fit.law.kappa / kappa - 1) < 1e-5);
    }

    void anOutlierPullsTheLeastSquaresAndHardlyTheRobustFit()
    {
        const Usl law{.lambda = 1'000, .sigma = 0.03, .kappa = 1e-4};
        std::vector<UslPoint> points = pointsOf(law, {1, 2, 5, 10, 20, 30, 40, 60, 80, 100, 150, 200});
        Random random(3);
        for (UslPoint &point : points)
            point.throughput *= 1 + 0.01 * (random.uniform() - 0.5);
        points[7].throughput *= 0.6;
        const double peak = *law.peakConcurrency();
        const auto errorOf = [&](const UslFit &fit) { return std::abs(*fit.law.peakThroughput() / *law.peakThroughput() - 1); };
        QVERIFY(errorOf(fitOf(points, plain)) > 0.03);
        const UslFit robust = fitOf(points);
        QVERIFY(errorOf(robust) < 0.01);
        QVERIFY(std::abs(*robust.law.peakConcurrency() / peak - 1) < 0.1);
        const UslDoubts doubts = doubtsOf(robust, points);
        QVERIFY(has(doubts, UslLamp::Outliers));
        QVERIFY(std::ranges::count(doubts.outliers, std::size_t(7)) == 1);
        for (std::size_t i = 0; i < points.size(); ++i) // Huber's weights: points beside the outlier get less than 1 as well
            QVERIFY(i == 7 ? robust.robustWeights[i] < 0.01 : robust.robustWeights[i] > 0.3);
    }

    void aWeightOfFourCountsAsFourPoints()
    {
        std::vector<UslPoint> repeated(golden.begin(), golden.end());
        repeated.insert(repeated.end(), 3, golden[3]);
        std::vector<UslPoint> weighted(golden.begin(), golden.end());
        weighted[3].weight = 4;
        const Usl one = fitOf(repeated, plain).law;
        const Usl other = fitOf(weighted, plain).law;
        QVERIFY(std::abs(one.lambda / other.lambda - 1) < 1e-8);
        QVERIFY(std::abs(one.kappa / other.kappa - 1) < 1e-7);
    }

    void aServerThatOnlyGrowsHasNoPeak()
    {
        const auto points = pointsOf({1'000, 0.05, 0}, {1, 2, 5, 10, 20, 50, 100});
        std::vector<UslPoint> rising = points;
        rising.back().throughput *= 1.02; // less than no coherency
        const UslFit fit = fitOf(rising, plain);
        QVERIFY(fit.isKappaAtBound);
        QCOMPARE(fit.law.kappa, 0.0);
        QCOMPARE(fit.standardErrors.kappa, 0.0);
        QCOMPARE(fit.degreesOfFreedom, 5);
        QVERIFY(!fit.law.peakConcurrency());
        const UslDoubts doubts = doubtsOf(fit, rising);
        QVERIFY(has(doubts, UslLamp::NoPeakShown));
        QVERIFY(has(doubts, UslLamp::ParameterAtBound));
        QVERIFY(!has(doubts, UslLamp::PeakExtrapolated));
    }

    void throughputInProportionToTheConcurrencyIsAtBothBounds()
    {
        std::vector<UslPoint> points;
        for (const double n : {1, 2, 4, 8, 16, 32, 64})
            points.push_back({n, 100 * std::pow(n, 1.1)}); // a cache that gets warm
        const UslFit fit = fitOf(points, plain);
        QCOMPARE(fit.law.sigma, 0.0);
        QCOMPARE(fit.law.kappa, 0.0);
        QVERIFY(!fit.law.limit());
        QVERIFY(has(doubtsOf(fit, points), UslLamp::ParameterAtBound));
    }

    void aPeakBeyondTheLastPointIsExtrapolated()
    {
        const auto points = pointsOf({1'000, 0.03, 1e-4}, {1, 2, 5, 10, 20, 40});
        const UslDoubts doubts = doubtsOf(fitOf(points), points);
        QVERIFY(has(doubts, UslLamp::PeakExtrapolated));
        QVERIFY(std::abs(doubts.extrapolation - std::sqrt(0.97 / 1e-4) / 40) < 1e-3);
        QVERIFY(!has(doubtsOf(fitOf(golden, plain), golden), UslLamp::PeakExtrapolated));
    }

    void theGoldenFitHasNoDoubt() { QCOMPARE(doubtsOf(fitOf(golden, plain), golden).lamps, std::vector<UslLamp>{}); }

    void aPointMoreEfficientThanOneRequestIsNamed()
    {
        std::vector<UslPoint> points = pointsOf({1'000, 0.03, 1e-4}, {1, 2, 4, 8, 16, 32, 64, 128, 256});
        points[1].throughput *= 1.3;
        const UslDoubts doubts = doubtsOf(fitOf(points), points);
        QVERIFY(has(doubts, UslLamp::Superlinear));
        QCOMPARE(doubts.superlinear, std::vector<std::size_t>{1});
    }

    void residualsThatStandTogetherShowAnotherShape()
    {
        std::vector<UslPoint> points; // throughput that is cut off, as by a limit of the disk
        for (const double n : {1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 56, 64})
            points.push_back({n, std::min(100 * n, 1'000.0)});
        QVERIFY(has(doubtsOf(fitOf(points, plain), points), UslLamp::WrongShape));
    }

    void fewerThanSixConcurrenciesAreOnlyPoints()
    {
        auto points = pointsOf({1'000, 0.03, 1e-4}, {1, 2, 5, 10, 20});
        QCOMPARE(std::get<UslRefusal>(fitUsl(points)), UslRefusal::TooFewConcurrencies);
        points.push_back({20.4, 400}); // a repeat
        QCOMPARE(std::get<UslRefusal>(fitUsl(points)), UslRefusal::TooFewConcurrencies);
        QCOMPARE(std::get<UslRefusal>(fitUsl({})), UslRefusal::TooFewConcurrencies);
    }

    void whatIsNoMeasurementIsRefused()
    {
        for (const UslPoint &bad :
             {UslPoint{0, 1}, UslPoint{-1, 1}, UslPoint{NAN, 1}, UslPoint{1, 0}, UslPoint{1, INFINITY}, UslPoint{1, 1, 0}}) {
            std::vector<UslPoint> points(golden.begin(), golden.end());
            points.push_back(bad);
            QCOMPARE(std::get<UslRefusal>(fitUsl(points)), UslRefusal::OutsideDomain);
        }
    }

    // Of 100 sweeps with errors of 150 per second: 95 bands should hold the true peak; the percentile band of few points holds a few less.
    void theBandHoldsTheTrueLaw()
    {
        const Usl law{.lambda = 1'000, .sigma = 0.03, .kappa = 2e-4};
        int heldPeak = 0;
        int heldThroughput = 0;
        Random random(17);
        for (int sweep = 0; sweep < 100; ++sweep) {
            auto points = pointsOf(law, {1, 5, 10, 20, 30, 45, 60, 80, 100, 130, 160, 200});
            for (UslPoint &point : points)
                point.throughput += 300 * (random.uniform() + random.uniform() + random.uniform() - 1.5); // standard deviation 150
            const UslFit fit = fitOf(points, plain);
            const double at[]{50};
            const UslBand band = uslBand(fit, points, at, {.draws = 200, .seed = 5, .fit = plain});
            heldPeak += band.peakConcurrency.contains(*law.peakConcurrency());
            heldThroughput += band.throughput[0].contains(law.throughput(50));
        }
        QVERIFY2(heldPeak >= 85 && heldPeak <= 99, qPrintable(QString::number(heldPeak)));
        QVERIFY2(heldThroughput >= 85 && heldThroughput <= 99, qPrintable(QString::number(heldThroughput)));
    }

    void theBandOfTheGoldenFitIsTheSameForTheSameSeed()
    {
        const UslFit fit = fitOf(golden, plain);
        const double at[]{1, 96.5, 400};
        const UslBand band = uslBand(fit, golden, at, {.seed = 2, .fit = plain});
        QVERIFY(band.peakConcurrency.contains(96.52));
        QVERIFY(band.peakConcurrency.low > 70 && band.peakConcurrency.high < 160);
        QVERIFY(band.throughput[0].low > 0); // unlike a band of constant width
        QVERIFY(band.throughput[2].high - band.throughput[2].low > band.throughput[1].high - band.throughput[1].low);
        QVERIFY(uslBand(fit, golden, at, {.seed = 2, .fit = plain}).throughput == band.throughput);
        QVERIFY(uslBand(fit, golden, at, {.seed = 3, .fit = plain}).throughput != band.throughput);
    }

    void theKneeIsTheSmallestTotalThatMayReachThePeak()
    {
        const auto level = [](int connections, double low, double value, double high, double p99) {
            return SweepLevel{.connections = connections,
                              .throughput = {value, {.low = low, .high = high}},
                              .responseP99 = {p99, {.low = p99 * 0.9, .high = p99 * 1.1}}};
        };
        const std::vector<SweepLevel> levels{level(60, 960, 990, 1'020, 0.030), level(10, 500, 520, 540, 0.090),
                                             level(20, 900, 930, 955, 0.025), level(40, 980, 1'000, 1'020, 0.020)};
        QCOMPARE(kneeOf(levels), std::optional(20));
        QCOMPARE(smallestWithin(levels, 0.025), std::optional(40)); // of 20 it is measured, and not shown
        QCOMPARE(smallestWithin(levels, 0.001), std::optional<int>());
        QCOMPARE(kneeOf({}), std::optional<int>());
    }

    void drawsWithoutAPeakMakeItsIntervalInfinite()
    {
        auto points = pointsOf({1'000, 0.05, 0}, {1, 2, 5, 10, 20, 50, 100});
        for (std::size_t i = 0; i < points.size(); ++i)
            points[i].throughput *= i % 2 == 0 ? 1.02 : 0.98;
        const UslBand band = uslBand(fitOf(points, plain), points, {}, {.draws = 200, .fit = plain});
        QVERIFY(band.shareWithoutPeak > 0.1);
        QVERIFY(std::isinf(band.peakConcurrency.high));
        QVERIFY(!std::isnan(band.peakConcurrency.low));
    }
};

QTEST_GUILESS_MAIN(TestUsl)
#include "tst_usl.moc"
