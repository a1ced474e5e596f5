// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/runarchive.h"
#include "model/tables/runtablemodel.h"
#include "tests/runs/runs.h"
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"
#include "ui/charts/charts/percentilecurves.h"
#include "ui/charts/charts/runcoursechart.h"
#include "ui/charts/framework/chartview.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestRunsPage : public QObject
{
    Q_OBJECT

    TestSurroundings m_surroundings;
    std::unique_ptr<TestServer> m_server;

    static QDir folder() { return QDir(QSettings().value(u"runs/folder"_s).toString()); }
    static QStringList files() { return folder().entryList(QDir::Files); }
    static QString put(const QString &name, std::uint64_t seed, std::chrono::hours later, Duration mean)
    {
        QDir().mkpath(folder().path());
        RunRecord run = recordedRun(seed, 8, 200, mean);
        run.startedAt += later;
        const QString path = folder().filePath(name);
        if (!writeRunFile(run, path.toStdString()).ok())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    static QTableView *showRuns(const WindowFixture &fixture)
    {
        fixture.trigger("page5");
        return fixture.find<QTableView>("runTable");
    }
    static void click(QTableView *table, int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, modifiers, table->visualRect(table->model()->index(row, 1)).center());
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init()
    {
        TestSurroundings::failOnWarning();
        QDir(folder()).removeRecursively();
    }

    void trafficIsRecordedFromItsStartToItsStopAndListed()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 2));
        QTableView *table = showRuns(fixture);
        QVERIFY(fixture.find<QLabel>("noRuns")->isVisible());
        fixture.startTraffic("SELECT 1", 4);
        EVENTUALLY_EQUAL(files().size(), 1); // its journal
        QVERIFY(files().front().endsWith(u".json.part"_s));
        EVENTUALLY(fixture.session.snapshot().requests.completed > 100);
        fixture.trigger("stopTraffic");
        EVENTUALLY_EQUAL(table->model()->rowCount(), 1);
        QVERIFY(files().front().endsWith(u"Z.json"_s));
        const auto read = readRunFile(folder().filePath(files().front()).toStdString());
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
        const RunRecord &run = *read;
        QCOMPARE(run.requests, fixture.session.snapshot().requests);
        QVERIFY(!run.isInterrupted);
        QVERIFY(!fixture.find<QLabel>("noRuns")->isVisible());
    }

    void withTheSwitchOffNothingIsRecorded()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 2));
        showRuns(fixture);
        fixture.find<QCheckBox>("recordRuns")->click();
        fixture.startTraffic("SELECT 1", 2);
        EVENTUALLY(fixture.session.snapshot().requests.completed > 100);
        fixture.trigger("stopTraffic");
        QVERIFY(files().isEmpty());
        fixture.find<QCheckBox>("recordRuns")->click();
    }

    void aRunIsReplayedOverAnotherPlan()
    {
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(2, 2));
        QTableView *table = showRuns(fixture);
        auto *arrivals = fixture.find<QCheckBox>("recordArrivals");
        arrivals->click();
        fixture.startTraffic("SELECT 1", 4);
        EVENTUALLY(fixture.session.snapshot().requests.completed > 100);
        fixture.trigger("stopTraffic");
        EVENTUALLY_EQUAL(table->model()->rowCount(), 1);
        const auto recorded = readRunFile(folder().filePath(files().front()).toStdString());
        QVERIFY(recorded.ok());

        QVERIFY(fixture.session.edit(uniformPlan(1, 3), u"fewer"_s).ok());
        const std::uint64_t before = fixture.session.snapshot().requests.offered; // the figures go on
        click(table, 0);
        fixture.find<QPushButton>("replayRun")->click();
        EVENTUALLY(fixture.session.traffic().replay);
        EVENTUALLY_EQUAL(fixture.session.snapshot().requests.offered, before + recorded->requests.offered);
        EVENTUALLY(fixture.session.snapshot().traffic == TrafficState::Stopped); // with its last arrival
        fixture.startTraffic("SELECT 1", 4);
        fixture.find<QPushButton>("replayRun")->click(); // refused: other traffic runs until it is stopped
        EVENTUALLY(fixture.find<QLabel>("messageText")->text().contains(u"Other traffic is running."_s));
        fixture.trigger("stopTraffic");
        arrivals->click();
    }

    void oneRunShowsItsFiguresTwoAreCompared()
    {
        put(u"early.json"_s, 1, std::chrono::hours(0), std::chrono::milliseconds(2));
        put(u"late.json"_s, 2, std::chrono::hours(1), std::chrono::milliseconds(4));
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        QTableView *table = showRuns(fixture);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 2);
        const auto *figures = fixture.find<QTableWidget>("runFigures");
        click(table, 0);
        EVENTUALLY_EQUAL(figures->rowCount(), 11);
        QCOMPARE(figures->columnCount(), 2);
        click(table, 1, Qt::ControlModifier);
        EVENTUALLY_EQUAL(figures->columnCount(), 5);
        QCOMPARE(figures->item(1, 0)->text(), u"Response p50"_s);
        const QString ratio = figures->item(1, 3)->text(); // the later over the earlier, whichever was clicked first
        QVERIFY2(ratio.startsWith(u"2.0"_s) || ratio.startsWith(u"1.9"_s), qPrintable(ratio));
        QVERIFY2(ratio.endsWith(u'★'), qPrintable(ratio));
        QCOMPARE(fixture.find<PercentileCurves>("percentileCurves")->curves().size(), 2u);
    }

    void notesAndTagsAreTypedIntoTheListAndStoredInTheFile()
    {
        const QString path = put(u"run.json"_s, 1, std::chrono::hours(0), std::chrono::milliseconds(2));
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        QTableView *table = showRuns(fixture);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 1);
        const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto cell = [table](RunColumn column) { return table->model()->index(0, static_cast<int>(column)); };
        QVERIFY(table->model()->setData(cell(RunColumn::Notes), u"before the change"_s));
        QVERIFY(table->model()->setData(cell(RunColumn::Tags), u"base, night ,"_s));
        EVENTUALLY_EQUAL(readRunFile(path.toStdString()).value().tags, (std::vector<std::string>{"base", "night"}));
        QCOMPARE(readRunFile(path.toStdString()).value().notes, std::string("before the change"));
        QVERIFY(!table->model()->setData(cell(RunColumn::Plan), u"another"_s));
    }

    void aDeletedRunIsBroughtBackFromTheMessage()
    {
        put(u"run.json"_s, 1, std::chrono::hours(0), std::chrono::milliseconds(2));
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        QTableView *table = showRuns(fixture);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 1);
        click(table, 0);
        QTest::keyClick(table, Qt::Key_Delete);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 0);
        QVERIFY(files().isEmpty());
        EVENTUALLY_EQUAL(fixture.message(), u"The run was deleted."_s);
        QTest::mouseClick(fixture.find<QPushButton>("messageActionButton"), Qt::LeftButton);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 1);
        QCOMPARE(files(), QStringList{u"run.json"_s});
    }

    void aFileThatIsNoRunIsRefusedAndListedWithItsReason()
    {
        put(u"run.json"_s, 1, std::chrono::hours(0), std::chrono::milliseconds(2));
        QFile torn(folder().filePath(u"torn.json"_s));
        QVERIFY(torn.open(QIODevice::WriteOnly));
        torn.write("{\"format\": \"poolwart-run\", \"ver");
        torn.close();
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        QTableView *table = showRuns(fixture);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 2);
        QStringList plans;
        for (int row = 0; row < 2; ++row)
            plans << table->model()->index(row, static_cast<int>(RunColumn::Plan)).data().toString();
        QVERIFY(plans.contains(u"cannot be read"_s));
    }

    void theGeneratorsHealthIsInTheListAndInTheDetails()
    {
        QDir().mkpath(folder().path());
        RunRecord run = recordedRun(1, 8, 200, std::chrono::milliseconds(2));
        run.generator.verdict = {.grade = HealthGrade::Invalid, .reason = "The engine took 97 % of a core."};
        QVERIFY(writeRunFile(run, folder().filePath(u"unfit.json"_s).toStdString()).ok());
        put(u"good.json"_s, 2, std::chrono::hours(1), std::chrono::milliseconds(2));
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        QTableView *table = showRuns(fixture);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 2);
        const auto health = [table](int row) { return table->model()->index(row, static_cast<int>(RunColumn::Health)); };
        QCOMPARE(health(0).data().toString(), u"● good"_s);
        QCOMPARE(health(1).data().toString(), u"■ invalid"_s);
        QCOMPARE(health(1).data(ToneRole).toInt(), static_cast<int>(Tone::Alarm));
        QCOMPARE(health(1).data(Qt::ToolTipRole).toString(), u"The engine took 97 % of a core."_s);
        const auto *heading = fixture.find<QLabel>("runHeading");
        click(table, 1);
        EVENTUALLY2(heading->text().endsWith(u"\nGenerator ■ invalid: The engine took 97 % of a core."_s), qPrintable(heading->text()));
        click(table, 0);
        EVENTUALLY2(heading->text().endsWith(u". Generator ● good."_s), qPrintable(heading->text()));
    }

    void aRunIsSeenOverTimeWithItsMarks()
    {
        QDir().mkpath(folder().path());
        RunRecord run = recordedRun(1, 8, 200, std::chrono::milliseconds(2));
        run.marks = {{.at = std::chrono::seconds(3), .kind = "mark", .pool = {}, .text = "cache off"}};
        QVERIFY(writeRunFile(run, folder().filePath(u"run.json"_s).toStdString()).ok());
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        QTableView *table = showRuns(fixture);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 1);
        click(table, 0);
        const auto *throughput = fixture.find<RunCourseChart>("runThroughput");
        EVENTUALLY_EQUAL(throughput->data().columns.size(), 1u);
        const std::vector<double> &perSecond = throughput->data().columns[0].values;
        QCOMPARE(perSecond.size(), run.series.size());
        for (std::size_t i = 0; i < perSecond.size(); ++i)
            QCOMPARE(perSecond[i], static_cast<double>(run.series[i].requests.completed));
        const std::vector<double> &p99 = fixture.find<RunCourseChart>("runResponse")->data().columns[0].values;
        for (std::size_t i = 0; i < p99.size(); ++i)
            QCOMPARE(p99[i], (std::chrono::duration<double, std::milli>(run.series[i].response.summary.p99).count()));
        const std::vector<ChartMark> &marks = throughput->findChild<ChartView *>()->decor().marks;
        QCOMPARE(marks.size(), 1u);
        QCOMPARE(marks[0].text, u"cache off"_s);
        QCOMPARE(marks[0].seconds, -5.0); // of eight
        QTest::keyClick(throughput->findChild<ChartView *>(), Qt::Key_Home);
        QCOMPARE(throughput->findChild<ChartView *>()->decor().readout->heading, u"0.5\u00A0s after the start"_s);
    }

    void severalRunsAreLaidOverEachOther()
    {
        for (int i = 0; i < 3; ++i)
            put(u"run%1.json"_s.arg(i), static_cast<std::uint64_t>(i) + 1, std::chrono::hours(i), std::chrono::milliseconds(i + 1));
        WindowFixture fixture;
        fixture.connectTo(m_server->target(), uniformPlan(1, 1));
        QTableView *table = showRuns(fixture);
        EVENTUALLY_EQUAL(table->model()->rowCount(), 3);
        table->selectAll();
        const auto *chart = fixture.find<RunCourseChart>("runResponse");
        EVENTUALLY_EQUAL(chart->data().columns.size(), 3u);
        QVERIFY(chart->data().columns[2].largest() > 2 * chart->data().columns[0].largest()); // the earliest first
        const auto *figures = fixture.find<QTableWidget>("runFigures");
        QCOMPARE(figures->columnCount(), 4);
        QCOMPARE(figures->item(0, 0)->text(), u"Throughput"_s);
        QCOMPARE(fixture.find<PercentileCurves>("percentileCurves")->curves().size(), 3u);
        QVERIFY(!chart->csv().isEmpty());
        click(table, 0);
        EVENTUALLY_EQUAL(chart->data().columns.size(), 1u);
    }
};

QTEST_MAIN(TestRunsPage)
#include "tst_runspage.moc"
