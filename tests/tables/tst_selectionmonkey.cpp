// SPDX-License-Identifier: GPL-3.0-or-later
// The item models under views that select and read while rows come and go. Those of slots and backends need a server: see
// tests/ui/tst_selectionmonkey.cpp.
#include "model/session/runarchive.h"
#include "model/session/session.h"
#include "model/tables/classtablemodel.h"
#include "model/tables/eventfiltermodel.h"
#include "model/tables/eventlogmodel.h"
#include "model/tables/pooltablemodel.h"
#include "model/tables/runtablemodel.h"
#include "model/tables/scripttablemodel.h"
#include "tests/tables/selectionmonkey.h"

#include <QSortFilterProxyModel>
#include <QTemporaryDir>
#include <QtTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

constexpr int steps = 300;

// Some of these, in any order.
template <class Value>
std::vector<Value> someOf(std::vector<Value> values, std::size_t atLeast, std::mt19937_64 &random)
{
    std::ranges::shuffle(values, random);
    values.resize(std::uniform_int_distribution(atLeast, values.size())(random));
    return values;
}

QStringList column(const QAbstractItemModel &model, int column = 0)
{
    QStringList shown;
    for (int row = 0; row < model.rowCount(); ++row)
        shown << model.index(row, column).data().toString();
    return shown;
}

template <class Value, class Name>
QStringList namesOf(const std::vector<Value> &values, Name name)
{
    QStringList names;
    for (const Value &value : values)
        names << QString::fromStdString(std::invoke(name, value));
    return names;
}

QSortFilterProxyModel *sortedBy(QAbstractItemModel *model, int column)
{
    auto *sorted = new QSortFilterProxyModel(model);
    sorted->setSourceModel(model);
    sorted->sort(column);
    return sorted;
}

} // namespace

class TestSelectionMonkey : public QObject
{
    Q_OBJECT

    std::mt19937_64 m_random;

private Q_SLOTS:
    void initTestCase() { m_random.seed(monkeySeed()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void thePoolsAreThoseOfThePlanAfterEachEdit()
    {
        Session session;
        PoolTableModel model(&session);
        SelectionMonkey ape(&model, &m_random);
        SelectionMonkey sorting(sortedBy(&model, 1), &m_random);
        std::vector<PoolPlan> pools = uniformPlan(8, 3).pools;
        for (int step = 0; step < steps; ++step) {
            Plan plan = session.plan();
            plan.pools = someOf(pools, 1, m_random);
            plan.pools.front().slots = 1 + step % 7;
            QVERIFY(session.edit(plan, u"edit"_s).ok());
            QCOMPARE(column(model), namesOf(plan.pools, &PoolPlan::name));
            if (step % 5 == 0)
                session.undoStack()->undo();
        }
        QVERIFY(ape.jumps() > steps && sorting.jumps() > steps);
    }

    void scriptsAndClassesAreThoseOfTheWorkloadAfterEachChange()
    {
        Session session;
        ScriptTableModel scripts(&session);
        ClassTableModel classes(&session);
        SelectionMonkey ofScripts(&scripts, &m_random);
        SelectionMonkey ofClasses(&classes, &m_random);
        std::vector<WorkloadScript> texts;
        std::vector<WorkloadClass> kinds;
        for (const char *name : {"a", "b", "c", "d", "e", "f"}) {
            texts.push_back({.name = name, .text = "SELECT 1", .weight = 1, .className = {}});
            kinds.push_back({.name = name, .share = 1, .deadline = {}, .pool = {}});
        }
        for (int step = 0; step < steps; ++step) {
            TrafficPlan traffic = session.traffic();
            traffic.workload = {
                .name = {}, .scripts = someOf(texts, 1, m_random), .classes = someOf(kinds, 0, m_random), .data = {}, .scale = {}};
            QVERIFY(session.setTraffic(traffic).ok());
            QCOMPARE(column(scripts), namesOf(traffic.workload.scripts, &WorkloadScript::name));
            QCOMPARE(column(classes), namesOf(traffic.workload.classes, &WorkloadClass::name));
        }
        QVERIFY(ofScripts.jumps() > steps && ofClasses.jumps() > steps);
    }

    void theRunsAreThoseOfTheFolderAfterEachListing()
    {
        const QTemporaryDir folder;
        Session session;
        RunArchive archive(&session, folder.path());
        RunTableModel model(&archive);
        SelectionMonkey ape(&model, &m_random);
        SelectionMonkey sorting(sortedBy(&model, 3), &m_random);
        std::vector<RunEntry> runs(6);
        for (std::size_t i = 0; i < runs.size(); ++i) {
            runs[i].path = "run-" + std::to_string(i) + ".json";
            runs[i].plan = uniformPlan(1, 1);
        }
        for (int step = 0; step < steps; ++step) {
            std::vector<RunEntry> listed = someOf(runs, 0, m_random);
            if (!listed.empty())
                listed.front().throughputPerSecond = step;
            model.setRuns(listed);
            QStringList paths;
            for (int row = 0; row < model.rowCount(); ++row)
                paths << model.path(row);
            QCOMPARE(paths, namesOf(listed, &RunEntry::path));
        }
        QVERIFY(ape.jumps() > steps && sorting.jumps() > steps);
    }

    void theLogKeepsItsNewestEvents()
    {
        EventLogModel log(nullptr, 20);
        EventFilterModel filtered;
        filtered.setSourceModel(&log);
        SelectionMonkey ape(&log, &m_random);
        SelectionMonkey filtering(&filtered, &m_random);
        for (int step = 0; step < steps; ++step) {
            std::vector<Event> events(std::uniform_int_distribution<std::size_t>(1, 30)(m_random));
            for (std::size_t i = 0; i < events.size(); ++i) {
                events[i].detail = std::to_string(step) + "-" + std::to_string(i);
                events[i].severity = Severity(static_cast<int>(i) % 3);
            }
            log.append(events);
            QCOMPARE(log.eventAt(log.rowCount() - 1).detail, events.back().detail);
            filtered.setLeastSeverity(Severity(step % 3));
            filtered.setText(step % 4 == 0 ? QString::number(step % 9) : QString());
            log.setFrozen(step % 6 == 0);
            log.setFrozen(false);
            if (step % 50 == 49)
                log.clear();
        }
        QVERIFY(ape.jumps() > steps && filtering.jumps() > steps);
    }
};

QTEST_GUILESS_MAIN(TestSelectionMonkey)
#include "tst_selectionmonkey.moc"
