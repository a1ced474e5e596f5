// SPDX-License-Identifier: GPL-3.0-or-later
// Long: its tests share one record with a value in each field.
#include "model/core/random.h"
#include "model/store/planfile.h"
#include "model/store/runfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

LatencySummary latency(std::uint64_t count, Duration unit)
{
    return {
        .count = count, .mean = unit, .p50 = unit, .p95 = 2 * unit, .p99 = 3 * unit, .p999 = 4 * unit, .p9999 = 4 * unit, .max = 5 * unit};
}

RunLatency three(Duration first, Duration second, Duration third)
{
    Histogram histogram;
    for (const Duration value : {first, second, third})
        histogram.record(value);
    return RunLatency::of(histogram);
}

// Long: a value in each field.
RunRecord sampleRun()
{
    RunRecord run;
    run.startedAt = std::chrono::sys_days(2024y / 3 / 1) + 12h;
    run.plan = uniformPlan(1, 12);
    run.traffic.workload = soleWorkload("SELECT 1");
    run.traffic.protocol = Protocol::Extended;
    run.seed = 42;
    run.server = {.version = "15.18 (Debian)", .maxConnections = 100, .superuserReserved = 3, .usable = 97};
    run.opening = {.wanted = 12, .open = 12};
    run.elapsedSeconds = 5.001;
    run.throughputPerSecond = 3999.2;
    run.requests = {.offered = 20'006, .completed = 20'000, .failed = 1, .timedOut = 2, .rejected = 1, .cancelled = 1, .dropped = 1};
    run.acquire = latency(20'000, 300ns);
    run.service = latency(20'000, 71us);
    run.response = latency(20'000, 72us);
    run.pools = {{{.name = "pool-1",
                   .slots = 12,
                   .requests = {.completed = 20'000, .timedOut = 2},
                   .counters = {.opened = 12, .peakInUse = 12, .peakWaiting = 48},
                   .blockedWait = 1500us},
                  11,
                  "no"}};
    run.errors = {{"42P01", 1}};
    run.errorTexts = {{"42P01", "there is no such table"}};
    run.classes = {{{.name = "page",
                     .requests = {.offered = 2, .completed = 1, .failed = 1},
                     .service = latency(1, 1us),
                     .response = latency(1, 2us),
                     .errors = {{"42P01", 1}}},
                    {},
                    three(1ms, 2ms, 3ms)}};
    run.retries = {.attempts = 3, .completed = 2, .refused = 1};
    run.deadlinesPassed = 1;
    run.blockedWait = 1500us;
    run.scheduleLag = {.p50 = 1us, .p99 = 2us, .max = 3us};
    run.cpuMicrosPerRequest = 6.5;
    run.generator = {.wakeP99 = 60us,
                     .wakeMax = 3ms,
                     .longestTurn = 800us,
                     .engineCpuShare = 0.97,
                     .verdict = {.grade = HealthGrade::Invalid, .reason = "The engine was busy."}};
    run.shutdown = {.drained = 60, .backendsLeft = 0, .elapsed = 12ms};
    const RunLatency milliseconds = three(1ms, 2ms, 3ms);
    run.histograms = {.acquire = three(0us, 0us, 1us), .service = milliseconds, .response = milliseconds};
    run.series = {{.from = 0s,
                   .to = 1s,
                   .requests = {.offered = 4, .completed = 3, .failed = 1},
                   .acquire = run.histograms.acquire,
                   .service = milliseconds,
                   .response = milliseconds,
                   .errors = {{"42P01", 1}},
                   .retries = {.attempts = 3, .completed = 2, .refused = 1},
                   .deadlinesPassed = 1,
                   .blockedWait = 1500us,
                   .pools = {{.name = "pool-1",
                              .slots = 12,
                              .inUse = 2,
                              .idle = 10,
                              .requests = {.completed = 3},
                              .acquire = {.p99 = 1us},
                              .response = {.p99 = 3ms}}},
                   .classes = {{.name = "page",
                                .requests = {.offered = 4, .completed = 3, .failed = 1},
                                .response = {.p99 = 3ms},
                                .errors = {{"42P01", 1}}}},
                   .server = RunServerSecond{.ours = 12, .others = 1, .commitsPerSecond = 3.5},
                   .lagP99 = 40us,
                   .cpuShare = 0.25}};
    run.marks = {{.at = 500ms, .kind = "pool-resized", .pool = "pool-1", .text = "12 slots"}};
    run.settings = {{"shared_buffers", "128MB"}};
    run.versions = {{"poolwart", "0.1.0"}};
    run.notes = "Before the change.";
    run.tags = {"before", "night"};
    return run;
}

const QByteArray sampleText = R"json({
  "format": "poolwart-run",
  "version": 1,
  "started_at": "2024-03-01T12:00:00Z",
  "plan": {
    "format": "poolwart-plan",
    "version": 1,
    "application_name": "app",
    "policy": "round-robin",
    "migration_share": 100,
    "fleet": {"replicas": 1, "surge": 0, "processes": 1},
    "pools": [
      {
        "name": "pool-1",
        "slots": 12,
        "minimum_idle": null,
        "acquire_timeout": "20s",
        "connect_timeout": "5s",
        "idle_timeout": "5m",
        "max_lifetime": "30m",
        "statement_timeout": null,
        "queue_limit": null,
        "weight": 1
      }
    ]
  },
  "traffic": {
    "protocol": "extended",
    "protocol_used": null,
    "clients": 60,
    "think_time": "0s",
    "think_exponential": false,
    "statement": "SELECT 1",
    "retries": {"attempts": 1, "initial_backoff": "10ms", "max_backoff": "1s", "jitter": 50, "budget": 10},
    "seed": 42
  },
  "server": {
    "version": "15.18 (Debian)",
    "max_connections": 100,
    "superuser_reserved_connections": 3,
    "reserved_connections": 0,
    "usable": 97,
    "service_time": null
  },
  "opening": {"wanted": 12, "open": 12},
  "elapsed_s": 5.001,
  "throughput_per_s": 3999.2,
  "requests": {
    "offered": 20006,
    "completed": 20000,
    "failed": 1,
    "timed_out": 2,
    "rejected": 1,
    "cancelled": 1,
    "dropped": 1
  },
  "latency_us": {
    "acquire": {
      "count": 20000,
      "mean": 0.3,
      "p50": 0.3,
      "p95": 0.6,
      "p99": 0.9,
      "p999": 1.2,
      "p9999": 1.2,
      "max": 1.5
    },
    "service": {
      "count": 20000,
      "mean": 71,
      "p50": 71,
      "p95": 142,
      "p99": 213,
      "p999": 284,
      "p9999": 284,
      "max": 355
    },
    "response": {
      "count": 20000,
      "mean": 72,
      "p50": 72,
      "p95": 144,
      "p99": 216,
      "p999": 288,
      "p9999": 288,
      "max": 360
    }
  },
  "pools": [
    {
      "name": "pool-1",
      "slots": 12,
      "opened": 12,
      "served": 20000,
      "timeouts": 2,
      "stranded_us": 1500,
      "peak_in_use": 12,
      "peak_waiting": 48,
      "open": 11,
      "connect_error": "no"
    }
  ],
  "errors": {"42P01": 1},
  "error_texts": {"42P01": "there is no such table"},
  "classes": [
    {
      "name": "page",
      "class": "",
      "requests": {
        "offered": 2,
        "completed": 1,
        "failed": 1,
        "timed_out": 0,
        "rejected": 0,
        "cancelled": 0,
        "dropped": 0
      },
      "latency_us": {
        "service": {"count": 1, "mean": 1, "p50": 1, "p95": 2, "p99": 3, "p999": 4, "p9999": 4, "max": 5},
        "response": {"count": 1, "mean": 2, "p50": 2, "p95": 4, "p99": 6, "p999": 8, "p9999": 8, "max": 10}
      },
      "errors": {"42P01": 1},
      "histograms": {
        "service": "",
        "response": "SERVICE"
      }
    }
  ],
  "scripts": [],
  "retries": {"attempts": 3, "completed": 2, "refused": 1},
  "deadlines_passed": 1,
  "stranded_us": 1500,
  "generator": {
    "schedule_lag_us": {"p50": 1, "p99": 2, "max": 3},
    "cpu_us_per_request": 6.5,
    "wake_us": {"p99": 60, "max": 3000},
    "longest_turn_us": 800,
    "engine_cpu_share": 0.97,
    "starved_share": null,
    "dropped_events": 0,
    "verdict": "unfit",
    "reason": "The engine was busy."
  },
  "shutdown": {"drained": 60, "cancelled": 0, "cut": 0, "backends_left": 0, "elapsed_ms": 12},
  "interrupted": false,
  "settings": {"shared_buffers": "128MB"},
  "versions": {"poolwart": "0.1.0"},
  "notes": "Before the change.",
  "tags": ["before","night"],
  "sources": [],
  "histograms": {
    "acquire": "ACQUIRE",
    "service": "SERVICE",
    "response": "SERVICE"
  },
  "marks_left_out": 0,
  "marks": [{"at_us":500000,"kind":"pool-resized","pool":"pool-1","text":"12 slots"}],
  "series": [
    {"from_us":0,"to_us":1000000,"requests":{"offered":4,"completed":3,"failed":1,"timed_out":0,"rejected":0,"cancelled":0,"dropped":0},"acquire":"ACQUIRE","service":"SERVICE","response":"SERVICE","errors":{"42P01":1},"retries":{"attempts":3,"completed":2,"refused":1},"deadlines_passed":1,"stranded_us":1500,"pools":[{"name":"pool-1","slots":12,"in_use":2,"idle":10,"waiting":0,"served":3,"timeouts":0,"opened":0,"stranded_us":0,"acquire_p99_us":1,"response_p99_us":3000}],"classes":[{"name":"page","requests":{"offered":4,"completed":3,"failed":1,"timed_out":0,"rejected":0,"cancelled":0,"dropped":0},"errors":{"42P01":1},"response_p99_us":3000}],"server":{"ours":12,"others":1,"commits_per_s":3.5},"lag_p99_us":40,"cpu_share":0.25}
  ]
}
)json";

} // namespace

class TestRunFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aRunReadsFromTheTopAsTheReadmeTellsIt()
    {
        // What zlib makes of a histogram is not the same in all of its versions.
        QByteArray expected = sampleText;
        expected.replace("ACQUIRE", sampleRun().histograms.acquire.histogram.c_str());
        expected.replace("SERVICE", sampleRun().histograms.service.histogram.c_str());
        QCOMPARE(runText(sampleRun()).split('\n'), expected.split('\n'));
    }

    void aRunIsReadAsItWasWritten()
    {
        RunRecord run = sampleRun();
        const std::string path = m_folder.filePath(u"run.json"_s).toStdString();
        QVERIFY(writeRunFile(run, path).ok());
        QVERIFY(readRunFile(path).value() == run);

        run.shutdown.backendsLeft = std::nullopt;
        for (const RateShape &shape : {RateShape(SteadyRate()), RateShape(RateRamp{.toPerSecond = 0.5, .over = 90s}),
                                       RateShape(RateSteps{.increment = -10.25, .each = 1500ms, .count = 7}),
                                       RateShape(RateBursts{.peakPerSecond = 9999, .period = 2min, .length = 1ms})}) {
            run.traffic.arrivals = OpenLoop{.ratePerSecond = 1234.5, .poisson = false, .shape = shape};
            QVERIFY(writeRunFile(run, path).ok());
            QVERIFY(readRunFile(path).value() == run);
        }
        run.traffic.arrivals = ClosedLoop{.clients = 7, .thinkTime = 250ms, .thinksExponentially = true};
        QVERIFY(writeRunFile(run, path).ok());
        QVERIFY(readRunFile(path).value() == run);
        QVERIFY(readPlanFile(path).value() == run.plan);
    }

    void itIsForItsOwnerOnlyAndHoldsNoSecretOfItsScripts()
    {
        RunRecord run = sampleRun();
        const std::string path = m_folder.filePath(u"secret.json"_s).toStdString();
        run.traffic.workload = soleWorkload("ALTER ROLE app PASSWORD 'geheim'");
        QVERIFY(writeRunFile(run, path).ok());
        struct stat found = {};
        QCOMPARE(::stat(path.c_str(), &found), 0);
        QCOMPARE(found.st_mode & 07777, mode_t(0600));
        QCOMPARE(readRunFile(path).value().traffic.workload, soleWorkload("ALTER ROLE app PASSWORD <redacted>"));
        QVERIFY(!runText(run).contains("geheim"));

        run.traffic.workload.scripts.push_back({.name = "second", .text = "SELECT 'kept'", .className = {}});
        const Workload read = runFromJson(runToJson(run)).value().traffic.workload;
        QCOMPARE(read.scripts.front().text, std::string("ALTER ROLE app PASSWORD <redacted>"));
        QCOMPARE(read.scripts.back().text, std::string("SELECT 'kept'"));
    }

    void aFileOfBeforeThePartsIsReadAsOneThatHasNone()
    {
        QJsonObject object = runToJson(sampleRun());
        for (const char *later : {"error_texts", "classes", "scripts", "retries", "deadlines_passed", "stranded_us"})
            object.remove(QLatin1StringView(later));
        QJsonObject traffic = object[u"traffic"_s].toObject();
        traffic.remove(u"retries"_s);
        object[u"traffic"_s] = traffic;
        RunRecord expected = sampleRun();
        expected.errorTexts.clear();
        expected.classes.clear();
        expected.retries = {};
        expected.deadlinesPassed = 0;
        expected.blockedWait = {};
        QVERIFY(runFromJson(object).value() == expected);
    }

    void theRetryPolicyOfARunIsReadAsItWasWritten()
    {
        RunRecord run = sampleRun();
        run.traffic.retries = {.maxAttempts = 4, .initialBackoff = 5ms, .maxBackoff = 2s, .jitter = 20, .budget = 30};
        QVERIFY(runFromJson(runToJson(run)).value() == run);
    }

    void aFieldOfALaterVersionIsPassedOver()
    {
        QJsonObject object = runToJson(sampleRun());
        object[u"later"_s] = u"…"_s;
        QVERIFY(runFromJson(object).value() == sampleRun());
    }

    void aWrongFieldIsRefusedWithItsPath_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const QString &field, const QJsonValue &value, const char *message) {
            QTest::addRow("%s", message) << field << value << QByteArray(message);
        };
        row(u"format"_s, u"poolwart-plan"_s, "format: this is not a run: expected “poolwart-run”, got “poolwart-plan”.");
        row(u"version"_s, 2, "version: the file has version 2, but this program reads version 1.");
        row(u"started_at"_s, u"noon"_s, "started_at: “noon” is not a timestamp.");
        row(u"traffic"_s, QJsonObject{{u"protocol"_s, u"v4"_s}}, "traffic.protocol: unknown protocol “v4”.");
        row(u"tags"_s, QJsonArray{u"a"_s, 1}, "tags[1]: expected a text, got 1.");
        row(u"series"_s, 1e12, "series: expected a list, got 1000000000000.");
        row(u"marks"_s, QJsonArray{QJsonObject{{u"kind"_s, 4}}}, "marks[0].kind: expected a text, got 4.");
        row(u"traffic"_s, QJsonObject{{u"protocol"_s, u"simple"_s}, {u"rate_per_s"_s, 100}, {u"ramp"_s, QJsonObject{{u"to_per_s"_s, -1}}}},
            "traffic.rate_per_s: ramp: the rate must be from 0 to 1000000 requests per second.");
        row(u"traffic"_s, QJsonObject{{u"protocol"_s, u"simple"_s}, {u"clients"_s, -1}},
            "traffic.clients: clients: -1 is outside 0 to 10000.");
        row(u"traffic"_s, QJsonObject{{u"protocol"_s, u"simple"_s}, {u"retries"_s, QJsonObject{{u"attempts"_s, 21}}}},
            "traffic.retries: retries: attempts 21 is outside 1 to 20.");
        row(u"generator"_s, QJsonObject{{u"verdict"_s, u"fine"_s}}, "generator.verdict: unknown verdict “fine”.");
        row(u"plan"_s, QJsonObject{}, "plan.format: this is not a plan: expected “poolwart-plan”, got “”.");
    }
    void aWrongFieldIsRefusedWithItsPath()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QByteArray, message);
        QJsonObject object = runToJson(sampleRun());
        object[field] = value;
        const auto run = runFromJson(object);
        QVERIFY(!run.ok());
        QCOMPARE(QByteArray::fromStdString(run.error().message), message);
    }

    void aFigureThatCannotBeRightIsALapseAndTheRestIsRead_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QByteArray>("lapse");
        const auto row = [](const QString &field, const QJsonValue &value, const char *lapse) {
            QTest::addRow("%s", lapse) << field << value << QByteArray(lapse);
        };
        row(u"requests"_s, QJsonObject{{u"offered"_s, -1}}, "requests.offered: -1 is out of range.");
        row(u"latency_us"_s, QJsonObject{{u"service"_s, QJsonObject{{u"p99"_s, -3}}}},
            "latency_us.service.p99: this is not a time in microseconds.");
        row(u"errors"_s, QJsonObject{{u"57P01"_s, u"x"_s}}, "errors.57P01: expected a whole number, got \"x\".");
        row(u"histograms"_s, QJsonObject{{u"service"_s, u"HISTF"_s}},
            "histograms.service: this is not a histogram in HdrHistogram's V2 format, or it has another "
            "range.");
        row(u"series"_s, QJsonArray{QJsonObject{{u"from_us"_s, 2}, {u"to_us"_s, 1}}},
            "series[0].to_us: this is before the start of the run.");
        row(u"elapsed_s"_s, -1, "elapsed_s: -1 is out of range.");
        row(u"throughput_per_s"_s, -0.5, "throughput_per_s: -0.5 is out of range.");
        row(u"opening"_s, QJsonObject{{u"open"_s, -2}}, "opening.open: -2 is out of range.");
        row(u"requests"_s, QJsonObject{{u"completed"_s, 1e30}}, "requests.completed: 1e+30 is out of range.");
    }
    void aFigureThatCannotBeRightIsALapseAndTheRestIsRead()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QByteArray, lapse);
        QJsonObject object = runToJson(sampleRun());
        object[field] = value;
        const auto run = runFromJson(object);
        QVERIFY(run.ok());
        QCOMPARE(run->lapses, std::vector{lapse.toStdString()});
        QCOMPARE(run->plan, sampleRun().plan);
        QVERIFY(run->pools == sampleRun().pools);
        QVERIFY(lapsesOf(*run, "run.json"));
    }

    void aNegativeWaitInASeriesLosesNothingElse()
    {
        RunRecord expected = sampleRun();
        RunRecord broken = expected;
        broken.series[0].pools[0].blockedWait = -440'761us;
        const std::string path = m_folder.filePath(u"negative.json"_s).toStdString();
        const Done written = writeRunFile(broken, path);
        QVERIFY(!written.ok()); // so that whoever wrote it keeps the recording
        QVERIFY(QString::fromStdString(written.error().message)
                    .contains(u"series[0].pools[0].stranded_us: this is not a time in microseconds."_s));
        const auto run = readRunFile(path);
        QVERIFY(run.ok());
        QCOMPARE(run->lapses, std::vector<std::string>{"series[0].pools[0].stranded_us: this is not a time in microseconds."});
        expected.lapses = run->lapses;
        expected.series[0].pools[0].blockedWait = {};
        QVERIFY(*run == expected);
    }

    void aDamagedRunFileIsRefusedOrReadButNeverACrash()
    {
        Random random(3);
        const QByteArray whole = runText(sampleRun());
        for (int i = 0; i < 2'000; ++i) {
            QByteArray damaged = whole;
            char &byte = damaged[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(whole.size())))];
            byte = static_cast<char>(byte ^ (1 << random.below(8)));
            const auto run = runFromJson(QJsonDocument::fromJson(damaged).object());
            QVERIFY(!run.ok() || validate(run->plan).ok());
        }
    }
};

QTEST_GUILESS_MAIN(TestRunFile)
#include "tst_runfile.moc"
