// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"
#include "model/store/planfile.h"
#include "model/store/runfile.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

LatencySummary latency(std::uint64_t count, Duration unit)
{
    return {.count = count, .mean = unit, .p50 = unit, .p95 = 2 * unit, .p99 = 3 * unit, .p999 = 4 * unit, .p9999 = 4 * unit, .max = 5 * unit};
}

RunRecord sampleRun()
{
    RunRecord run;
    run.startedAt = std::chrono::sys_days(2024y / 3 / 1) + 12h;
    run.plan = uniformPlan(1, 12);
    run.traffic.workload = soleWorkload("SELECT 1");
    run.traffic.protocol = Protocol::Extended;
    run.seed = 42;
    run.server = {.version = "15.18 (Debian)", .maxConnections = 100, .superuserReserved = 3, .usable = 97};
    run.elapsedSeconds = 5.001;
    run.throughputPerSecond = 3999.2;
    run.requests = {.offered = 20'006, .completed = 20'000, .failed = 1, .timedOut = 2, .rejected = 1, .cancelled = 1, .dropped = 1};
    run.acquire = latency(20'000, 300ns);
    run.service = latency(20'000, 71us);
    run.response = latency(20'000, 72us);
    run.pools = {{.name = "pool-1", .slots = 12, .opened = 12, .served = 20'000, .timeouts = 2, .peakInUse = 12, .peakWaiting = 48}};
    run.errors = {{"42P01", 1}};
    run.scheduleLag = {.p50 = 1us, .p99 = 2us, .max = 3us};
    run.cpuMicrosPerRequest = 6.5;
    run.shutdown = {.drained = 60, .backendsLeft = 0, .elapsedMs = 12};
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
        "statement_timeout": "30s",
        "queue_limit": null
      }
    ]
  },
  "traffic": {"protocol": "extended", "clients": 60, "think_time": "0s", "statement": "SELECT 1", "seed": 42},
  "server": {
    "version": "15.18 (Debian)",
    "max_connections": 100,
    "superuser_reserved_connections": 3,
    "reserved_connections": 0,
    "usable": 97,
    "service_time": null
  },
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
      "peak_in_use": 12,
      "peak_waiting": 48
    }
  ],
  "errors": {"42P01": 1},
  "generator": {"schedule_lag_us": {"p50": 1, "p99": 2, "max": 3}, "cpu_us_per_request": 6.5},
  "shutdown": {"drained": 60, "cancelled": 0, "cut": 0, "backends_left": 0, "elapsed_ms": 12}
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
        QCOMPARE(runText(sampleRun()).split('\n'), sampleText.split('\n'));
    }

    void aRunIsReadAsItWasWritten()
    {
        RunRecord run = sampleRun();
        const std::string path = m_folder.filePath(u"run.json"_s).toStdString();
        QVERIFY(writeRunFile(run, path).ok());
        QVERIFY(readRunFile(path).value() == run);

        run.traffic.arrivals = OpenLoop{.ratePerSecond = 1234.5, .poisson = false};
        run.shutdown.backendsLeft = std::nullopt;
        QVERIFY(writeRunFile(run, path).ok());
        QVERIFY(readRunFile(path).value() == run);
        QVERIFY(readPlanFile(path).value() == run.plan);
    }

    void aFieldOfALaterVersionIsPassedOver()
    {
        QJsonObject object = runToJson(sampleRun());
        object[u"histogram"_s] = u"…"_s;
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
        row(u"format"_s, u"poolwart-plan"_s, "format: this is no run: “poolwart-run” is expected, not “poolwart-plan”.");
        row(u"version"_s, 2, "version: the file is of version 2; this program reads version 1.");
        row(u"started_at"_s, u"noon"_s, "started_at: “noon” is no moment in time.");
        row(u"requests"_s, QJsonObject{{u"offered"_s, -1}}, "requests.offered: -1 is beyond any limit.");
        row(u"latency_us"_s,
            QJsonObject{{u"service"_s, QJsonObject{{u"p99"_s, -3}}}},
            "latency_us.service.p99: this is no time in microseconds.");
        row(u"errors"_s, QJsonObject{{u"57P01"_s, u"x"_s}}, "errors.57P01: a whole number is expected here, not \"x\".");
        row(u"traffic"_s, QJsonObject{{u"protocol"_s, u"v4"_s}}, "traffic.protocol: there is no protocol “v4”.");
        row(u"plan"_s, QJsonObject{}, "plan.format: this is no plan: “poolwart-plan” is expected, not “”.");
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

    void aDamagedRunFileIsRefusedOrReadButNeverACrash()
    {
        Random random(3);
        const QByteArray whole = runText(sampleRun());
        for (int i = 0; i < 5'000; ++i) {
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
