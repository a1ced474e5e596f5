// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of every table are chosen while the workload, the plan and the load change beneath them: nothing is asked for that is no more.
#include "model/workload/builtinworkloads.h"
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
#include "tests/tables/selectionmonkey.h"
#include "tests/ui/windowfixture.h"

#include <QPlainTextEdit>
#include <QTabWidget>
#include <QToolButton>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

struct MonkeyWindow : WindowFixture
{
    std::mt19937_64 random{monkeySeed()};
    std::vector<std::unique_ptr<SelectionMonkey>> monkeys;

    int below(int end) { return std::uniform_int_distribution(0, end - 1)(random); }

    // A monkey of its own beside what the window itself does with its tables.
    void watchTables()
    {
        for (QTableView *view : window.findChildren<QTableView *>()) {
            if (view->objectName() != u"eventView"_s) // thousands of rows, each looked at with each event
                monkeys.push_back(std::make_unique<SelectionMonkey>(view->model(), &random));
        }
    }

    void selectSomewhere()
    {
        const QList<QTableView *> views = window.findChildren<QTableView *>();
        QTableView *view = views.at(below(static_cast<int>(views.size())));
        if (const int rows = view->model()->rowCount(); rows > 0)
            view->selectRow(below(rows));
    }

    void changeWorkload()
    {
        switch (below(4)) {
        case 0: {
            const auto &builtIns = builtInWorkloads();
            return trigger(
                ("builtIn-" + std::string(builtIns[static_cast<std::size_t>(below(static_cast<int>(builtIns.size())))].id)).c_str());
        }
        case 1:
            return find<QToolButton>("addToWorkload")->click();
        case 2:
            return find<QToolButton>("removeFromWorkload")->click();
        default:
            return find<QTabWidget>("workloadTabs")->setCurrentIndex(below(2));
        }
    }

    void changePlan()
    {
        Plan plan = session.plan();
        std::ranges::shuffle(plan.pools, random);
        if (plan.pools.size() > 2 && below(2) == 0)
            plan.pools.pop_back();
        plan.pools.front().slots = 1 + below(4);
        (void)session.edit(plan, u"monkey"_s).ok();
        for (const char *action : {"undo", "redo", "addPool"}) {
            if (below(3) == 0)
                trigger(action);
        }
    }

    void change()
    {
        switch (below(6)) {
        case 0:
        case 1:
            return changeWorkload();
        case 2:
            return changePlan();
        case 3:
            return trigger(below(2) == 0 ? "startTraffic" : "stopTraffic");
        case 4:
            return trigger(("page" + std::to_string(1 + below(5))).c_str());
        default:
            return find<QToolButton>("slotsAsTable")->click();
        }
    }

    // The editor shows the selected script, whatever led to it.
    bool showsSelectedScript() const
    {
        const QModelIndexList rows = find<QTableView>("scriptTable")->selectionModel()->selectedRows();
        if (rows.isEmpty())
            return true;
        const auto &scripts = session.traffic().workload.scripts;
        const auto row = static_cast<std::size_t>(rows.first().row());
        return row < scripts.size() && find<QPlainTextEdit>("script")->toPlainText() == QString::fromStdString(scripts[row].text);
    }
};

} // namespace

class TestSelectionMonkey : public QObject
{
    Q_OBJECT

    TestSurroundings m_surroundings;

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void aScriptThatIsSelectedWhileFewerComeIsNotAskedForAgain()
    {
        WindowFixture fixture;
        fixture.trigger("page3");
        fixture.trigger("builtIn-classes");
        auto *table = fixture.find<QTableView>("scriptTable");
        table->selectRow(2);
        fixture.trigger("builtIn-select-only");
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(fixture.find<QPlainTextEdit>("script")->toPlainText(),
                 QString::fromStdString(fixture.session.traffic().workload.scripts.front().text));
    }

    void whatIsTypedAndNotAppliedIsThereAgainWithItsWorkload()
    {
        WindowFixture fixture;
        fixture.trigger("page3");
        fixture.trigger("builtIn-classes");
        auto *editor = fixture.find<QPlainTextEdit>("script");
        fixture.find<QTableView>("scriptTable")->selectRow(1);
        editor->setPlainText(u"SELECT 22"_s);
        fixture.trigger("builtIn-select-only");
        QVERIFY(editor->toPlainText() != u"SELECT 22"_s);
        fixture.trigger("builtIn-classes");
        fixture.find<QTableView>("scriptTable")->selectRow(1);
        QCOMPARE(editor->toPlainText(), u"SELECT 22"_s);
    }

    void everyTableStandsItsRowsBeingChosenWhileTheyChange()
    {
        TestServer server;
        MonkeyWindow fixture;
        fixture.connectTo(server.target(), patientPlan(3, 3));
        fixture.watchTables();
        for (int step = 0; step < 250; ++step) {
            fixture.selectSomewhere();
            fixture.change();
            fixture.selectSomewhere();
            if (step % 3 == 0)
                Patience().pause(); // snapshots and samples come in
            QVERIFY(fixture.showsSelectedScript());
        }
        fixture.trigger("stopTraffic");
    }
};

QTEST_MAIN(TestSelectionMonkey)
#include "tst_selectionmonkey.moc"
