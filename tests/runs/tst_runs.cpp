// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with runs afterwards: exported, compared, merged, listed.
#include "model/figures/histogramcodec.h"
#include "model/run/runcomparison.h"
#include "model/run/runmerge.h"
#include "model/store/runexport.h"
#include "model/store/runlist.h"
#include "tests/runs/runs.h"
#include "tests/support/syncedfolders.h"
#include "tests/support/tool.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

class TestRuns : public QObject
{
    Q_OBJECT

    // What another program understood of it, a line each.
    static QByteArrayList readBack(const QString &program, const QStringList &arguments, const QByteArray &input = {})
    {
        const ToolResult read = runTool({.program = program, .arguments = arguments, .input = input});
        if (read.exitCode != 0)
            qFatal("%s", read.output.constData());
        return read.output.trimmed().split('\n');
    }
    static const ComparedFigure &figure(const RunComparison &comparison, const std::string &id)
    {
        return *std::ranges::find(comparison.figures, id, &ComparedFigure::id);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    // --- export

    void theCsvIsReadByPythonWithALineASecondAndTheSameSums()
    {
        const RunRecord run = recordedRun(1, 5, 100, 2ms);
        const auto csv = exportRun(run, "csv").value();
        const QByteArrayList rows =
            readBack(u"/usr/bin/python3"_s,
                     {u"-c"_s, u"import csv, sys\n"
                               "rows = list(csv.DictReader(sys.stdin))\n"
                               "print(len(rows))\n"
                               "print(sum(int(r['completed']) for r in rows))\n"
                               "print(sum(int(r['pool, \"two\" served']) for r in rows))\n"
                               "print(rows[4]['from_us'], rows[4]['pool-1 waiting'])\n"
                               "print(sum(int(r['class page completed']) for r in rows), rows[0]['class page response_p99_us'])\n"_s},
                     csv);
        QCOMPARE(rows, (QByteArrayList{"5", QByteArray::number(quint64(run.requests.completed)),
                                       QByteArray::number(quint64(run.pools[1].requests.completed)), "4000000 1",
                                       QByteArray::number(quint64(run.requests.completed)) + " 4000"}));
    }

    void openMetricsHasEverySecondWithItsTime()
    {
        const RunRecord run = recordedRun(2, 3, 50, 1ms);
        const QByteArrayList seen = readBack(
            u"/usr/bin/python3"_s, {qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/store/prometheus/read.py"_s, u"openmetrics"_s},
            exportRun(run, "openmetrics").value());
        QVERIFY(seen.contains("gauge hikaricp_active_connections {pool='pool-1'} 2.0 @1709251201.000"));
        QVERIFY(seen.contains("gauge hikaricp_pending_threads {pool='pool-1'} 2.0 @1709251203.000"));
        QVERIFY(seen.contains("counter poolwart_requests_total {ending='completed'} " + QByteArray::number(quint64(run.requests.completed))
                              + ".0 @1709251203.000"));
        QVERIFY(seen.contains("counter poolwart_class_requests_total {class='page',ending='completed'} "
                              + QByteArray::number(quint64(run.requests.completed)) + ".0 @1709251203.000"));
    }

    void prometheusHasTheRunsLastFigures()
    {
        const RunRecord run = recordedRun(2, 3, 50, 1ms);
        const QByteArrayList seen = readBack(
            u"/usr/bin/python3"_s, {qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/store/prometheus/read.py"_s, u"prometheus"_s},
            exportRun(run, "prometheus").value());
        QVERIFY(seen.contains("counter poolwart_class_requests_total {class='page',ending='completed'} "
                              + QByteArray::number(quint64(run.requests.completed)) + ".0"));
        QVERIFY(seen.contains("counter poolwart_retries_total {} 0.0"));
        QVERIFY(seen.contains("summary poolwart_response_seconds_count {} " + QByteArray::number(quint64(run.requests.completed)) + ".0"));
        QVERIFY(seen.contains("gauge hikaricp_max_connections {pool='pool-1'} 3.0"));
        for (const QByteArray &line : seen) // what the file does not know is no zero
            QVERIFY2(!line.contains("hikaricp_min_connections") && !line.contains("creation_seconds") && !line.contains("pool_failed"),
                     line.constData());
    }

    void theHdrLogIsReadByTheReferenceImplementationWithTheSameCounts()
    {
        const QString java = QStandardPaths::findExecutable(u"java"_s);
        const QString jar = u"/usr/share/java/hdrhistogram.jar"_s;
        if (java.isEmpty() || !QFile::exists(jar))
            QSKIP("no Java, or no libhdrhistogram-java");
        const RunRecord run = recordedRun(3, 4, 200, 3ms);
        const QTemporaryDir folder;
        writeTestFile(folder.filePath(u"run.hlog"_s), exportRun(run, "hdr").value());
        const QByteArrayList lines =
            readBack(java, {u"-cp"_s, jar, qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/figures/hdr/ReadLog.java"_s,
                            folder.filePath(u"run.hlog"_s), u"99"_s});
        QCOMPARE(lines.size(), 12);
        for (qsizetype i = 0; i < 4; ++i) {
            const RunSecond &second = run.series[std::size_t(i)];
            const QByteArrayList response = lines[3 * i + 2].split(' ');
            QCOMPARE(response[0], QByteArray("response"));
            QCOMPARE(response[3].toULongLong(), quint64(second.response.summary.count));
            QCOMPARE(response[5].toLongLong(), qlonglong(second.response.summary.p99.count()));
        }
    }

    void aRunWithoutSecondsSaysSo()
    {
        for (const char *format : {"csv", "openmetrics", "hdr"})
            QVERIFY(!exportRun(RunRecord(), format).ok());
        QVERIFY(exportRun(RunRecord(), "prometheus").ok());
        QVERIFY(!exportRun(recordedRun(1, 1, 10, 1ms), "svg").ok());
    }

    // --- comparison

    void twiceTheTimeIsSeenAsTwiceAndClear()
    {
        const RunComparison comparison = compareRuns(recordedRun(4, 20, 400, 2ms), recordedRun(5, 20, 400, 4ms));
        const ComparedFigure &response = figure(comparison, "response_p50");
        QVERIFY(std::abs(*response.ratio - 2) < 0.2);
        QVERIFY(*response.least > 1.7 && *response.most < 2.3);
        QVERIFY(*response.least <= *response.medianRatio && *response.medianRatio <= *response.most);
        QVERIFY(response.isClear());
        QVERIFY(std::abs(*figure(comparison, "throughput").ratio - 1) < 0.05);
        QVERIFY(comparison.differences.empty());
        QCOMPARE(comparison.classes.size(), 1u);
        QCOMPARE(comparison.classes[0].name, std::string("page"));
        QCOMPARE(*comparison.classes[0].figures[0].ratio, *response.ratio);
    }

    void theSameLoadIsSeldomClearlyAnother()
    {
        int clear = 0;
        for (std::uint64_t seed = 10; seed < 50; ++seed)
            clear += figure(compareRuns(recordedRun(seed, 12, 60, 2ms), recordedRun(seed + 100, 12, 60, 2ms)), "response_p50").isClear();
        QVERIFY2(clear <= 8, qPrintable(QString::number(clear))); // 5 % are meant; so few seconds make it a little more
    }

    void fewSecondsAreNoEvidence()
    {
        const RunComparison comparison = compareRuns(recordedRun(4, 3, 100, 2ms), recordedRun(5, 20, 100, 4ms));
        QVERIFY(figure(comparison, "response_p50").ratio);
        QVERIFY(!figure(comparison, "response_p50").least);
        QVERIFY(!figure(comparison, "unserved").ratio); // of nothing
    }

    void whatDiffersBesideTheFiguresIsSaid()
    {
        RunRecord other = recordedRun(4, 5, 10, 1ms);
        other.plan = uniformPlan(1, 6);
        other.settings["work_mem"] = "64MB";
        QCOMPARE(compareRuns(recordedRun(4, 5, 10, 1ms), other).differences,
                 (std::vector<std::string>{"The plans differ.", "The servers' settings differ."}));
    }

    // --- merge

    void mergingIsAddingAndForgetsNothing()
    {
        const RunRecord a = recordedRun(6, 5, 100, 2ms);
        const RunRecord b = recordedRun(7, 7, 50, 8ms);
        const RunRecord all = mergeRuns({{"a.json", a}, {"b.json", b}}, false).value();
        QCOMPARE(all.requests, a.requests + b.requests);
        QCOMPARE(all.throughputPerSecond, a.throughputPerSecond + b.throughputPerSecond);
        QCOMPARE(all.sources, (std::vector<std::string>{"a.json", "b.json"}));
        QCOMPARE(all.pools[0].slots, 6);
        QCOMPARE(all.pools[0].requests.completed, a.pools[0].requests.completed + b.pools[0].requests.completed);
        Histogram expected = decodeHistogram(a.histograms.response.histogram).value();
        expected.add(decodeHistogram(b.histograms.response.histogram).value());
        QCOMPARE(all.response, RunLatency::of(expected).summary);
        QCOMPARE(all.classes.size(), 1u);
        QCOMPARE(all.classes[0].requests, all.requests);
        QCOMPARE(all.classes[0].response, all.response);
        QCOMPARE(all.series.size(), 7u);
        QCOMPARE(all.series[0].requests, a.series[0].requests + b.series[0].requests);
        QCOMPARE(all.series[6].requests, b.series[6].requests);
        QVERIFY(runFromJson(runToJson(all)).value() == all);
    }

    void runsOfDifferentPlansAreAddedOnlyIfThatIsWanted()
    {
        RunRecord other = recordedRun(7, 5, 50, 8ms);
        other.plan = uniformPlan(1, 6);
        const std::vector<NamedRun> runs{{"a.json", recordedRun(6, 5, 100, 2ms)}, {"b.json", other}};
        QCOMPARE(mergeRuns(runs, false).error().message, std::string("“a.json” and “b.json” are runs of different plans."));
        QVERIFY(mergeRuns(runs, true).ok());
        other.histograms = {};
        QVERIFY(!mergeRuns({runs[0], {"c.json", other}}, true).ok()); // nothing to add
        QVERIFY(!mergeRuns({runs[0]}, true).ok());
    }

    // --- list

    void aFolderIsListedLatestFirstAndWhatCannotBeReadWithItsReason()
    {
        const QTemporaryDir folder;
        const auto path = [&folder](const char *name) { return folder.filePath(QString::fromLatin1(name)).toStdString(); };
        RunRecord early = recordedRun(1, 6, 10, 1ms);
        early.startedAt -= 24h;
        QVERIFY(writeRunFile(early, path("early.json")).ok());
        QVERIFY(writeRunFile(recordedRun(2, 3, 10, 1ms), path("late.json")).ok());
        writeTestFile(folder.filePath(u"plan.json"_s), "{\"format\": \"poolwart-plan\"}");
        writeTestFile(folder.filePath(u"torn.json"_s), runText(early).first(900));
        const std::vector<RunEntry> runs = listRuns(folder.path().toStdString());
        QCOMPARE(runs.size(), 3u);
        QCOMPARE(runs[0].path, path("late.json"));
        QCOMPARE(runs[1].path, path("early.json"));
        QCOMPARE(runs[1].course.size(), 6u);
        QVERIFY(runs[2].fault);
    }

    void notesAndTagsGoIntoTheFileAndNothingElseChanges()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(u"run.json"_s).toStdString();
        RunRecord run = recordedRun(1, 4, 10, 1ms);
        QVERIFY(writeRunFile(run, path).ok());
        QVERIFY(annotateRun(path, "Before the change.", {"base"}).ok());
        run.notes = "Before the change.";
        run.tags = {"base"};
        QVERIFY(readRunFile(path).value() == run);
    }

    void whatIsDeletedComesBack()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(u"run.json"_s).toStdString();
        QVERIFY(writeRunFile(recordedRun(1, 1, 10, 1ms), path).ok());
        const std::string trashed = trashRun(path).value();
        QVERIFY(listRuns(folder.path().toStdString()).empty());
        QVERIFY(restoreRun(trashed, path).ok());
        QCOMPARE(listRuns(folder.path().toStdString()).size(), 1u);
        QVERIFY(!trashRun(path + "x").ok());
    }

    void aRunThatIsMovedIsOnTheDiskWithBothFolders()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(u"run.json"_s).toStdString();
        QVERIFY(writeRunFile(recordedRun(1, 1, 10, 1ms), path).ok());
        SyncedFolders::clear();
        const std::string trashed = trashRun(path).value();
        const fs::path trash = fs::path(trashed).parent_path();
        QVERIFY(SyncedFolders::contain(folder.path().toStdString()));
        QVERIFY(SyncedFolders::contain(trash));
        SyncedFolders::clear();
        QVERIFY(restoreRun(trashed, path).ok());
        QVERIFY(SyncedFolders::contain(folder.path().toStdString()));
        QVERIFY(SyncedFolders::contain(trash));
    }

    void tooManyRunsLoseTheOldestButNoneWithNotes()
    {
        const QTemporaryDir folder;
        for (int i = 0; i < 6; ++i) {
            RunRecord run = recordedRun(1, 1, 10, 1ms);
            run.startedAt += std::chrono::hours(i);
            run.notes = i == 0 ? "keep" : "";
            QVERIFY(writeRunFile(run, folder.filePath(u"%1.json"_s.arg(i)).toStdString()).ok());
        }
        QCOMPARE(trimRuns(folder.path().toStdString(), {.number = 3}), 2);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), (QStringList{u"0.json"_s, u"3.json"_s, u"4.json"_s, u"5.json"_s}));
    }
};

QTEST_GUILESS_MAIN(TestRuns)
#include "tst_runs.moc"
