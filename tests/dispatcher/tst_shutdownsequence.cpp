// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/shutdownsequence.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestShutdownSequence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepHasItsDeadline()
    {
        using enum ShutdownSequence::Step;
        ShutdownSequence shutdown;
        QCOMPARE(shutdown.next(false, TimePoint(1h)), None);
        QVERIFY(shutdown.begin(10s, TimePoint(0s)));
        QCOMPARE(shutdown.next(false, TimePoint(9s)), None);
        QCOMPARE(shutdown.phase(), ShutdownPhase::Draining);
        QCOMPARE(shutdown.next(false, TimePoint(10s)), CancelAll);
        QCOMPARE(shutdown.next(false, TimePoint(10s)), None);
        QCOMPARE(shutdown.next(false, TimePoint(11s)), CutAll);
        QCOMPARE(shutdown.phase(), ShutdownPhase::Closing);
        QCOMPARE(shutdown.next(false, TimePoint(12s)), Finish);
        QVERIFY(shutdown.isFinished());
        QCOMPARE(shutdown.next(true, TimePoint(1h)), None);
    }

    void itFinishesAsSoonAsAllIsDrained()
    {
        ShutdownSequence shutdown;
        shutdown.begin(10s, TimePoint(0s));
        QCOMPARE(shutdown.next(true, TimePoint(1s)), ShutdownSequence::Step::Finish);
        QVERIFY(shutdown.isFinished());
    }

    void aSecondCallBringsTheDeadlineNearerAndNeverFarther()
    {
        ShutdownSequence shutdown;
        shutdown.begin(10s, TimePoint(0s));
        QVERIFY(!shutdown.begin(60s, TimePoint(1s)));
        QVERIFY(!shutdown.begin(3s, TimePoint(2s)));
        QCOMPARE(shutdown.next(false, TimePoint(5s)), ShutdownSequence::Step::CancelAll);
        QVERIFY(!shutdown.begin(0s, TimePoint(5s))); // a cancel still has its second
        QCOMPARE(shutdown.next(false, TimePoint(5s)), ShutdownSequence::Step::None);
    }

    void itCountsWhatBecameOfTheRequests()
    {
        ShutdownSequence shutdown;
        shutdown.begin(10s, TimePoint(0s));
        for (const Ending ending : {Ending::Completed, Ending::Failed, Ending::Cancelled, Ending::TimedOut, Ending::Rejected})
            shutdown.countEnding(ending);
        shutdown.countCut();
        QCOMPARE(shutdown.report(), (ShutdownReport{.drained = 2, .cancelled = 1, .cut = 1}));
    }
};

QTEST_GUILESS_MAIN(TestShutdownSequence)
#include "tst_shutdownsequence.moc"
