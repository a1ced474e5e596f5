// SPDX-License-Identifier: GPL-3.0-or-later
// Long: its tests share one record and its journal.
#include "model/core/random.h"
#include "model/run/arrivalscodec.h"
#include "model/run/runbuilder.h"
#include "model/store/runjournal.h"
#include "tests/support/emptyspools.h"
#include "tests/support/seededcases.h"
#include "tests/support/syncedfolders.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

RunRecord head()
{
    RunRecord run;
    run.startedAt = std::chrono::sys_days(2024y / 3 / 1) + 12h;
    run.plan = uniformPlan(2, 3);
    run.traffic.workload = soleWorkload("SELECT 1");
    run.seed = 5;
    run.server = {.version = "15.18", .maxConnections = 100};
    run.versions = {{"poolwart", "0.1.0"}};
    return run;
}

RunSecond second(int index)
{
    Histogram histogram;
    for (int i = 0; i <= index; ++i)
        histogram.record(1ms * (i + 1));
    const RunLatency latency = RunLatency::of(histogram);
    const auto served = static_cast<std::uint64_t>(index) + 1;
    return {.from = 1s * index,
            .to = 1s * (index + 1),
            .requests = {.offered = served + 1, .completed = served, .failed = 1},
            .acquire = latency,
            .service = latency,
            .response = latency,
            .errors = {{"57014", 1}},
            .pools = {{.name = "pool-1", .slots = 3, .inUse = index % 4, .requests = {.completed = served}}},
            .classes = {{.name = "page",
                         .requests = {.offered = served, .completed = served},
                         .response = {.p99 = 1ms * index},
                         .errors = {{"57014", 1}}}},
            .lagP99 = 1us * index};
}

// From the fourth second on of another workload.
RunBreakdown breakdown(int index)
{
    const RunLatency latency = second(index).response;
    const RequestCounts requests = second(index).requests;
    return {.workload = index < 3 ? 1U : 2U,
            .classes = {{{.name = index < 3 ? "before" : "page",
                          .requests = requests,
                          .service = latency.summary,
                          .response = latency.summary,
                          .errors = {{"57014", 1}}},
                         latency,
                         latency}},
            .scripts = {},
            .errorTexts = {{"57014", "text " + std::to_string(index)}},
            .arrivals = {{.at = 1s * index + 2ms, .kind = {}}, {.at = 1s * index + 1ms, .kind = {.classIndex = 1}}},
            .arrivalsLeftOut = index == 5 ? 3U : 0U};
}

// A file of at most so many bytes, while it lives; then writing fails as on a full disk.
class FileLimit
{
public:
    explicit FileLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileLimit(const FileLimit &) = delete;
    FileLimit &operator=(const FileLimit &) = delete;

private:
    rlimit m_before{};
};

} // namespace

