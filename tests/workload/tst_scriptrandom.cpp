// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/scriptrandom.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <set>

using namespace poolwart;

namespace {

constexpr int draws = 200'000;

using Draw = std::function<std::int64_t(Random &, ScriptRange)>;
using Share = std::function<double(int k, int n)>; // of the k-th of n values, from 0; need not add up to 1

double normalBelow(double deviation)
{
    return 0.5 * std::erfc(-deviation / std::sqrt(2.0));
}

Share zipfShare(double s)
{
    return [s](int k, int) { return std::pow(k + 1, -s); };
}

Share exponentialShare(double p)
{
    return [p](int k, int n) { return std::exp(-p * k / n) - std::exp(-p * (k + 1) / n); };
}

Share normalShare(double p)
{
    return [p](int k, int n) { return normalBelow(p * (2.0 * (k + 1) / n - 1)) - normalBelow(p * (2.0 * k / n - 1)); };
}

Draw with(std::int64_t (*draw)(Random &, ScriptRange, double), double parameter)
{
    return [=](Random &random, ScriptRange range) { return draw(random, range, parameter); };
}

} // namespace

Q_DECLARE_METATYPE(Draw)
Q_DECLARE_METATYPE(Share)

class TestScriptRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyValueHasItsShare_data()
    {
        QTest::addColumn<Draw>("draw");
        QTest::addColumn<Share>("share");
        QTest::addColumn<int>("count");
        const auto row = [](const char *name, int count, const Draw &draw, const Share &share) {
            QTest::addRow("%s, %d", name, count) << draw << share << count;
        };
        const Share flat = [](int, int) { return 1.0; };
        row("uniform", 2, drawUniform, flat);
        row("uniform", 97, drawUniform, flat);
        for (const double p : {0.1, 1.0, 5.0})
            row(qPrintable(QStringLiteral("exponential %1").arg(p)), 20, with(drawExponential, p), exponentialShare(p));
        for (const double p : {2.0, 2.5, 5.0})
            row(qPrintable(QStringLiteral("gaussian %1").arg(p)), 21, with(drawGaussian, p), normalShare(p));
        for (const double s : {1.001, 1.2, 2.0, 5.0})
            row(qPrintable(QStringLiteral("zipfian %1").arg(s)), 50, with(drawZipfian, s), zipfShare(s));
        row("zipfian 1000", 50, with(drawZipfian, 1000), zipfShare(1000));
    }
    // Chi-square against the exact shares; 5 of its standard deviations above its mean is beyond chance.
    void everyValueHasItsShare()
    {
        QFETCH(Draw, draw);
        QFETCH(Share, share);
        QFETCH(int, count);
        std::vector<double> expected;
        for (int k = 0; k < count; ++k)
            expected.push_back(share(k, count));
        const double whole = std::accumulate(expected.begin(), expected.end(), 0.0);

        constexpr std::int64_t least = -3;
        Random random(11);
        std::vector<int> seen(static_cast<std::size_t>(count));
        for (int i = 0; i < draws; ++i) {
            const std::int64_t value = draw(random, {.least = least, .most = least + count - 1});
            QVERIFY(value >= least && value < least + count);
            ++seen[static_cast<std::size_t>(value - least)];
        }
        double square = 0;
        int freedom = -1;
        double rareExpected = 0; // values of which fewer than ten are expected count as one
        double rareSeen = 0;
        const auto add = [&](double found, double wanted) {
            square += (found - wanted) * (found - wanted) / wanted;
            ++freedom;
        };
        for (std::size_t k = 0; k < expected.size(); ++k) {
            const double wanted = draws * expected[k] / whole;
            if (wanted >= 10) {
                add(seen[k], wanted);
            } else {
                rareExpected += wanted;
                rareSeen += seen[k];
            }
        }
        if (rareExpected >= 1)
            add(rareSeen, rareExpected);
        QVERIFY2(square <= freedom + 5 * std::sqrt(2.0 * std::max(1, freedom)),
                 qPrintable(QStringLiteral("%1 with %2 degrees of freedom").arg(square).arg(freedom)));
    }

    void theWidestRangesStayWithinThemselves_data()
    {
        QTest::addColumn<Draw>("draw");
        QTest::addRow("uniform") << Draw(drawUniform);
        QTest::addRow("exponential") << with(drawExponential, 0.001);
        QTest::addRow("gaussian") << with(drawGaussian, 2);
        QTest::addRow("zipfian") << with(drawZipfian, 1.001);
    }
    void theWidestRangesStayWithinThemselves()
    {
        QFETCH(Draw, draw);
        constexpr ScriptRange widest{.least = 1, .most = std::numeric_limits<std::int64_t>::max()};
        Random random(3);
        for (int i = 0; i < 2'000; ++i)
            QVERIFY(draw(random, widest) >= 1);
    }

    void aPermutationGivesEveryPlaceOnce_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 3, 7, 8, 9, 100, 1'000, 4'096, 10'007})
            QTest::addRow("%d", size) << size;
    }
    void aPermutationGivesEveryPlaceOnce()
    {
        QFETCH(int, size);
        for (const std::int64_t seed : {std::int64_t(0), std::int64_t(1), std::int64_t(-77)}) {
            std::set<std::int64_t> places;
            for (int value = 0; value < size; ++value)
                places.insert(permuted(value, size, seed));
            QCOMPARE(places.size(), static_cast<std::size_t>(size));
            QCOMPARE(*places.begin(), 0);
            QCOMPARE(*places.rbegin(), size - 1);
            QCOMPARE(permuted(-1, size, seed), permuted(size - 1, size, seed));
        }
    }

    void thePermutationsOfAThousandMixWell()
    {
        int moved = 0;
        int inOrder = 0;
        for (int value = 0; value < 1'000; ++value) {
            moved += permuted(value, 1'000, 5) != permuted(value, 1'000, 6);
            inOrder += permuted(value + 1, 1'000, 5) == permuted(value, 1'000, 5) + 1;
        }
        QVERIFY2(moved > 970, qPrintable(QString::number(moved)));
        QVERIFY2(inOrder < 20, qPrintable(QString::number(inOrder)));
    }
};

QTEST_GUILESS_MAIN(TestScriptRandom)
#include "tst_scriptrandom.moc"
