// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/traffic/randomwishes.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestStrandedWait : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsThatOfABruteForceWhateverHappens()
    {
        for (quint64 seed = 1; seed <= 15; ++seed) {
            DispatcherWorld world(seed);
            world.stranded.emplace();
            const std::string violation = randomRun(world, seed, 40);
            QVERIFY2(violation.empty(), qPrintable(u"seed %1: "_s.arg(seed) + QString::fromStdString(violation)));
            Duration all{0};
            for (const auto &[pool, sum] : *world.stranded)
                all += sum;
            const Snapshot snapshot = seen(world);
            QVERIFY2(snapshot.strandedWait == all, qPrintable(u"seed %1"_s.arg(seed)));
            for (const PoolSnapshot &pool : snapshot.pools)
                QCOMPARE(pool.strandedWait, world.stranded->at(pool.id));
            QVERIFY(all > 0s || seed > 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestStrandedWait)
#include "tst_strandedwait.moc"
