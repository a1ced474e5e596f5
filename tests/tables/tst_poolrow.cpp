// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/format.h"
#include "model/tables/poolcell.h"
#include "model/tables/poolrow.h"
#include "model/tables/roles.h"

#include <QtTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Snapshot snapshotOf(std::vector<PoolSnapshot> pools)
{
    Snapshot snapshot;
    snapshot.pools = std::move(pools);
    return snapshot;
}

PoolSnapshot pool(unsigned id, const PoolFigures &figures = {})
{
    PoolSnapshot pool;
    static_cast<PoolFigures &>(pool) = figures;
    pool.id = PoolId(id);
    return pool;
}

HistoryPoint point(Duration at, double inUse, double completed)
{
    HistoryPoint point;
    point.at = TimePoint(at);
    point.pools = {{.id = PoolId(1), .inUse = inUse, .completedPerSecond = completed}};
    return point;
}

} // namespace

class TestPoolRow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void poolsOfThePlanComeFirstAndLeavingOnesLast()
    {
        PoolSnapshot leaving = pool(9, {.name = "old", .slots = 4});
        leaving.leaving = true;
        leaving.open = 3;
        const Snapshot snapshot = snapshotOf({leaving, pool(1)});
        const std::vector<PoolRow> rows = poolRows(uniformPlan(2, 12), snapshot, {}, {});
        QCOMPARE(rows.size(), 3u);
        QCOMPARE(rows[0].plan.name, "pool-1");
        QVERIFY(rows[0].isDefault && rows[0].figures.has_value());
        QVERIFY(!rows[1].isDefault && !rows[1].figures.has_value()); // the engine does not know it yet
        QVERIFY(rows[2].leaving);
        QCOMPARE(poolCell(rows[2], PoolColumn::State, Qt::DisplayRole).toString(), u"being removed, 3 open"_s);
        QCOMPARE(poolCell(rows[1], PoolColumn::InUse, Qt::DisplayRole).toString(), u"–"_s);
    }

    void aRateStandsLongEnoughToBeRead()
    {
        const Plan plan = uniformPlan(1, 12);
        const Snapshot snapshot = snapshotOf({pool(1)});
        std::deque<HistoryPoint> points{point(1s, 0, 100)};
        std::vector<PoolRow> rows = poolRows(plan, snapshot, points, {});
        QCOMPARE(rows[0].figures->completedPerSecond, 100.0);
        points.push_back(point(1s + 400ms, 0, 300));
        rows = poolRows(plan, snapshot, points, rows);
        QCOMPARE(rows[0].figures->completedPerSecond, 100.0);
        points.push_back(point(1s + 500ms, 0, 500));
        rows = poolRows(plan, snapshot, points, rows);
        QCOMPARE(rows[0].figures->completedPerSecond, 300.0); // the mean of the last second
    }

    void aGrowingCountOfTimeoutsIsLoudForAWhile()
    {
        const Plan plan = uniformPlan(1, 12);
        const auto toneOf = [](const std::vector<PoolRow> &rows) {
            return Tone(poolCell(rows[0], PoolColumn::Timeouts, ToneRole).toInt());
        };
        std::vector<PoolRow> rows = poolRows(plan, snapshotOf({pool(1)}), {point(1s, 0, 0)}, {});
        QCOMPARE(toneOf(rows), Tone::Quiet);
        const Snapshot grown = snapshotOf({pool(1, {.requests = {.timedOut = 3}})});
        rows = poolRows(plan, grown, {point(2s, 0, 0)}, rows);
        QCOMPARE(toneOf(rows), Tone::Alarm);
        rows = poolRows(plan, grown, {point(6900ms, 0, 0)}, rows);
        QCOMPARE(toneOf(rows), Tone::Alarm);
        rows = poolRows(plan, grown, {point(7s, 0, 0)}, rows);
        QCOMPARE(toneOf(rows), Tone::Normal);
    }

    void theSparklineHasTheMeanOfEachFullSecond()
    {
        const std::deque<HistoryPoint> points{point(500ms, 9, 0), point(1000ms, 2, 0), point(1500ms, 4, 0), point(2000ms, 6, 0),
                                              point(3100ms, 99, 0)}; // its second is not over
        QCOMPARE(inUseBySecond(points, PoolId(1), 2), (QList<double>{3, 6}));
        QCOMPARE(inUseBySecond(points, PoolId(1), 30), (QList<double>{9, 3, 6}));
        QCOMPARE(inUseBySecond(points, PoolId(2), 30), QList<double>());
    }

    void eachSettingOfAPoolHasAColumnWithItsNameAndItsValue()
    {
        std::size_t shown = 0;
        for (int index = 0; index < poolColumns; ++index) {
            const PoolColumn column{index};
            const PoolSetting *setting = settingOf(column);
            QCOMPARE(setting != nullptr, isSetting(column) && column != PoolColumn::Name);
            if (!setting)
                continue;
            ++shown;
            QCOMPARE(poolHeader(column, Qt::DisplayRole).toString(), QString::fromUtf8(setting->title));
            PoolPlan pool;
            setValue(pool, *setting, setting->most);
            QCOMPARE(withSetting({}, column, settingInput(pool, column)).value(), pool);
        }
        QCOMPARE(shown, poolSettings().size());
    }

    void columnsSortByValueAndNotByText()
    {
        PoolRow row{.plan = {.maxLifetime = 2h}};
        QCOMPARE(poolCell(row, PoolColumn::MaxLifetime, RawRole).toLongLong(), 7'200'000);
        row.plan.maxLifetime.reset();
        QVERIFY(poolCell(row, PoolColumn::MaxLifetime, RawRole).toLongLong() > 7'200'000);
    }
};

QTEST_GUILESS_MAIN(TestPoolRow)
#include "tst_poolrow.moc"
