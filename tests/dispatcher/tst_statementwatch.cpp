// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/statementwatch.h"
#include "tests/dispatcher/pools.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

struct Subject
{
    explicit Subject(std::optional<std::chrono::milliseconds> statementTimeout = {})
        : pool(addPool(pools, {.id = PoolId(1), .name = "pool", .slots = 2, .statementTimeout = statementTimeout}))
    {}

    // A request gets the pool's first slot at time zero.
    SlotEntry &run(TimePoint deadline)
    {
        SlotEntry &slot = pool.slot(0);
        slot.request = requests.add({.deadline = deadline});
        slot.isBusy = true;
        watch.granted(deadline);
        return slot;
    }

    std::vector<Command::Kind> tick(TimePoint now)
    {
        Commands commands;
        watch.tick(pools, requests, now, commands);
        std::vector<Command::Kind> kinds;
        for (const Command &command : commands)
            kinds.push_back(command.kind);
        return kinds;
    }

    PoolTable pools;
    PoolEntry &pool;
    RequestTable requests;
    StatementWatch watch;
};

} // namespace

class TestStatementWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatRunsAtItsDeadlineIsCancelledAndCutIfThatHasNoEffect()
    {
        Subject subject;
        SlotEntry &slot = subject.run(TimePoint(100ms));
        QVERIFY(subject.tick(TimePoint(99ms)).empty());
        QCOMPARE(subject.tick(TimePoint(100ms)), std::vector{Command::Kind::Cancel});
        QVERIFY(slot.givenUp && !slot.cancelAsked);
        QVERIFY(subject.tick(TimePoint(5s)).empty());
        QCOMPARE(subject.tick(TimePoint(5s + 100ms)), std::vector{Command::Kind::Cut});
        QVERIFY(subject.tick(TimePoint(10s)).empty());
    }

    void aStatementThatTheServerDoesNotEndAtItsTimeoutIsCancelledASecondLater()
    {
        Subject subject(1s);
        subject.run(TimePoint::max());
        QVERIFY(subject.tick(TimePoint(1900ms)).empty());
        QCOMPARE(subject.tick(TimePoint(2s)), std::vector{Command::Kind::Cancel});
        QVERIFY(subject.tick(TimePoint(2900ms)).empty());
        QCOMPARE(subject.tick(TimePoint(3s)), std::vector{Command::Kind::Cut});
    }

    void aCancelOfTheUserIsFollowedByACutAndIsNotACancelOfOurs()
    {
        Subject subject;
        SlotEntry &slot = subject.run(TimePoint::max());
        Commands commands;
        StatementWatch::cancelForUser(slot, {PoolId(1), 0}, TimePoint(1s), commands);
        QCOMPARE(commands.size(), std::size_t(1));
        QVERIFY(slot.cancelAsked && !slot.givenUp);
        QVERIFY(subject.tick(TimePoint(5s)).empty());
        QCOMPARE(subject.tick(TimePoint(6s)), std::vector{Command::Kind::Cut});
    }

    void theNextDeadlineIsNotMissedWhenAnEarlierRequestEnds()
    {
        Subject subject;
        subject.run(TimePoint(100ms)).isBusy = false;
        subject.run(TimePoint(200ms));
        QVERIFY(subject.watch.nextLate() <= TimePoint(200ms));
        QVERIFY(subject.tick(TimePoint(150ms)).empty());
        QCOMPARE(subject.watch.nextLate(), TimePoint(200ms));
        QCOMPARE(subject.tick(TimePoint(200ms)), std::vector{Command::Kind::Cancel});
    }
};

QTEST_GUILESS_MAIN(TestStatementWatch)
#include "tst_statementwatch.moc"
