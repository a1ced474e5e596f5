// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"
#include "model/figures/histogram.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <cmath>

using namespace poolwart;
using namespace std::chrono_literals;

class TestHistogram : public QObject
{
    Q_OBJECT

private:
    static void addPrecisions()
    {
        QTest::addColumn<int>("bits");
        for (const int bits : {1, 4, 7, Histogram::runPrecision, 14})
            QTest::addRow("%d bits", bits) << bits;
    }

    // From nanoseconds to two hours, each decade as often as the other.
    static Duration anyDuration(Random &random)
    {
        return Duration(static_cast<Duration::rep>(std::exp(random.uniform() * std::log(7.2e12))));
    }

    static std::vector<Duration> record(Histogram &histogram, Random &random, int values)
    {
        std::vector<Duration> recorded;
        for (int i = 0; i < values; ++i) {
            const Duration value = anyDuration(random);
            histogram.record(value);
            recorded.push_back(std::min(value, Histogram::longest));
        }
        return recorded;
    }

    // At the middles of so many equal steps.
    static std::vector<Duration> quantiles(const Histogram &histogram, int steps)
    {
        std::vector<double> shares;
        for (int step = 0; step < steps; ++step)
            shares.push_back((step + 0.5) / steps);
        std::vector<Duration> values(shares.size());
        histogram.quantiles(shares, values);
        return values;
    }

    static void compare(const Histogram &histogram, const Histogram &expected)
    {
        QCOMPARE(histogram.summary(), expected.summary());
        QVERIFY(quantiles(histogram, 1'000) == quantiles(expected, 1'000));
    }

private Q_SLOTS:
    void anEmptyHistogramIsAllZero()
    {
        QCOMPARE(Histogram().summary(), LatencySummary{});
        QVERIFY(Histogram().quantile(0.5) == 0ns && Histogram().quantile(1) == 0ns);
    }

    void whatWasMovedFromIsEmptyAndHoldsValuesAgainOnceItIsReset()
    {
        Histogram histogram;
        histogram.record(7ms);
        const Histogram before = histogram;
        Histogram moved = std::move(histogram);
        QVERIFY(moved == before);
        QCOMPARE(histogram.count(), std::uint64_t(0)); // NOLINT(bugprone-use-after-move): that is the question
        QCOMPARE(histogram.quantile(0.5), Duration(0));
        QVERIFY(histogram.counts().empty());
        histogram.reset();
        histogram.record(7ms);
        QVERIFY(histogram == before);

        moved = std::move(histogram);
        QVERIFY(moved == before);
        histogram = moved;
        QVERIFY(histogram == before);
    }

    void oneValueIsItsOwnEveryQuantile()
    {
        Histogram histogram;
        histogram.record(123'456'789ns);
        const Duration value = 123'456'789ns; // exact, because the maximum is
        const LatencySummary expected{
            .count = 1, .mean = value, .p50 = value, .p95 = value, .p99 = value, .p999 = value, .p9999 = value, .max = value};
        QCOMPARE(histogram.summary(), expected);
        QVERIFY(histogram.quantile(0) == value && histogram.quantile(1) == value);
    }

    void aValueIsKnownToWithinItsPrecision_data() { addPrecisions(); }
    void aValueIsKnownToWithinItsPrecision()
    {
        QFETCH(int, bits);
        std::vector<Duration> values{0ns, 1ns, 2ns, Histogram::longest - 1ns, Histogram::longest};
        for (Duration value = 1ns; value < Histogram::longest; value *= 2)
            values.insert(values.end(), {value - 1ns, value, value + 1ns, value + value / 2, value + value / 3});
        for (const Duration value : values) {
            Histogram histogram(bits);
            histogram.record(value);
            histogram.record(Histogram::longest); // so that the maximum does not help
            const Duration seen = histogram.quantile(0.5);
            QVERIFY(seen >= std::min(value, Histogram::longest));
            QVERIFY(double((seen - value).count()) <= double(value.count()) * std::ldexp(1.0, -bits));
        }
    }

    void smallValuesAreExact_data() { addPrecisions(); }
    void smallValuesAreExact()
    {
        QFETCH(int, bits);
        Histogram histogram(bits);
        const int exact = 1 << (bits + 1);
        for (int value = 0; value < exact; ++value)
            histogram.record(Duration(value));
        std::vector<Duration> expected;
        for (int value = 0; value < exact; ++value)
            expected.emplace_back(value);
        QVERIFY(quantiles(histogram, exact) == expected);
    }

