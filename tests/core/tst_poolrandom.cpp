// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/poolworld.h"
#include "tests/core/seeds.h"

using namespace poolwart;

// The pool in a world that does whatever it likes. POOLWART_SEED repeats a run.
class TestPoolRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noContractBreaksWhateverHappens_data() { addSeeds(8); }
    void noContractBreaksWhateverHappens()
    {
        QFETCH(quint64, seed);
        PoolWorld world(seed);
        for (int round = 0; round < 20; ++round) {
            for (int step = 0; step < 1'500; ++step)
                QVERIFY2(world.step(), world.fault().c_str());
            if (round % 4 == 3)
                QVERIFY2(world.drains(), world.fault().c_str());
            QVERIFY2(world.comesToRest(), world.fault().c_str());
        }
        const PoolCounters &counters = world.pool().counters();
        QVERIFY(counters.acquired > 1'000 && counters.timedOut > 50 && counters.rejected > 50); // the run was worth it
        QVERIFY(counters.openFailures > 20 && counters.broken > 10);
        QVERIFY(counters.lifetimeClosed > 10 && counters.idleClosed > 10);
    }
};

QTEST_GUILESS_MAIN(TestPoolRandom)
#include "tst_poolrandom.moc"
