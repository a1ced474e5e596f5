// SPDX-License-Identifier: GPL-3.0-or-later
// `poolwart run` as a process against a real server.
#include "model/store/runfile.h"
#include "tests/support/program.h"
#include "tests/support/tcpproxy.h"
#include "tests/support/testserver.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

constexpr int ok = 0;
constexpr int badInput = 1;
constexpr int cannotConnect = 2;
constexpr int cut = 3;
constexpr int overBudget = 4;

} // namespace

class TestRun : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestServer> m_server;
    QTemporaryDir m_folder;

    QString target() const { return targetUri(m_server->target()); }
    QString outFile() const { return m_folder.filePath(u"run.json"_s); }

    // A short run on the test's server, with a run file.
    QStringList arguments(const QStringList &more) const
    {
        return QStringList{u"run"_s, u"--target"_s, target(), u"--warmup"_s, u"200ms"_s, u"--duration"_s, u"1s"_s, u"--out"_s, outFile()} + more;
    }
    RunRecord record() const
    {
        const auto run = readRunFile(outFile().toStdString());
        if (!run)
            qFatal("%s", run.error().message.c_str());
        return *run;
    }
    void compareConservation(const RunRecord &run) const { QCOMPARE(run.requests.offered, run.requests.ended()); }
    bool awaitActive(const char *statement, int count) const
    {
        const std::string sql = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = '"
                                + std::string(statement) + "'";
        return QTest::qWaitFor([&] { return std::stoi(m_server->value(sql)) >= count; }, 10'000);
    }

    // Each of so many slots has carried the default statement.
    bool awaitTraffic(int slotCount) const
    {
        const std::string sql
            = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/%/p%' AND query = 'SELECT 1'";
        return QTest::qWaitFor([&] { return std::stoi(m_server->value(sql)) >= slotCount; }, 10'000);
    }

    // Until statements have begun half a second after now: the figures have long begun, and answers count.
    bool awaitCountedTraffic() const
    {
        const std::string sql = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'poolwart/%/p%' AND query_start > '"
                                + m_server->value("SELECT now()") + "'::timestamptz + interval '500 ms'";
        return QTest::qWaitFor([&] { return m_server->value(sql) != "0"; }, 10'000);
    }

    static bool findFile(const QString &folder, const QString &name)
    {
        return QDirIterator(folder, {name}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories).hasNext();
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init() { QFile::remove(outFile()); }
    void cleanup() { QTRY_COMPARE(m_server->backends("poolwart/"), 0); }

    void fivePoolsOfTwelveServeAlikeAndLeaveNothingBehind()
    {
        const auto result = Program::run(arguments({u"--pools"_s, u"5"_s, u"--slots"_s, u"12"_s, u"--clients"_s, u"60"_s, u"--duration"_s, u"2s"_s}));
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.exitCode, ok);

        const RunRecord run = record();
        compareConservation(run);
        QCOMPARE(run.pools.size(), 5u);
        const auto [least, most] = std::ranges::minmax(run.pools, {}, &RunPool::served);
        QVERIFY(least.served > 0);
        QVERIFY2(static_cast<double>(least.served) > 0.99 * static_cast<double>(most.served),
                 qPrintable(u"%1 and %2"_s.arg(least.served).arg(most.served)));
        for (const RunPool &pool : run.pools) {
            QCOMPARE(pool.slots, 12);
            QCOMPARE(pool.opened, 12u);
            QCOMPARE(pool.timeouts, 0u);
        }
        QCOMPARE(run.requests.failed, 0u);
        QCOMPARE(run.shutdown.backendsLeft, std::optional(0));
        QCOMPARE(run.shutdown.cancelled, 0u);
        QCOMPARE(run.server.maxConnections, 100);
        QCOMPARE(run.server.usable, 97);
        QVERIFY(run.elapsedSeconds >= 2.0);
        QVERIFY(run.elapsedSeconds < 2.5);
    }

    void aSummaryForPeopleIsPrintedUnlessJsonIsAskedFor()
    {
        const auto table = Program::run(arguments({u"--pools"_s, u"2"_s, u"--slots"_s, u"2"_s}));
        QCOMPARE(table.exitCode, ok);
        for (const char *words : {"pool-1", "pool-2", "p99.9", "Offered", "Shutdown"})
            QVERIFY2(table.out.contains(words), words);

        const auto json = Program::run(arguments({u"--pools"_s, u"2"_s, u"--slots"_s, u"2"_s, u"--json"_s, u"--seed"_s, u"42"_s}));
        QCOMPARE(json.exitCode, ok);
        const auto run = runFromJson(QJsonDocument::fromJson(json.out).object());
        QVERIFY2(run.ok(), run.ok() ? "" : run.error().message.c_str());
        QVERIFY(*run == record());
        QCOMPARE(run->seed, 42u);
    }

    void thePlanOfARunFileRunsAgain()
    {
        QCOMPARE(Program::run(arguments({u"--pools"_s, u"3"_s, u"--slots"_s, u"2"_s})).exitCode, ok);
        const QString first = m_folder.filePath(u"first.json"_s);
        QVERIFY(QFile::copy(outFile(), first));
        QCOMPARE(Program::run(arguments({first})).exitCode, ok);
        QCOMPARE(record().plan, readRunFile(first.toStdString()).value().plan);
    }

    void theTargetComesFromEachOfTheFourPlaces_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        const Target target = m_server->target();
        const auto of = [&target](const char *key) { return QString::fromStdString(target.parameters.at(key)); };
        const QString uri = targetUri(target);
        const QString services = m_folder.filePath(u"services"_s);
        QFile file(services);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(u"[shop]\nhost=%1\nport=%2\nuser=%3\ndbname=%4\n"_s.arg(of("host"), of("port"), of("user"), of("dbname")).toUtf8());
        QTest::addRow("--target") << QStringList{u"--target"_s, uri} << QString() << QString();
        QTest::addRow("--service") << QStringList{u"--service"_s, u"shop"_s} << u"PGSERVICEFILE"_s << services;
        QTest::addRow("DATABASE_URL") << QStringList() << u"DATABASE_URL"_s << uri + u"&schema=public&connection_limit=5"_s;
        QTest::addRow("PG*") << QStringList() << QString() << QString();
    }
    void theTargetComesFromEachOfTheFourPlaces()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, variable);
        QFETCH(QString, value);
        Program::Environment environment;
        if (!variable.isEmpty()) {
            environment[variable] = value;
        } else if (arguments.isEmpty()) {
            const std::map<std::string, QString> variables{
                {"host", u"PGHOST"_s}, {"port", u"PGPORT"_s}, {"user", u"PGUSER"_s}, {"dbname", u"PGDATABASE"_s}};
            for (const auto &[key, name] : variables)
                environment[name] = QString::fromStdString(m_server->target().parameters.at(key));
        }
        const auto result = Program::run(QStringList{u"run"_s, u"--warmup"_s, u"0"_s, u"--duration"_s, u"200ms"_s, u"--pools"_s, u"1"_s, u"--slots"_s, u"2"_s} + arguments, environment);
        QCOMPARE(result.exitCode, ok);
        QCOMPARE(result.err.contains("schema"), variable == u"DATABASE_URL"_s);
    }

    void aFixedRateIsKeptAndItsLagReported()
    {
        QCOMPARE(Program::run(arguments({u"--pools"_s, u"2"_s, u"--rate"_s, u"500"_s, u"--duration"_s, u"3s"_s})).exitCode, ok);
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY2(run.throughputPerSecond > 430 && run.throughputPerSecond < 570, qPrintable(QString::number(run.throughputPerSecond)));
        QVERIFY(run.scheduleLag.max > Duration(0));
        QCOMPARE(std::get<OpenLoop>(run.traffic.arrivals).ratePerSecond, 500.0);
    }

    void aMigrationShareOfNothingLeavesAllOnTheFirstPool()
    {
        QCOMPARE(Program::run(arguments({u"--pools"_s, u"3"_s, u"--migration-share"_s, u"0"_s})).exitCode, ok);
        const RunRecord run = record();
        QVERIFY(run.pools[0].served > 0);
        QCOMPARE(run.pools[1].served + run.pools[2].served, 0u);
    }

    void requestsThatFindNoSlotTimeOutAndAreCountedAndTold()
    {
        const auto result = Program::run(arguments({u"--pools"_s, u"1"_s, u"--slots"_s, u"1"_s, u"--clients"_s, u"5"_s,
                                                    u"--acquire-timeout"_s, u"100ms"_s, u"--statement"_s, u"SELECT pg_sleep(0.4)"_s}));
        QCOMPARE(result.exitCode, ok);
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(run.requests.timedOut > 0);
        QCOMPARE(run.pools[0].timeouts, run.requests.timedOut);
        QVERIFY2(result.err.contains("pool-1"), result.err.constData());
    }

    void aWrongPasswordIsTheServersRefusalAndNeverShown()
    {
        Target wrong = m_server->networkTarget();
        wrong.password = Secret("wr0ng-pa55");
        const auto result = Program::run({u"run"_s, u"--target"_s, targetUri(wrong)});
        QCOMPARE(result.exitCode, cannotConnect);
        QVERIFY2(result.err.contains("password authentication failed"), result.err.constData());
        QVERIFY(!result.err.contains("wr0ng-pa55"));
    }

    void aServerThatIsNotThereIsSaidToBeSo_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QByteArray>("words");
        QTest::addRow("unknown host") << u"postgresql://app@nowhere.invalid/app"_s << QByteArray("nowhere.invalid");
        QTest::addRow("no server") << u"postgresql://app@127.0.0.1:1/app"_s << QByteArray("127.0.0.1");
        QTest::addRow("no socket") << u"postgresql:///app?host=/nowhere"_s << QByteArray("/nowhere");
    }
    void aServerThatIsNotThereIsSaidToBeSo()
    {
        QFETCH(QString, uri);
        QFETCH(QByteArray, words);
        QElapsedTimer timer;
        timer.start();
        const auto result = Program::run({u"run"_s, u"--target"_s, uri, u"--out"_s, outFile()});
        QCOMPARE(result.exitCode, cannotConnect);
        QVERIFY2(result.err.contains(words), result.err.constData());
        QVERIFY(!QFile::exists(outFile()));
        QVERIFY(timer.elapsed() < 15'000);
    }

    void withoutATargetTheErrorNamesAllWaysToSayOne()
    {
        const auto result = Program::run({u"run"_s});
        QCOMPARE(result.exitCode, badInput);
        for (const char *way : {"--sandbox", "--target", "--service", "DATABASE_URL", "PG"})
            QVERIFY2(result.err.contains(way), way);
    }

    void aPlanOverTheBudgetOpensNothing()
    {
        const auto result = Program::run(arguments({u"--pools"_s, u"20"_s, u"--slots"_s, u"12"_s}));
        QCOMPARE(result.exitCode, overBudget);
        QVERIFY2(result.err.contains("240") && result.err.contains("97"), result.err.constData());
        QVERIFY(!QFile::exists(outFile()));
    }

    void theSandboxIsMadeUsedAndStopped()
    {
        QTemporaryDir folder(QDir::tempPath() + u"/poolwart-run-XXXXXX"_s);
        QFile::setPermissions(folder.path(), QFileDevice::Permissions(0x7755)); // the server may be another user
        const QString sandbox = folder.filePath(u"sandbox"_s);
        const QStringList base{u"run"_s, u"--sandbox"_s, u"--max-connections"_s, u"20"_s, u"--duration"_s, u"500ms"_s, u"--out"_s, outFile(), u"--slots"_s, u"12"_s};
        const auto fits = Program::run(base + QStringList{u"--pools"_s, u"1"_s}, {{u"POOLWART_SANDBOX"_s, sandbox}});
        QCOMPARE(fits.exitCode, ok);
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(run.requests.completed > 0);
        QCOMPARE(run.server.maxConnections, 20);
        QCOMPARE(run.traffic.workload, soleWorkload(defaultScript()));

        const auto over = Program::run(base + QStringList{u"--pools"_s, u"5"_s}, {{u"POOLWART_SANDBOX"_s, sandbox}});
        QCOMPARE(over.exitCode, overBudget);
        QVERIFY2(over.err.contains("60"), over.err.constData());
        QVERIFY(QDir(sandbox).exists());
        QVERIFY(!findFile(sandbox, u"postmaster.pid"_s)); // no server is left running
    }

    void anErrorInTheStatementIsToldAndCounted()
    {
        const auto result = Program::run(arguments({u"--statement"_s, u"SELECT * FROM nowhere"_s, u"--pools"_s, u"2"_s, u"--slots"_s, u"2"_s}));
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.err.contains("\"nowhere\" does not exist"), result.err.constData());
        QVERIFY(result.err.count('\n') <= 10);
        const RunRecord run = record();
        compareConservation(run);
        QCOMPARE(run.requests.completed, 0u);
        QCOMPARE(run.errors.at("42P01"), run.requests.failed);
    }

    void aResultOfAMillionRowsIsReadThroughInLittleMemory()
    {
        // What began is served to its end, however slow the machine, and counts.
        Program program(arguments({u"--statement"_s, u"SELECT * FROM generate_series(1, 1000000)"_s, u"--pools"_s, u"2"_s,
                                   u"--slots"_s, u"1"_s, u"--clients"_s, u"2"_s, u"--warmup"_s, u"0"_s, u"--duration"_s, u"3s"_s,
                                   u"--drain"_s, u"2m"_s}),
                        // What AddressSanitizer holds back of freed memory is not the program's.
                        {{u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":quarantine_size_mb=1"_s}});
        qint64 peakKiB = 0;
        while (program.isRunning()) {
            QFile status(u"/proc/%1/status"_s.arg(program.processId()));
            if (status.open(QIODevice::ReadOnly)) {
                const QByteArray text = status.readAll();
                const qsizetype at = text.indexOf("VmHWM:");
                peakKiB = std::max(peakKiB, at < 0 ? 0 : text.mid(at + 6, 12).simplified().split(' ').front().toLongLong());
            }
            QTest::qWait(50); // how often it is looked at; the last look misses little
        }
        const auto result = program.wait();
        QCOMPARE(result.exitCode, ok);
        QVERIFY(record().requests.completed > 0);
        QVERIFY2(peakKiB < 300 * 1024, qPrintable(u"%1 KiB"_s.arg(peakKiB)));
    }

    void aServerThatDiesIsToldAndNoRequestIsLostFromTheCounts()
    {
        Program program(arguments({u"--pools"_s, u"2"_s, u"--slots"_s, u"4"_s, u"--warmup"_s, u"0"_s, u"--duration"_s, u"4s"_s}));
        QVERIFY(awaitTraffic(8));
        QVERIFY(awaitCountedTraffic());
        m_server->stopImmediate();
        const auto result = program.wait();
        m_server->start();
        QCOMPARE(result.exitCode, cannotConnect);
        QVERIFY2(result.err.contains("gone at the end"), result.err.constData());
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(run.requests.completed > 0);
        QCOMPARE(run.shutdown.backendsLeft, std::nullopt);
    }

    void aServerThatComesBackIsUsedAgain()
    {
        Program program(arguments({u"--pools"_s, u"2"_s, u"--slots"_s, u"4"_s, u"--warmup"_s, u"0"_s, u"--duration"_s, u"3s"_s}));
        QVERIFY(awaitTraffic(8));
        m_server->restart();
        const auto result = program.wait();
        QCOMPARE(result.exitCode, ok);
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(run.pools[0].opened > 4);
        QCOMPARE(run.shutdown.backendsLeft, std::optional(0));
    }

    void aTerminatedRunLetsItsStatementsFinish()
    {
        Program program(arguments({u"--pools"_s, u"2"_s, u"--slots"_s, u"3"_s, u"--clients"_s, u"6"_s, u"--duration"_s, u"1m"_s,
                                   u"--statement"_s, u"SELECT pg_sleep(3)"_s}));
        QVERIFY(awaitActive("SELECT pg_sleep(3)", 6));
        program.signal(SIGTERM);
        const auto result = program.wait(8'000);
        QCOMPARE(result.exitCode, ok);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->backends("poolwart/"), 0, 1'000);
        const RunRecord run = record();
        compareConservation(run);
        QCOMPARE(run.requests.cancelled, 0u);
        QVERIFY(run.shutdown.drained >= 6);
        QCOMPARE(run.shutdown.backendsLeft, std::optional(0));
    }

    void aShortDrainCancelsWhatStillRuns()
    {
        Program program(arguments({u"--pools"_s, u"2"_s, u"--slots"_s, u"3"_s, u"--clients"_s, u"6"_s, u"--duration"_s, u"1m"_s,
                                   u"--drain"_s, u"1s"_s, u"--statement"_s, u"SELECT pg_sleep(30)"_s}));
        QVERIFY(awaitActive("SELECT pg_sleep(30)", 6));
        QElapsedTimer timer;
        timer.start();
        program.signal(SIGINT);
        const auto result = program.wait(8'000);
        QCOMPARE(result.exitCode, cut);
        QVERIFY(timer.elapsed() < 5'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->backends("poolwart/"), 0, 1'000);
        const RunRecord run = record();
        QCOMPARE(run.shutdown.cancelled, 6u);
        compareConservation(run);
    }

    void aSecondSignalMeansNow()
    {
        Program program(arguments({u"--pools"_s, u"1"_s, u"--slots"_s, u"2"_s, u"--clients"_s, u"2"_s, u"--duration"_s, u"1m"_s,
                                   u"--statement"_s, u"SELECT pg_sleep(30)"_s}));
        QVERIFY(awaitActive("SELECT pg_sleep(30)", 2));
        program.signal(SIGTERM);
        program.signal(SIGINT); // another one: two of the same might be delivered as one
        QCOMPARE(program.wait(5'000).exitCode, cut);
    }

    void aSignalBeforeTheTrafficEndsTheRunWithoutAFile()
    {
        TcpProxy proxy(static_cast<std::uint16_t>(m_server->port()));
        proxy.setMode(TcpProxy::Mode::Silent);
        Program program({u"run"_s, u"--target"_s, targetUri(proxy.through(m_server->networkTarget())), u"--out"_s, outFile()});
        QTRY_VERIFY(proxy.accepted() > 0);
        program.signal(SIGTERM);
        const auto result = program.wait(5'000);
        QCOMPARE(result.exitCode, cut);
        QVERIFY2(result.err.contains("before the traffic"), result.err.constData());
        QVERIFY(!QFile::exists(outFile()));
    }

    void aFileThatCannotBeWrittenIsSaidBeforeTheRun()
    {
        const auto result = Program::run({u"run"_s, u"--target"_s, target(), u"--out"_s, u"/no/such/folder/run.json"_s});
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.err.contains("/no/such/folder"), result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
