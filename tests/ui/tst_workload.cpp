// SPDX-License-Identifier: GPL-3.0-or-later
// The workload's tables are what the traffic draws from: edited in place and live, opened and saved, taken back.
#include "model/store/workloadfile.h"
#include "model/tables/roles.h"
#include "model/workload/builtinworkloads.h"
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"
#include "ui/pages/traffic/workloadpanel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Of two classes: three reads to one sum, and reports.
Workload shop()
{
    return {
        .name = "shop",
        .scripts = {{.name = "read", .text = "SELECT 1;\n", .weight = 3, .className = "page"},
                    {.name = "sum", .text = "SELECT 2;\n", .weight = 1, .className = "page"},
                    {.name = "report", .text = "SELECT 3;\n", .weight = 1, .className = "report"}},
        .classes = {{.name = "page", .share = 9, .deadline = 1s, .pool = {}}, {.name = "report", .share = 1, .deadline = {}, .pool = {}}},
        .scale = {}};
}

struct TrafficWindow : WindowFixture
{
    TrafficWindow()
    {
        trigger("page3");
        use(shop());
    }

    const Workload &workload() const { return session.traffic().workload; }

    void use(const Workload &next)
    {
        TrafficPlan traffic = session.traffic();
        traffic.workload = next;
        QVERIFY(session.setTraffic(traffic).ok());
    }

    QTableView *scripts() const { return find<QTableView>("scriptTable"); }
    QTableView *classes() const { return find<QTableView>("classTable"); }
    void showClasses() const { find<QTabWidget>("workloadTabs")->setCurrentIndex(1); }
    void click(const char *button) const { QTest::mouseClick(find<QToolButton>(button), Qt::LeftButton); }

    static QWidget *openCell(QTableView *table, int row, int column)
    {
        const QModelIndex index = table->model()->index(row, column);
        table->scrollTo(index);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
        QTest::keyClick(table, Qt::Key_F2);
        return QApplication::focusWidget();
    }

    // A cell is clicked, opened with F2, typed into and left with Enter, as a person does.
    static void type(QTableView *table, int row, int column, const QString &text)
    {
        QWidget *editor = openCell(table, row, column);
        QVERIFY2(editor && editor != table, "The cell did not open");
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        EVENTUALLY_EQUAL(QApplication::focusWidget(), table); // the cell closes when events are next handled
    }

    static void choose(QTableView *table, int row, int column, const QString &text)
    {
        auto *combo = qobject_cast<QComboBox *>(openCell(table, row, column));
        QVERIFY2(combo, "There is nothing to choose");
        QVERIFY2(combo->findText(text) >= 0, qPrintable(text));
        combo->setCurrentText(text);
        QTest::keyClick(combo, Qt::Key_Return);
        EVENTUALLY_EQUAL(QApplication::focusWidget(), table);
    }
};

QString shown(const QTableView *table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

} // namespace

class TestWorkload : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }

