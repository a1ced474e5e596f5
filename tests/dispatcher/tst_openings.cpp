// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/openings.h"
#include "tests/dispatcher/pools.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

struct Subject
{
    PoolTable pools;
    Openings openings;

    PoolEntry &add(std::uint32_t id, int slots)
    {
        PoolEntry &added = addPool(pools, {.id = PoolId(id), .name = "pool-" + std::to_string(id), .slots = slots});
        for (const PoolAction &action : added.actions)
            openings.want(added, action.slot);
        added.actions.clear();
        return added;
    }

    // The pools whose openings begin now, in order.
    std::vector<std::uint32_t> begin()
    {
        std::vector<std::uint32_t> begun;
        while (const auto step = openings.next(pools))
            begun.push_back(static_cast<std::uint32_t>(step->pool->pool.id()));
        return begun;
    }
};

} // namespace

class TestOpenings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void poolsAreOpenedInTurnUpToTheNumberAtOnce()
    {
        Subject subject;
        subject.add(1, 4);
        subject.add(2, 4);
        subject.openings.setMaxAtOnce(4);
        QCOMPARE(subject.begin(), (std::vector<std::uint32_t>{1, 2, 1, 2}));
        QVERIFY(subject.openings.isOpening());
        QCOMPARE(subject.openings.checkInvariants(subject.pools), std::nullopt);
    }

    void aLargePoolIsOpenedInProportion()
    {
        Subject subject;
        subject.add(1, 2);
        subject.add(2, 4);
        subject.openings.setMaxAtOnce(6);
        QCOMPARE(subject.begin(), (std::vector<std::uint32_t>{1, 2, 2, 1, 2, 2}));
    }

    void beyondThePlansSlotsAConnectionMustEndBeforeTheNextIsOpened()
    {
        Subject subject;
        PoolEntry &pool = subject.add(1, 3);
        subject.openings.setMaxConnections(2);
        QCOMPARE(subject.begin().size(), std::size_t(2));
        subject.openings.succeeded(pool);
        subject.openings.succeeded(pool);
        QVERIFY(subject.begin().empty());
        subject.openings.closed(pool);
        QCOMPARE(subject.begin().size(), std::size_t(1));
    }

    void afterTheServerWasFullOneOpensAtATimeAndThenMore()
    {
        Subject subject;
        PoolEntry &pool = subject.add(1, 40);
        subject.openings.setMaxAtOnce(8);
        QCOMPARE(subject.begin().size(), std::size_t(8));
        for (int i = 0; i < 8; ++i)
            subject.openings.failed(pool, ErrorKind::TooManyConnections);
        for (int i = 0; i < 8; ++i) {
            QCOMPARE(subject.begin().size(), std::size_t(1));
            subject.openings.succeeded(pool);
        }
        QCOMPARE(subject.begin().size(), std::size_t(2));
    }

    void aPoolThatWasRefusedIsTriedFirstWhenAConnectionEnds()
    {
        Subject subject;
        PoolEntry &other = subject.add(1, 1);
        PoolEntry &refused = subject.add(2, 1);
        PoolEntry &waiting = subject.add(3, 2);
        subject.openings.setMaxAtOnce(3);
        QCOMPARE(subject.begin(), (std::vector<std::uint32_t>{1, 2, 3}));
        subject.openings.succeeded(other);
        subject.openings.succeeded(waiting);
        subject.openings.failed(refused, ErrorKind::TooManyConnections);
        refused.pool.openFailed(0, TimePoint{}, refused.actions);
        QVERIFY(!subject.openings.next(subject.pools)); // not the third pool's second slot
        subject.openings.closed(other);
        const auto step = subject.openings.next(subject.pools);
        QVERIFY(step);
        QCOMPARE(step->pool, &refused);
        QVERIFY(!step->slot); // its back-off ends
        QVERIFY(!subject.openings.next(subject.pools));
    }

    void whatIsNotWantedAnyMoreIsWithdrawnBeforeItBegins()
    {
        Subject subject;
        PoolEntry &pool = subject.add(1, 3);
        subject.openings.setMaxAtOnce(1);
        QCOMPARE(subject.begin().size(), std::size_t(1));
        pool.pool.drain(TimePoint{}, pool.actions);
        subject.openings.withdraw(pool, TimePoint{});
        QVERIFY(pool.openings.wanted.empty());
        subject.openings.succeeded(pool);
        QVERIFY(!subject.openings.isOpening());
        QVERIFY(subject.begin().empty());
    }
};

QTEST_GUILESS_MAIN(TestOpenings)
#include "tst_openings.moc"
