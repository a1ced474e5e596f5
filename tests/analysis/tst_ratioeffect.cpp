// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/statistics/effectchain.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace poolwart;

namespace {

// A run whose level differs from that of the last one, and whose five-second pieces differ among each other.
Visit visitOf(double mean, double drift, double noise, int pieces, Random &random)
{
    const auto around = [&] { return random.uniform() + random.uniform() + random.uniform() - 1.5; }; // standard deviation 0.5
    const double level = mean * (1 + 2 * drift * around());
    std::vector<double> values;
    for (int i = 0; i < pieces; ++i)
        values.push_back(level * (1 + 2 * noise * around()));
    return visitOfMean(std::move(values));
}

std::vector<PairedVisits> blocksOf(int blocks, double ratio, double drift, Random &random)
{
    std::vector<PairedVisits> all;
    for (int i = 0; i < blocks; ++i)
        all.push_back({.base = visitOf(1'000, drift, 0.03, 2, random), .current = visitOf(1'000 * ratio, drift, 0.03, 2, random)});
    return all;
}

} // namespace

class TestRatioEffect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A/A: of 400 experiments in which nothing differs 20 may show an effect; 35 is three and a half standard deviations more.
    void equalCellsAreCalledDifferentFiveTimesInAHundred_data()
    {
        QTest::addColumn<int>("blocks");
        QTest::addColumn<double>("drift");
        for (const int blocks : {2, 3, 5, 8, 12}) {
            QTest::addRow("%d blocks that drift", blocks) << blocks << 0.1;
            QTest::addRow("%d blocks that do not", blocks) << blocks << 0.0;
        }
    }
    void equalCellsAreCalledDifferentFiveTimesInAHundred()
    {
        QFETCH(int, blocks);
        QFETCH(double, drift);
        Random random(static_cast<std::uint64_t>(blocks));
        int shown = 0;
        for (int i = 0; i < 400; ++i)
            shown += RatioEffect::paired(blocksOf(blocks, 1, drift, random), {.draws = 400, .seed = 7})->isShown(0.05, 0);
        QVERIFY2(shown <= 35, qPrintable(QString::number(shown)));
    }

    void anEffectThatIsThereIsShownWithItsSize()
    {
        Random random(4);
        int held = 0;
        for (int i = 0; i < 100; ++i) {
            const auto effect = RatioEffect::paired(blocksOf(5, 1.3, 0.02, random));
            QVERIFY(effect->isShown());
            QVERIFY(effect->interval().contains(effect->ratio()));
            held += effect->interval().contains(1.3);
        }
        QVERIFY2(held >= 88, qPrintable(QString::number(held)));
    }

    void theRatioIsTheGeometricMeanOverTheBlocks()
    {
        const std::vector<PairedVisits> blocks{{visitOfMean({100}), visitOfMean({200})}, {visitOfMean({100}), visitOfMean({50})}};
        const auto effect = RatioEffect::paired(blocks);
        QVERIFY(std::abs(effect->ratio() - 1) < 1e-12);
        QVERIFY(!effect->isShown());
        QCOMPARE(effect->pValue(), 1.0);
    }

    void theProductOfTheStepsIsTheWhole()
    {
        Random random(2);
        std::vector<std::vector<Visit>> blocks;
        for (int i = 0; i < 4; ++i)
            blocks.push_back(
                {visitOf(1'000, 0.1, 0.03, 2, random), visitOf(1'500, 0.1, 0.03, 2, random), visitOf(1'200, 0.1, 0.03, 2, random)});
        const auto chain = effectChain(blocks);
        QCOMPARE(chain->steps.size(), std::size_t(2));
        const double product = chain->steps[0].effect.ratio() * chain->steps[1].effect.ratio();
        QVERIFY(std::abs(product / chain->whole.effect.ratio() - 1) < 1e-12);
    }

    // Of a chain in which nothing changes no step may be shown, in 95 of 100 chains: 300 may show 15, and 14 more by chance.
    void aChainOfEqualCellsShowsAStepFiveTimesInAHundred()
    {
        Random random(12);
        int shown = 0;
        for (int i = 0; i < 300; ++i) {
            std::vector<std::vector<Visit>> blocks;
            for (int block = 0; block < 4; ++block) {
                std::vector<Visit> cells;
                for (int cell = 0; cell < 4; ++cell)
                    cells.push_back(visitOf(1'000, 0.1, 0.03, 2, random));
                blocks.push_back(std::move(cells));
            }
            const auto chain = effectChain(blocks, 0.05, {.draws = 200});
            shown += std::ranges::any_of(chain->steps, [](const ChainStep &step) { return step.isShown(0); });
        }
        QVERIFY2(shown <= 29, qPrintable(QString::number(shown)));
    }

    void theClearestStepOfAChainIsAllowedTheLeastError()
    {
        Random random(3);
        std::vector<std::vector<Visit>> blocks;
        for (int i = 0; i < 6; ++i)
            blocks.push_back(
                {visitOf(1'000, 0.02, 0.03, 2, random), visitOf(1'000, 0.02, 0.03, 2, random), visitOf(2'000, 0.02, 0.03, 2, random)});
        const auto chain = effectChain(blocks);
        QCOMPARE(chain->steps[1].error, 0.025);
        QCOMPARE(chain->steps[0].error, 0.05);
        QVERIFY(chain->steps[1].isShown() && !chain->steps[0].isShown() && chain->whole.isShown());
        QVERIFY(!effectChain({}));
    }

    void thePValueIsWhereTheIntervalBeginsToContainOne()
    {
        Random random(6);
        for (const int blocks : {3, 9}) {
            const auto effect = RatioEffect::paired(blocksOf(blocks, 1.05, 0.02, random));
            const double p = effect->pValue();
            QVERIFY(p > 1e-9 && p < 0.5);
            QVERIFY(!effect->interval(p * 1.01).contains(1));
            QVERIFY(effect->interval(p * 0.99).contains(1));
        }
    }

    void aDifferenceBelowTheResolutionIsNone()
    {
        std::vector<PairedVisits> blocks;
        for (int i = 0; i < 5; ++i)
            blocks.push_back({visitOfMean({1'000, 1'001}), visitOfMean({1'020, 1'021})});
        const auto effect = RatioEffect::paired(blocks);
        QVERIFY(!effect->interval().contains(1));
        QVERIFY(!effect->isShown());
        QVERIFY(effect->isShown(0.05, 0.01));
    }

    void oneBlockAndFiguresThatAreZeroShowNothing()
    {
        const PairedVisits good{visitOfMean({1}), visitOfMean({2})};
        QVERIFY(!RatioEffect::paired(std::vector{good}));
        QVERIFY(!RatioEffect::paired(std::vector{good, PairedVisits{visitOfMean({0}), visitOfMean({2})}}));
        QVERIFY(!RatioEffect::paired(std::vector{good, PairedVisits{visitOfMean({1}), visitOfMean({0})}}));
        QVERIFY(!RatioEffect::between(std::vector{1.0}, std::vector{1.0, 2.0}));
        QVERIFY(!RatioEffect::between(std::vector{1.0, 0.0}, std::vector{1.0, 2.0}));
        QVERIFY(!RatioEffect::between(std::vector{1.0, 2.0}, std::vector{1.0, std::nan("")}));
    }

    // Logs 0, 1, 2 against 2, 4: standard error sqrt(1/3 + 2/2), degrees of freedom (4/3)^2 / ((1/3)^2 / 2 + 1) = 1.684, whose t at
    // 2.5 % is 5.176232 (by integration of the density).
    void repeatedRunsAreComparedByRun()
    {
        const std::vector<double> base{1, std::exp(1), std::exp(2)};
        const std::vector<double> current{std::exp(2), std::exp(4)};
        const auto effect = RatioEffect::between(base, current);
        QVERIFY(std::abs(effect->ratio() - std::exp(2)) < 1e-9);
        const Interval interval = effect->interval();
        QVERIFY(std::abs(std::log(interval.high) - 2 - 5.976997) < 1e-5);
        QVERIFY(std::abs(2 - std::log(interval.low) - 5.976997) < 1e-5);
    }

    void equalRunsThatDifferByChanceAreCalledDifferentFiveTimesInAHundred()
    {
        Random random(8);
        int shown = 0;
        for (int i = 0; i < 400; ++i) {
            std::vector<double> base;
            std::vector<double> current;
            for (int run = 0; run < 3; ++run) {
                base.push_back(visitOf(1'000, 0.1, 0.03, 2, random).value());
                current.push_back(visitOf(1'000, 0.1, 0.03, 2, random).value());
            }
            shown += RatioEffect::between(base, current)->isShown(0.05, 0);
        }
        QVERIFY2(shown <= 35 && shown >= 5, qPrintable(QString::number(shown)));
    }
};

QTEST_GUILESS_MAIN(TestRatioEffect)
#include "tst_ratioeffect.moc"
