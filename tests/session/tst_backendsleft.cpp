// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/backendsleft.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

using Verdict = BackendsLeft::Verdict;

class TestBackendsLeft : public QObject
{
    Q_OBJECT

private:
    static TimePoint at(Duration time) { return TimePoint(100s + time); }

private Q_SLOTS:
    void noneLeftIsTheLastWord()
    {
        BackendsLeft left;
        QCOMPARE(left.take(7, at(0s)), Verdict::AskAgain);
        QCOMPARE(left.take(0, at(100ms)), Verdict::Confirmed);
        QCOMPARE(left.count(), 0);
    }

    void aNumberThatStaysIsConfirmed()
    {
        BackendsLeft left;
        QCOMPARE(left.take(3, at(0s)), Verdict::AskAgain);
        QCOMPARE(left.take(3, at(1900ms)), Verdict::AskAgain);
        QCOMPARE(left.take(3, at(2s)), Verdict::Confirmed);
        QCOMPARE(left.count(), 3);
    }

    void aNumberThatFallsIsAskedForUntilItIsNone()
    {
        BackendsLeft left;
        for (int second = 0; second < 9; ++second)
            QCOMPARE(left.take(680 - 50 * second, at(1s * second)), Verdict::AskAgain);
        QCOMPARE(left.take(0, at(9s)), Verdict::Confirmed);
    }

    void aNumberThatStillChangesAtTheBoundIsNotConfirmed()
    {
        BackendsLeft left;
        for (int second = 0; second < 10; ++second)
            QCOMPARE(left.take(680 - second, at(1s * second)), Verdict::AskAgain);
        QCOMPARE(left.take(670, at(10s)), Verdict::NotConfirmed);
    }

    void aSlowAnswerIsNotTakenForTwo()
    {
        BackendsLeft left;
        QCOMPARE(left.take(231, at(3s)), Verdict::AskAgain);
        QCOMPARE(left.take(60, at(6s)), Verdict::AskAgain);
        QCOMPARE(left.take(60, at(9s)), Verdict::Confirmed);
    }
};

QTEST_GUILESS_MAIN(TestBackendsLeft)
#include "tst_backendsleft.moc"
