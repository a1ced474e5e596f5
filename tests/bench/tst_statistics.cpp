// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/statistics.h"

#include <QTest>

using namespace poolwart;

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRatioIsTakenRoundByRound()
    {
        const std::vector<double> expected{2, 0.5};
        QCOMPARE(ratios(Samples{20.0, 10.0}, Samples{10.0, 20.0}), expected);
    }

    void aRoundInWhichThePeerCompletedNothingHasNoRatio()
    {
        const std::vector<double> expected{2};
        QCOMPARE(ratios(Samples{20.0, 10.0, 8.0}, Samples{10.0, std::nullopt, 0.0}), expected);
        QVERIFY(!median(ratios(Samples{20.0}, Samples{std::nullopt})));
    }

    void aSideThatWasNeverMeasuredHasNoMedian()
    {
        QVERIFY(!median(Samples{std::nullopt, std::nullopt}));
        QCOMPARE(median(Samples{3.0, std::nullopt, 1.0}), Sample(2.0));
    }
};

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
