// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/pgbenchoutput.h"

#include <QTest>

using namespace poolwart;

class TestPgbenchOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineOfProgressTellsSecondAndRate()
    {
        const auto progress = pgbenchProgress("progress: 12.0 s, 20123.4 tps, lat 2.981 ms stddev 0.612, 0 failed\n");
        QVERIFY(progress == (PgbenchProgress{.at = 12, .perSecond = 20123.4}));
    }

    void aSecondInWhichNothingWasCompletedIsOneOfRateZero()
    {
        const auto progress = pgbenchProgress("progress: 1.0 s, 0.0 tps, lat NaN ms stddev NaN, 0 failed\n");
        QVERIFY(progress == (PgbenchProgress{.at = 1, .perSecond = 0}));
    }

    void otherLinesAreNone()
    {
        for (const char *line : {"", "pgbench (15.8)\n", "progress: soon\n", "progress: x s, y tps, lat 1 ms stddev 1, 0 failed\n"})
            QVERIFY2(!pgbenchProgress(line), line);
    }
};

QTEST_APPLESS_MAIN(TestPgbenchOutput)
#include "tst_pgbenchoutput.moc"
