// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dispatcher/pools.h"

#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;

class TestPoolTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPoolIsFoundByItsIdAndStandsAtItsPosition()
    {
        PoolTable pools;
        addPool(pools, {.id = PoolId(7), .name = "a", .slots = 1});
        addPool(pools, {.id = PoolId(3), .name = "b", .slots = 1});
        QCOMPARE(pools.find(PoolId(3))->position, std::size_t(1));
        QCOMPARE(&pools.at(0), pools.find(PoolId(7)));
        QVERIFY(!pools.find(PoolId(4)));
        QVERIFY(!pools.find(PoolId(100)));
    }

    void aRemovedPoolIsNotFoundAndTheOthersMoveUp()
    {
        PoolTable pools;
        addPool(pools, {.id = PoolId(1), .name = "a", .slots = 1});
        addPool(pools, {.id = PoolId(2), .name = "b", .slots = 1});
        QVERIFY(pools.removeIf([](const PoolEntry &entry) { return entry.pool.id() == PoolId(1); }));
        QVERIFY(!pools.find(PoolId(1)));
        QCOMPARE(pools.find(PoolId(2))->position, std::size_t(0));
        QVERIFY(!pools.removeIf([](const PoolEntry &entry) { return entry.pool.id() == PoolId(1); }));
    }
};

QTEST_GUILESS_MAIN(TestPoolTable)
#include "tst_pooltable.moc"
