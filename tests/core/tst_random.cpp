// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace poolwart;

class TestRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The reference implementation's first values for seed 1234567 (Vigna, splitmix64.c).
    void theValuesAreThoseOfSplitMix64()
    {
        Random random(1234567);
        for (const std::uint64_t expected :
             {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL, 4593380528125082431ULL, 16408922859458223821ULL})
            QCOMPARE(random.next(), expected);
    }

    void belowReachesEveryValueAndNoOther()
    {
        Random random(1);
        std::array<int, 7> counts{};
        for (int i = 0; i < 70'000; ++i)
            ++counts.at(random.below(7));
        for (const int count : counts)
            QVERIFY(std::abs(count - 10'000) < 560); // six standard deviations
        QCOMPARE(random.below(1), 0U);
        for (int i = 0; i < 1'000; ++i)
            QVERIFY(random.below(UINT64_MAX) < UINT64_MAX);
    }

    void uniformHasTheMomentsOfTheUnitInterval()
    {
        Random random(2);
        double sum = 0;
        double squares = 0;
        const int draws = 100'000;
        for (int i = 0; i < draws; ++i) {
            const double value = random.uniform();
            QVERIFY(value >= 0 && value < 1);
            sum += value;
            squares += value * value;
        }
        QVERIFY(std::abs(sum / draws - 0.5) < 0.006);
        QVERIFY(std::abs(squares / draws - 1.0 / 3) < 0.006);
    }

    void exponentialHasItsMeanAndItsVariance()
    {
        Random random(3);
        double sum = 0;
        double squares = 0;
        const int draws = 200'000;
        for (int i = 0; i < draws; ++i) {
            const double value = random.exponential(4);
            QVERIFY(value >= 0 && std::isfinite(value));
            sum += value;
            squares += value * value;
        }
        const double mean = sum / draws;
        QVERIFY(std::abs(mean - 4) < 0.06);
        QVERIFY(std::abs(squares / draws - mean * mean - 16) < 0.8);
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