    void aQuantileIsTheValueOfItsRankInTheSortedList_data() { addSeeds(5); }
    void aQuantileIsTheValueOfItsRankInTheSortedList()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        Histogram histogram;
        auto sorted = record(histogram, random, 1 + static_cast<int>(random.below(30'000)));
        std::ranges::sort(sorted);
        for (const double share : {0.0, 0.001, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 0.9999, 1.0}) {
            const double rank = std::ceil(std::nextafter(share, 0.0) * double(sorted.size()));
            const Duration expected = sorted[std::size_t(std::max(rank, 1.0)) - 1];
            const Duration seen = histogram.quantile(share);
            QVERIFY(seen >= expected);
            QVERIFY(double((seen - expected).count()) <= double(expected.count()) / 1024);
        }
        QVERIFY(histogram.max() == sorted.back());
        QVERIFY(histogram.quantile(1) == sorted.back());
        double sum = 0;
        for (const Duration value : sorted)
            sum += double(value.count());
        QVERIFY(std::abs(double(histogram.mean().count()) - sum / double(sorted.size())) <= 1 + sum * 1e-9);
    }

    void addingIsRecordingBoth_data() { addSeeds(5); }
    void addingIsRecordingBoth()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        for (int round = 0; round < 20; ++round) {
            Histogram first;
            Histogram second;
            Histogram both;
            for (const Duration value : record(first, random, static_cast<int>(random.below(300))))
                both.record(value);
            for (const Duration value : record(second, random, static_cast<int>(random.below(300))))
                both.record(value);
            first.add(second);
            compare(first, both);
        }
    }

    void addingNothingChangesNothing()
    {
        Random random(3);
        Histogram histogram;
        record(histogram, random, 100);
        const LatencySummary before = histogram.summary();
        histogram.add(Histogram());
        QCOMPARE(histogram.summary(), before);
        Histogram empty;
        empty.add(histogram);
        compare(empty, histogram);
        Histogram emptied = histogram;
        emptied.reset();
        histogram.add(emptied);
        QCOMPARE(histogram.summary(), before);
    }

    void aResetHistogramIsAsGoodAsNew()
    {
        Random random(5);
        Histogram histogram;
        record(histogram, random, 1'000);
        histogram.reset();
        QCOMPARE(histogram.summary(), LatencySummary{});
        Histogram fresh;
        for (const Duration value : {Duration(3ns), Duration(70us), Duration(2ms)}) {
            histogram.record(value);
            fresh.record(value);
        }
        compare(histogram, fresh);
    }

    void longerThanAnHourCountsAsAnHour()
    {
        Histogram histogram;
        histogram.record(1h + 1ns);
        histogram.record(Duration::max());
        QVERIFY(histogram.max() == 1h && histogram.mean() == 1h && histogram.quantile(0.5) == 1h);
    }

    void aNegativeTimeCountsAsNone()
    {
        Histogram histogram;
        histogram.record(-1ns);
        histogram.record(Duration::min());
        QCOMPARE(histogram.summary(), (LatencySummary{.count = 2}));
    }

    void theQuantilesOfOnePassAreTheSingleOnes()
    {
        Random random(9);
        Histogram histogram;
        record(histogram, random, 5'000);
        const std::vector<double> shares{0.0, 0.1, 0.1, 0.5, 0.9, 0.999, 1.0};
        std::vector<Duration> values(shares.size(), -1ns);
        histogram.quantiles(shares, values);
        for (std::size_t i = 0; i < shares.size(); ++i)
            QVERIFY(values[i] == histogram.quantile(shares[i]));
    }

    void theMemoryIsFixedAndSmall()
    {
        const Histogram empty;
        QVERIFY2(empty.bytes() <= 280 * 1024, qPrintable(QString::number(empty.bytes())));
        Random random(2);
        Histogram histogram;
        record(histogram, random, 100'000);
        QCOMPARE(histogram.bytes(), empty.bytes());
    }

    void twoHistogramsAreSummedUpAsIfTheyWereOne_data() { addSeeds(5); }
    void twoHistogramsAreSummedUpAsIfTheyWereOne()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        for (int round = 0; round < 20; ++round) {
            Histogram first;
            Histogram second;
            record(first, random, static_cast<int>(random.below(300)));
            record(second, random, static_cast<int>(random.below(3)));
            Histogram both = first;
            both.add(second);
            QCOMPARE(Histogram::summaryOf(first, second), both.summary());
            QCOMPARE(Histogram::summaryOf(second, first), both.summary());
        }
    }

    void aCopyIsOnItsOwn()
    {
        Histogram original;
        original.record(1ms);
        Histogram copy = original;
        QVERIFY(copy == original);
        copy.record(2ms);
        QCOMPARE(original.count(), 1u);
        copy = original;
        QVERIFY(copy == original);
        Histogram coarse(4);
        coarse = original;
        QVERIFY(coarse == original);
        Histogram moved = std::move(copy);
        QVERIFY(moved == original);
        copy = moved; // a moved-from one can be assigned to
        QVERIFY(copy == original);
    }

    void aMillionHoursDoNotOverflowTheMean()
    {
        Histogram histogram;
        for (int i = 0; i < 1'000'000; ++i)
            histogram.record(1h);
        QVERIFY(histogram.mean() == 1h);
        for (int doubling = 0; doubling < 3; ++doubling)
            histogram.add(Histogram(histogram));
        QVERIFY(histogram.mean() == 1h);
    }
};

QTEST_GUILESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
