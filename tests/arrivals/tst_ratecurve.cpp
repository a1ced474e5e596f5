// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/ratecurve.h"
#include "model/core/random.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

const OpenLoop steady{.ratePerSecond = 250};
const OpenLoop up{.ratePerSecond = 100, .shape = RateRamp{.toPerSecond = 2000, .over = 30s}};
const OpenLoop fromNothing{.ratePerSecond = 0, .shape = RateRamp{.toPerSecond = 50, .over = 10s}};
const OpenLoop toNothing{.ratePerSecond = 50, .shape = RateRamp{.toPerSecond = 0, .over = 10s}};
const OpenLoop steps{.ratePerSecond = 100, .shape = RateSteps{.increment = 50, .each = 10s, .count = 3}};
const OpenLoop bursts{.ratePerSecond = 10, .shape = RateBursts{.peakPerSecond = 100, .period = 10s, .length = 1s}};
const OpenLoop onlyBursts{.ratePerSecond = 0, .shape = RateBursts{.peakPerSecond = 100, .period = 10s, .length = 1s}};

// The integral by the midpoint rule; each kink of the curves above lies on the grid.
double integral(const RateCurve &curve, double until)
{
    constexpr int parts = 100'000;
    double sum = 0;
    for (int i = 0; i < parts; ++i)
        sum += curve.rateAt((i + 0.5) * until / parts);
    return sum * until / parts;
}

} // namespace

Q_DECLARE_METATYPE(OpenLoop)

class TestRateCurve : public QObject
{
    Q_OBJECT

    static void addCurves()
    {
        QTest::addColumn<OpenLoop>("open");
        QTest::addRow("steady") << steady;
        QTest::addRow("ramp up") << up;
        QTest::addRow("ramp from nothing") << fromNothing;
        QTest::addRow("ramp to nothing") << toNothing;
        QTest::addRow("steps") << steps;
        QTest::addRow("bursts") << bursts;
        QTest::addRow("only bursts") << onlyBursts;
    }

private Q_SLOTS:
    void theRateAtEachMomentIsWhatTheShapeSays_data()
    {
        QTest::addColumn<OpenLoop>("open");
        QTest::addColumn<double>("at");
        QTest::addColumn<double>("rate");
        const auto row = [](const char *name, const OpenLoop &open, double at, double rate) {
            QTest::addRow("%s at %g s", name, at) << open << at << rate;
        };
        row("steady", steady, 0, 250);
        row("steady", steady, 1e6, 250);
        row("ramp", up, 0, 100);
        row("ramp", up, 15, 1050);
        row("ramp", up, 30, 2000);
        row("ramp", up, 3600, 2000);
        row("steps", steps, 0, 100);
        row("steps", steps, 9.999, 100);
        row("steps", steps, 10, 150);
        row("steps", steps, 20, 200);
        row("steps", steps, 1000, 200);
        row("bursts", bursts, 0, 10);
        row("bursts", bursts, 8.999, 10);
        row("bursts", bursts, 9, 100);
        row("bursts", bursts, 9.999, 100);
        row("bursts", bursts, 10, 10);
        row("bursts", bursts, 129.5, 100);
    }
    void theRateAtEachMomentIsWhatTheShapeSays()
    {
        QFETCH(OpenLoop, open);
        QFETCH(double, at);
        QFETCH(double, rate);
        QCOMPARE(RateCurve(open).rateAt(at), rate);
    }

    void whatIsExpectedIsTheIntegralOfTheRate_data() { addCurves(); }
    void whatIsExpectedIsTheIntegralOfTheRate()
    {
        QFETCH(OpenLoop, open);
        const RateCurve curve(open);
        for (const double until : {1.0, 10.0, 20.0, 50.0, 100.0}) {
            const double exact = integral(curve, until);
            QVERIFY2(std::abs(curve.expectedBy(until) - exact) <= 1e-6 * (1 + exact), qPrintable(QString::number(until)));
        }
    }

    void theInverseLeadsBackToTheCountAndNeverGoesBackInTime_data() { addCurves(); }
    void theInverseLeadsBackToTheCountAndNeverGoesBackInTime()
    {
        QFETCH(OpenLoop, open);
        const RateCurve curve(open);
        Random random(5);
        double expected = 0;
        double last = 0;
        for (int i = 0; i < 100'000; ++i) {
            const double time = curve.timeOf(expected);
            if (std::isinf(time)) {
                QVERIFY(expected >= 250 - 1e-9 && open == toNothing); // 50 a second, halved, over 10 s
                return;
            }
            QVERIFY(time >= last - 1e-9);
            QVERIFY(std::abs(curve.expectedBy(time) - expected) <= 1e-6 + 1e-12 * expected);
            last = time;
            expected += random.exponential(1);
        }
        QVERIFY(open != toNothing);
    }

    void afterTheLastRequestOfARampToNothingNoneEverComes()
    {
        QVERIFY(std::isfinite(RateCurve(toNothing).timeOf(249.9)));
        QVERIFY(std::isinf(RateCurve(toNothing).timeOf(250)));
    }

    void withoutABaseTheFirstRequestComesWithTheFirstBurst()
    {
        const RateCurve curve(onlyBursts);
        QCOMPARE(curve.timeOf(0), 9.0);
        QVERIFY(curve.timeOf(99.5) < 10);
        QCOMPARE(curve.timeOf(100), 19.0);
    }
};

QTEST_GUILESS_MAIN(TestRateCurve)
#include "tst_ratecurve.moc"
