// SPDX-License-Identifier: GPL-3.0-or-later
// Long random runs of the dispatcher: whatever is wished, its invariants hold and all that was offered ends.
#include "tests/dispatcher/randomwishes.h"
#include "tests/support/seededcases.h"

#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestDispatcherRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFewWishesOfAThousandSeedsKeepEveryInvariant()
    {
        for (int seed = 1000; seed < 1000 + seededCases(1000); ++seed) {
            const std::string violation = randomRun(seed, 25);
            QVERIFY2(violation.empty(), qPrintable(u"seed %1: "_s.arg(seed) + QString::fromStdString(violation)));
        }
    }

    void aThousandRandomWishesKeepEveryInvariant_data()
    {
        QTest::addColumn<quint64>("seed");
        for (int seed = 100; seed < 100 + seededCases(12); ++seed)
            QTest::addRow("seed %d", seed) << quint64(seed);
    }
    void aThousandRandomWishesKeepEveryInvariant()
    {
        QFETCH(quint64, seed);
        QCOMPARE(randomRun(seed, 1000), std::string());
    }
};

QTEST_GUILESS_MAIN(TestDispatcherRandom)
#include "tst_dispatcherrandom.moc"