class TestRunJournal : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string path() const { return m_folder.filePath(u"run.json.part"_s).toStdString(); }
    QByteArray content() const
    {
        QFile file(QString::fromStdString(path()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void replace(const QByteArray &bytes) const
    {
        QFile file(QString::fromStdString(path()));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }
    void record(int seconds) const
    {
        const auto journal = RunJournal::create(path(), head());
        QVERIFY(journal.ok());
        for (int i = 0; i < seconds; ++i)
            QVERIFY((*journal)->append(second(i), breakdown(i), {{.at = 1s * i, .kind = "mark", .text = "second"}}).ok());
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QFile::remove(QString::fromStdString(path()));
    }

    void whatWasRecordedIsARunThatWasInterrupted()
    {
        record(10);
        const RunRecord run = readRunFile(path()).value();
        QVERIFY(run.isInterrupted);
        QVERIFY(run.plan == head().plan);
        QVERIFY(run.traffic == head().traffic);
        QCOMPARE(run.seed, 5u);
        QCOMPARE(run.server, head().server);
        QCOMPARE(run.versions, head().versions);
        QCOMPARE(run.startedAt, head().startedAt);
        QCOMPARE(run.elapsedSeconds, 10.0);
        QCOMPARE(run.requests, (RequestCounts{.offered = 65, .completed = 55, .failed = 10}));
        QCOMPARE(run.response.count, 55u);
        QCOMPARE(run.response, run.histograms.response.summary);
        QCOMPARE(run.errors, (std::map<std::string, std::uint64_t>{{"57014", 10}}));
        QCOMPARE(run.pools.size(), 1u);
        QCOMPARE(run.pools[0].requests.completed, 55u);
        QCOMPARE(run.pools[0].counters.peakInUse, 3);
        QCOMPARE(run.series.size(), 10u);
        QCOMPARE(run.series[9], second(9));
        QCOMPARE(run.marks.size(), 10u);
    }

    void theClassesOfAnInterruptedRunAreThoseOfItsLastWorkload()
    {
        record(10);
        const RunRecord run = readRunFile(path()).value();
        QCOMPARE(run.classes.size(), 1u);
        QCOMPARE(run.classes[0].name, std::string("page"));
        QCOMPARE(run.classes[0].requests.completed, 55u - 6u);
        QCOMPARE(run.classes[0].response.count, 55u - 6u);
        QCOMPARE(run.classes[0].response, run.classes[0].responseHistogram.summary);
        QCOMPARE(run.classes[0].errors, (std::map<std::string, std::uint64_t>{{"57014", 7}}));
        QCOMPARE(run.errorTexts, (std::map<std::string, std::string>{{"57014", "text 0"}}));
    }

    void theArrivalsOfAnInterruptedRunAreThoseOfItsLastWorkloadInTheOrderOfTheirTimes()
    {
        record(10);
        const RunRecord run = readRunFile(path()).value();
        QVERIFY(run.arrivals);
        const auto arrivals = decodeArrivals(run.arrivals->data, run.arrivals->requests).value();
        QCOMPARE(arrivals.size(), std::size_t(7 * 2));
        QCOMPARE(arrivals.front().at, Duration(3s + 1ms));
        QCOMPARE(arrivals.front().kind.classIndex, 1);
        QCOMPARE(arrivals.back().at, Duration(9s + 2ms));
        QCOMPARE(run.arrivals->leftOut, 3u * 2 + 3u); // of the workload before, and what the fifth second left out
    }

    void aRunIsKeptWholeThatWasReadFromItsJournal()
    {
        record(3);
        const RunRecord run = readRunFile(path()).value();
        const std::string saved = m_folder.filePath(u"saved.json"_s).toStdString();
        QVERIFY(writeRunFile(run, saved).ok());
        QVERIFY(readRunFile(saved).value() == run);
    }

    // Wherever the program was killed: all lines that were whole are there, and none besides.
    void cutAtAnyByteItOpensUpToTheLastWholeSecond()
    {
        record(6);
        const QByteArray whole = content();
        const qsizetype headEnd = whole.indexOf('\n') + 1;
        constexpr qsizetype stride = 8 / seededCases(8);
        for (qsizetype length = 0; length < whole.size(); length += length < headEnd ? 97 : 31 * stride) {
            replace(whole.first(length));
            const auto run = readRunFile(path());
            const qsizetype lines = whole.first(length).count('\n');
            QCOMPARE(run.ok(), lines > 0);
            if (run)
                QCOMPARE(run->series.size(), std::size_t(lines - 1));
        }
    }

    void aDamagedLineIsRefusedWithItsNumber_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no JSON") << QByteArray("{\"second\":") << QByteArray("line 3: this is not a JSON object.");
        QTest::newRow("binary") << QByteArray("\0\xff\x01", 3) << QByteArray("line 3: this is not a JSON object.");
        QTest::newRow("no arrivals") << QByteArray(R"({"breakdown":{"arrivals":{"requests":2,"left_out":0,"data":"eJw="}}})")
                                     << QByteArray("line 3: breakdown.arrivals: the data of the arrivals is damaged or incomplete.");
    }
    void aDamagedLineIsRefusedWithItsNumber()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, message);
        record(2);
        QByteArrayList lines = content().split('\n');
        lines[2] = line;
        replace(lines.join('\n'));
        const auto run = readRunFile(path());
        QVERIFY(!run.ok());
        QCOMPARE(QByteArray::fromStdString(run.error().message), QByteArray::fromStdString("“" + path() + "” is refused: ") + message);
    }

    void aFigureThatCannotBeOneIsALapseAndTheRestIsRead_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("lapse");
        QTest::newRow("wrong type") << QByteArray(R"({"second":{"requests":{"offered":"many"}}})")
                                    << QByteArray("line 3: second.requests.offered: expected a whole number, got \"many\".");
        QTest::newRow("no histogram") << QByteArray(R"({"second":{"service":"HISTFAAAA"}})")
                                      << QByteArray(
                                             "line 3: second.service: this is not a histogram in HdrHistogram's V2 format, or it has "
                                             "another range.");
    }
    void aFigureThatCannotBeOneIsALapseAndTheRestIsRead()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, lapse);
        record(2);
        QByteArrayList lines = content().split('\n');
        lines[2] = line;
        replace(lines.join('\n'));
        const auto run = readRunFile(path());
        QVERIFY(run.ok());
        QCOMPARE(run->series.size(), std::size_t(2));
        QCOMPARE(run->lapses, std::vector{lapse.toStdString()});
    }

    void aJournalOfALaterVersionIsRefused()
    {
        record(1);
        replace(content().replace("\"version\":1,\"started_at\"", "\"version\":2,\"started_at\""));
        QCOMPARE(QString::fromStdString(readRunFile(path()).error().message),
                 u"“%1” is refused: line 1: version: the file has version 2, but this program reads version 1."_s.arg(
                     QString::fromStdString(path())));
    }

    void anyDamageIsRefusedOrReadButNeverACrash()
    {
        record(4);
        const QByteArray whole = content();
        Random random(9);
        for (int i = 0; i < seededCases(400); ++i) {
            QByteArray damaged = whole;
            for (int flips = 0; flips < 3; ++flips) {
                char &byte = damaged[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(whole.size())))];
                byte = static_cast<char>(byte ^ (1 << random.below(8)));
            }
            replace(damaged);
            const auto run = readRunFile(path());
            QVERIFY(!run.ok() || validate(run->plan).ok());
        }
    }

    void aFullDiskIsToldAndTheNextLineIsWholeAgain()
    {
        const auto journal = RunJournal::create(path(), head());
        QVERIFY((*journal)->append(second(0), {}, {}).ok());
        {
            const FileLimit limit(static_cast<rlim_t>(content().size()) + 100); // room for a part of the line
            const Done written = (*journal)->append(second(1), {}, {});
            QVERIFY(!written.ok());
            QCOMPARE(written.error().kind, ErrorKind::Io);
            QVERIFY2(written.error().message.find("run.json.part") != std::string::npos, written.error().message.c_str());
        }
        QVERIFY((*journal)->append(second(2), {}, {}).ok());
        const RunRecord run = readRunFile(path()).value();
        QCOMPARE(run.series.size(), 2u);
        QCOMPARE(run.series[1], second(2));
    }

    void aJournalThatWasLeftIsKeptBeside()
    {
        record(2);
        const QByteArray left = content();
        record(1);
        QFile old(QString::fromStdString(path()) + u".old"_s);
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), left);
    }

    void aLongRunIsKeptInConstantMemoryAndNothingIsLost()
    {
        RunSeries series(16);
        RequestCounts all;
        for (int i = 0; i < 1'000; ++i) {
            RunSecond next = second(i % 5);
            next.from = 1s * i;
            next.to = 1s * (i + 1);
            all = all + next.requests;
            series.add(std::move(next));
            QVERIFY(series.all().size() <= 16);
        }
        RequestCounts kept;
        RequestCounts ofClass;
        std::uint64_t values = 0;
        Duration end{0};
        for (const RunSecond &stretch : series.all()) {
            QCOMPARE(stretch.from, end);
            end = stretch.to;
            kept = kept + stretch.requests;
            ofClass = ofClass + stretch.classes[0].requests;
            values += stretch.response.summary.count;
        }
        QCOMPARE(end, Duration(1'000s));
        QCOMPARE(kept, all);
        QCOMPARE(ofClass.completed, all.completed);
        QCOMPARE(values, all.completed);
    }

    // Where the temporary file takes only the first of them, or none, the rest stays in memory.
    void theHistogramsOfALongRunAreTheSameWithAndWithoutRoomOnTheDisk_data()
    {
        QTest::addColumn<quint64>("room");
        QTest::newRow("room") << quint64(1'000'000);
        QTest::newRow("some") << quint64(700);
        QTest::newRow("none") << quint64(0);
    }
    void theHistogramsOfALongRunAreTheSameWithAndWithoutRoomOnTheDisk()
    {
        QFETCH(quint64, room);
        RunSeries series(8);
        std::vector<RunSecond> expected;
        {
            const FileLimit limit(room);
            for (int i = 0; i < 30; ++i)
                series.add(second(i));
        }
        for (int i = 0; i < 30; i += 4) { // halved twice; the last is not full yet
            RunSecond &stretch = expected.emplace_back(second(i));
            for (int k = i + 1; k < std::min(i + 4, 30); ++k)
                stretch = joined(stretch, second(k));
        }
        QCOMPARE(series.all().size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(series.all()[i].acquire, expected[i].acquire);
            QCOMPARE(series.all()[i].service, expected[i].service);
            QCOMPARE(series.all()[i].response, expected[i].response);
            QCOMPARE(series.all()[i].requests, expected[i].requests);
        }
    }

    void histogramsThatTheDiskLosesAreCounted()
    {
        RunSeries series(8);
        for (int i = 0; i < 30; ++i)
            series.add(second(i));
        QCOMPARE(series.lostHistograms(), std::size_t(0));
        QCOMPARE(emptySpools(), 1);
        QCOMPARE(series.lostHistograms(), 3 * (series.all().size() - 1)); // the last stretch is not full yet, and in memory
    }

    void aNewJournalIsOnTheDiskWithItsFolder()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(u"run.json.part"_s).toStdString();
        QVERIFY(RunJournal::create(path, {}).ok());
        SyncedFolders::clear();
        QVERIFY(RunJournal::create(path, {}).ok()); // the earlier one is renamed
        QVERIFY(SyncedFolders::contain(folder.path().toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestRunJournal)
#include "tst_runjournal.moc"
