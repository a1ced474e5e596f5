// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/session.h"
#include "model/tables/pooltablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QStringList names(const QAbstractItemModel &model)
{
    QStringList shown;
    for (int row = 0; row < model.rowCount(); ++row)
        shown << model.index(row, static_cast<int>(PoolColumn::Name)).data().toString();
    return shown;
}

QModelIndex cell(const QAbstractItemModel &model, int row, PoolColumn column)
{
    return model.index(row, static_cast<int>(column));
}

// A session of its own and a model under the tester, for each test.
struct Bench
{
    explicit Bench(int pools)
    {
        const Done replaced = session.replacePlan(uniformPlan(pools, 12));
        Q_ASSERT(replaced.ok());
    }

    Session session;
    PoolTableModel model{&session};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestPoolTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void anEditInACellIsOneStepOfUndo()
    {
        Bench bench(3);
        QVERIFY(bench.model.setData(cell(bench.model, 1, PoolColumn::AcquireTimeout), u"5 s"_s));
        QCOMPARE(bench.session.plan().pools[1].acquireTimeout, 5s);
        QCOMPARE(bench.session.undoStack()->count(), 1);
        bench.session.undoStack()->undo();
        QCOMPARE(cell(bench.model, 1, PoolColumn::AcquireTimeout).data().toString(), u"20\u00a0s"_s);
    }

    void typingTheSameAgainIsNoEdit()
    {
        Bench bench(1);
        QVERIFY(bench.model.setData(cell(bench.model, 0, PoolColumn::Slots), u"12"_s));
        QCOMPARE(bench.session.undoStack()->count(), 0);
    }

    void severalPoolsAreSetAtOnce()
    {
        Bench bench(4);
        const std::vector<PoolId> pools{bench.model.poolAt(0), bench.model.poolAt(2)};
        QVERIFY(bench.model.setSetting(pools, PoolColumn::Slots, u"7"_s).ok());
        QCOMPARE(bench.session.undoStack()->count(), 1);
        QList<int> slots;
        for (const PoolPlan &pool : bench.session.plan().pools)
            slots << pool.slots;
        QCOMPARE(slots, (QList<int>{7, 12, 7, 12}));
    }

    void aRefusedValueStaysInItsCellWithTheReason_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("reason");
        QTest::addRow("no slots") << static_cast<int>(PoolColumn::Slots) << u"0"_s << u"Slots: 0 is outside 1 to 1000."_s;
        QTest::addRow("no number") << static_cast<int>(PoolColumn::Slots) << u"many"_s << u"Slots: “many” is not a whole number."_s;
        QTest::addRow("no unit") << static_cast<int>(PoolColumn::AcquireTimeout) << u"20"_s
                                 << u"Acquire timeout: “20” is not a duration."_s;
        QTest::addRow("a name twice") << static_cast<int>(PoolColumn::Name) << u"pool-1"_s
                                      << u"Pool: “pool-1” is already the name of an earlier pool."_s;
        QTest::addRow("no name") << static_cast<int>(PoolColumn::Name) << u"  "_s << u"Pool: a name is required."_s;
    }
    void aRefusedValueStaysInItsCellWithTheReason()
    {
        QFETCH(int, column);
        QFETCH(QString, typed);
        QFETCH(QString, reason);
        Bench bench(2);
        const Plan before = bench.session.plan();
        const QSignalSpy refused(&bench.model, &PoolTableModel::refused);
        const QModelIndex index = bench.model.index(1, column);
        const QString shown = index.data().toString();

        QVERIFY(!bench.model.setData(index, typed));
        QCOMPARE(index.data().toString(), typed);
        QCOMPARE(index.data(ProblemRole).toString(), reason);
        QCOMPARE(refused.count(), 1);
        QVERIFY(bench.session.plan() == before);

        bench.model.revert(index);
        QCOMPARE(index.data().toString(), shown);
        QCOMPARE(index.data(ProblemRole), QVariant());
    }

    void aRefusalPassesWhenTheSettingChangesOtherwise()
    {
        Bench bench(2);
        const QModelIndex index = cell(bench.model, 1, PoolColumn::Slots);
        QVERIFY(!bench.model.setData(index, u"0"_s));
        Plan plan = bench.session.plan();
        plan.pools[1].slots = 5;
        QVERIFY(bench.session.edit(plan, u"elsewhere"_s).ok());
        QCOMPARE(index.data().toString(), u"5"_s);
    }

    void rowsThatStayKeepTheirPersistentIndex()
    {
        Bench bench(4);
        const QPersistentModelIndex third = cell(bench.model, 2, PoolColumn::Slots);
        const PoolId id = bench.model.poolAt(2);
        Plan plan = bench.session.plan();
        plan.pools.erase(plan.pools.begin());
        PoolPlan added = plan.pools.front();
        added.id = bench.session.newPoolId();
        added.name = "new";
        plan.pools.insert(plan.pools.begin() + 1, added);
        QVERIFY(bench.session.edit(plan, u"edit"_s).ok());
        QCOMPARE(names(bench.model), (QStringList{u"pool-2"_s, u"new"_s, u"pool-3"_s, u"pool-4"_s}));
        QVERIFY(third.isValid());
        QCOMPARE(bench.model.poolAt(third.row()), id);
        bench.session.undoStack()->undo();
        QCOMPARE(names(bench.model), (QStringList{u"pool-1"_s, u"pool-2"_s, u"pool-3"_s, u"pool-4"_s}));
        QCOMPARE(bench.model.poolAt(third.row()), id);
    }

    void poolsThatChangePlacesMove()
    {
        Bench bench(4);
        const QPersistentModelIndex first = cell(bench.model, 0, PoolColumn::Name);
        const QSignalSpy removed(&bench.model, &QAbstractItemModel::rowsRemoved);
        Plan plan = bench.session.plan();
        std::ranges::reverse(plan.pools);
        QVERIFY(bench.session.edit(plan, u"reversed"_s).ok());
        QCOMPARE(names(bench.model), (QStringList{u"pool-4"_s, u"pool-3"_s, u"pool-2"_s, u"pool-1"_s}));
        QCOMPARE(first.row(), 3);
        QCOMPARE(removed.count(), 0);
    }

    void theFirstPoolIsTheDefaultPool()
    {
        Bench bench(2);
        QCOMPARE(cell(bench.model, 0, PoolColumn::Name).data(MarkRole).toBool(), true);
        QCOMPARE(cell(bench.model, 1, PoolColumn::Name).data(MarkRole).toBool(), false);
    }

    void liveFiguresCannotBeEdited()
    {
        Bench bench(1);
        for (int column = 0; column < poolColumns; ++column) {
            const bool canBeEdited = bench.model.flags(bench.model.index(0, column)).testFlag(Qt::ItemIsEditable);
            QCOMPARE(canBeEdited, isSetting(PoolColumn(column)));
        }
    }
};

QTEST_GUILESS_MAIN(TestPoolTableModel)
#include "tst_pooltablemodel.moc"