private Q_SLOTS:
    void init() { TestSurroundings::failOnWarning(); }

    void theTablesListTheWorkload()
    {
        TrafficWindow window;
        QCOMPARE(window.find<QLabel>("workloadName")->text(), u"shop"_s);
        QCOMPARE(shown(window.scripts(), 0, 0), u"read"_s);
        QCOMPARE(shown(window.scripts(), 0, 1), u"3"_s);
        QCOMPARE(shown(window.scripts(), 2, 2), u"report"_s);
        QCOMPARE(shown(window.classes(), 0, 1), u"9"_s);
        QCOMPARE(shown(window.classes(), 0, 2), u"1\u00a0s"_s);
        QCOMPARE(shown(window.classes(), 1, 2), u"none"_s);
        QCOMPARE(shown(window.classes(), 1, 3), u"by the policy"_s);
    }

    void aCellThatIsEditedHoldsAtOnce()
    {
        TrafficWindow window;
        QAbstractItemModelTester tester(window.scripts()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        TrafficWindow::type(window.scripts(), 1, 1, u"7"_s);
        TrafficWindow::type(window.scripts(), 1, 0, u"total"_s);
        TrafficWindow::choose(window.scripts(), 2, 2, u"page"_s);
        EVENTUALLY_EQUAL(window.workload().scripts[2].className, "page");
        QCOMPARE(window.workload().scripts[1], (WorkloadScript{.name = "total", .text = "SELECT 2;\n", .weight = 7, .className = "page"}));
    }

    void aClassIsEditedWithItsDeadlineAndRoute()
    {
        TrafficWindow window;
        window.showClasses();
        TrafficWindow::type(window.classes(), 1, 1, u"4"_s);
        TrafficWindow::type(window.classes(), 1, 2, u"30s"_s);
        TrafficWindow::choose(window.classes(), 1, 3, u"pool-5"_s);
        TrafficWindow::type(window.classes(), 1, 0, u"night"_s);
        EVENTUALLY_EQUAL(window.workload().classes[1], (WorkloadClass{.name = "night", .share = 4, .deadline = 30s, .pool = "pool-5"}));
        QCOMPARE(window.workload().scripts[2].className, "night"); // it stays the class of its scripts
        TrafficWindow::choose(window.classes(), 1, 3, u"by the policy"_s);
        EVENTUALLY_EQUAL(window.workload().classes[1].pool, std::nullopt);
    }

    void aRouteToAPoolThatIsNotThereIsMarked()
    {
        TrafficWindow window;
        Workload lost = shop();
        lost.classes[1].pool = "gone";
        window.use(lost);
        const QModelIndex cell = window.classes()->model()->index(1, 3);
        QCOMPARE(cell.data().toString(), u"gone"_s);
        QCOMPARE(cell.data(ProblemRole).toString(), u"The plan has no pool of this name, so the policy decides."_s);
    }

    void whatIsRefusedIsSaidAndTheOldValueStays()
    {
        TrafficWindow window;
        TrafficWindow::type(window.scripts(), 0, 1, u"many"_s);
        EVENTUALLY_EQUAL(window.message(), u"“many” is not a whole number."_s);
        window.showClasses();
        TrafficWindow::type(window.classes(), 1, 0, u"page"_s);
        EVENTUALLY2(window.message().contains(u"there is another class “page”"_s), qPrintable(window.message()));
        QCOMPARE(window.workload(), shop());
    }

    void scriptsAreAddedAndRemovedAndBroughtBack()
    {
        TrafficWindow window;
        window.click("addToWorkload");
        QCOMPARE(window.workload().scripts.size(), 4u);
        QCOMPARE(window.workload().scripts[3].name, "script 4");
        QCOMPARE(window.find<QPlainTextEdit>("script")->toPlainText(), u"SELECT 1;\n"_s); // it is the selected one
        window.scripts()->selectRow(0);
        window.click("removeFromWorkload");
        QCOMPARE(window.workload().scripts.front().name, "sum");
        QCOMPARE(window.message(), u"The script “read” was removed."_s);
        QTest::mouseClick(window.find<QPushButton>("messageActionButton"), Qt::LeftButton);
        QCOMPARE(window.workload().scripts.front(), shop().scripts.front());
    }

    void theLastScriptCannotBeRemoved()
    {
        TrafficWindow window;
        window.use(soleWorkload("SELECT 1"));
        QVERIFY(!window.find<QToolButton>("removeFromWorkload")->isEnabled());
    }

    void theScriptsOfAClassThatGoesStay()
    {
        TrafficWindow window;
        window.showClasses();
        window.classes()->selectRow(0);
        window.click("removeFromWorkload");
        QCOMPARE(window.workload().classes.size(), 1u);
        QCOMPARE(window.workload().scripts.size(), 3u);
        QCOMPARE(window.workload().scripts[0].className, "");
        window.click("addToWorkload");
        QCOMPARE(window.workload().classes[1].name, "class 2");
    }

    void theSelectedScriptIsEditedBelowAndDraftsAreKept()
    {
        TrafficWindow window;
        auto *editor = window.find<QPlainTextEdit>("script");
        window.scripts()->selectRow(1);
        QCOMPARE(editor->toPlainText(), u"SELECT 2;\n"_s);
        editor->setPlainText(u"SELECT 22;\n"_s);
        window.scripts()->selectRow(2);
        QCOMPARE(editor->toPlainText(), u"SELECT 3;\n"_s);
        window.scripts()->selectRow(1);
        QCOMPARE(editor->toPlainText(), u"SELECT 22;\n"_s);
        QTest::mouseClick(window.find<QPushButton>("applyScript"), Qt::LeftButton);
        QCOMPARE(window.workload().scripts[1].text, "SELECT 22;\n");
        QCOMPARE(window.workload().scripts[0].text, "SELECT 1;\n");
    }

    void anErrorOfAScriptNamesItsLine()
    {
        TrafficWindow window;
        window.scripts()->selectRow(2);
        window.find<QPlainTextEdit>("script")->setPlainText(u"SELECT 1;\n\\set x\nSELECT 2;\n"_s);
        const QString verdict = window.find<QLabel>("scriptVerdict")->text();
        QVERIFY2(verdict.contains(u"line 2"_s), qPrintable(verdict));
        QVERIFY(!window.find<QPushButton>("applyScript")->isEnabled());
    }

    void aBuiltInWorkloadIsOneClick()
    {
        TrafficWindow window;
        for (const BuiltInWorkload &builtIn : builtInWorkloads()) {
            window.trigger(("builtIn-" + std::string(builtIn.id)).c_str());
            QCOMPARE(window.workload(), builtIn.workload);
        }
        QTest::mouseClick(window.find<QPushButton>("messageActionButton"), Qt::LeftButton);
        QCOMPARE(window.workload().name, "short-and-long"); // the one before the last
    }

    void aFileIsReadAndWrittenWhole()
    {
        TrafficWindow window;
        auto *panel = window.find<WorkloadPanel>("workloadPanel");
        const QString path = m_folder.filePath(u"shop.json"_s);
        panel->saveTo(path);
        const auto written = readWorkloadFile(path.toStdString());
        QVERIFY(written.ok());
        QCOMPARE(*written, shop());
        window.trigger("builtIn-short-sleep");
        panel->openFile(path);
        EVENTUALLY_EQUAL(window.workload(), shop());
        panel->openFile(write(u"count.sql"_s, "SELECT count(*) FROM pgbench_branches;\n"));
        EVENTUALLY_EQUAL(window.workload().scripts.size(), 1u);
        QCOMPARE(window.workload().scripts.front().name, "count");
    }

    void aFileThatCannotBeUsedChangesNothingAndIsNamed()
    {
        TrafficWindow window;
        const QString path =
            write(u"bad.json"_s, R"({"format": "poolwart-workload", "version": 1, "scripts": [{"text": "\\startpipeline\nSELECT 1"}]})");
        window.find<WorkloadPanel>("workloadPanel")->openFile(path);
        EVENTUALLY(window.message().contains(u"line 1"_s));
        QCOMPARE(window.workload(), shop());
    }

    void aWorkloadThatWritesSaysSoAndIsAllowedOnceForATarget()
    {
        TestServer server;
        TrafficWindow window;
        window.connectTo(server.target(), uniformPlan(1, 1));
        auto *writes = window.find<QLabel>("workloadWrites");
        auto *allow = window.find<QPushButton>("allowWrites");
        QVERIFY(writes->isHidden());
        window.trigger("builtIn-tpcb-like");
        QVERIFY2(window.message().contains(u"read-only until you allow writes"_s), qPrintable(window.message()));
        window.use(soleWorkload("SELECT 1;\nCREATE TABLE t (i int)"));
        QVERIFY2(writes->text().contains(u"writes data in line 2"_s), qPrintable(writes->text()));
        QVERIFY(!allow->isHidden());
        QTest::mouseClick(allow, Qt::LeftButton);
        QVERIFY(!window.session.writeRefusal());
        QVERIFY(allow->isHidden());
        QVERIFY(!writes->isHidden());
        window.use(soleWorkload("DROP TABLE t")); // not asked again
        QVERIFY(allow->isHidden());
    }

    void scriptsAndClassesHaveTheirFigures()
    {
        TestServer server;
        TrafficWindow window;
        window.connectTo(server.target(), uniformPlan(1, 2));
        Workload failing = shop();
        failing.scripts[2].text = "SELECT 1 / 0";
        TrafficPlan traffic{.arrivals = ClosedLoop{.clients = 2}, .workload = failing};
        QVERIFY(window.session.setTraffic(traffic).ok());
        window.trigger("startTraffic");
        const auto number = [](const QTableView *table, int row, int column) { return QLocale().toInt(shown(table, row, column)); };
        EVENTUALLY(number(window.scripts(), 0, 3) > 20 && number(window.classes(), 1, 6) > 2);
        QCOMPARE(number(window.scripts(), 2, 3), 0);
        QVERIFY(number(window.scripts(), 2, 5) > 0);
        QVERIFY(shown(window.classes(), 0, 5).contains(QChar::Nbsp));
        QCOMPARE(window.scripts()->model()->index(2, 5).data(ToneRole).toInt(), int(Tone::Warning));
    }
};

QTEST_MAIN(TestWorkload)
#include "tst_workload.moc"
