// SPDX-License-Identifier: GPL-3.0-or-later
// `poolwart run` as a process against a real server: targets, options, figures, and what is refused.
#include "model/run/arrivalscodec.h"
#include "model/tables/format.h"
#include "tests/app/runfixture.h"
#include "tests/support/eventually.h"
#include "tests/support/openingnotes.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonDocument>

#include <algorithm>
#include <csignal>

using namespace poolwart;
using namespace poolwart::exitcodes;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestRun : public RunFixture
{
    Q_OBJECT

    static bool findFile(const QString &folder, const QString &name)
    {
        return QDirIterator(folder, {name}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories).hasNext();
    }

    // Every request was meant for so long after the one before it, and none is missing.
    static bool isEven(const RunRecord &run, Duration spacing)
    {
        const auto arrivals = decodeArrivals(run.arrivals.value().data, run.requests.offered).value();
        return std::ranges::adjacent_find(arrivals, [spacing](const auto &one, const auto &next) { return next.at - one.at != spacing; })
            == arrivals.end();
    }

private Q_SLOTS:
    void init() { QFile::remove(outFile()); }
    void cleanup() { EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0); }

    void fivePoolsOfTwelveServeAlikeAndLeaveNothingBehind()
    {
        const auto result = Program::run(endlessArguments(5, 12, {u"--clients"_s, u"60"_s, u"--duration"_s, u"2s"_s}));
        QCOMPARE(withoutOpeningNotes(result.err), QByteArray());
        QCOMPARE(result.exitCode, ok);

        const RunRecord run = record();
        compareConservation(run);
        QCOMPARE(run.pools.size(), 5u);
        const auto completed = [](const RunPool &pool) { return pool.requests.completed; };
        const auto [least, most] = std::ranges::minmax(run.pools, {}, completed);
        QVERIFY(least.requests.completed > 0);
        QVERIFY2(most.requests.completed - least.requests.completed <= 1,
                 qPrintable(u"%1 and %2"_s.arg(least.requests.completed).arg(most.requests.completed))); // in turn
        for (const RunPool &pool : run.pools) {
            QCOMPARE(pool.slots, 12);
            QCOMPARE(pool.counters.opened, 12u);
            QCOMPARE(pool.requests.timedOut, 0u);
        }
        QCOMPARE(run.requests.failed, 0u);
        QCOMPARE(run.shutdown.backendsLeft, std::optional(0));
        QCOMPARE(run.shutdown.cancelled, 0u);
        QCOMPARE(run.server.maxConnections, 100);
        QCOMPARE(run.server.usable, 97);
        QVERIFY(run.elapsedSeconds >= 2.0);
    }

    void aSummaryForPeopleIsPrintedUnlessJsonIsAskedFor()
    {
        const auto table = Program::run(arguments({u"--pools"_s, u"2"_s, u"--slots"_s, u"2"_s, u"--warmup"_s, u"200ms"_s}));
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
        const auto result = Program::run(
            QStringList{u"run"_s, u"--warmup"_s, u"0"_s, u"--duration"_s, u"200ms"_s, u"--pools"_s, u"1"_s, u"--slots"_s, u"2"_s}
                + arguments,
            environment);
        QCOMPARE(result.exitCode, ok);
        QCOMPARE(result.err.contains("schema"), variable == u"DATABASE_URL"_s);
    }

    void aFixedRateIsKeptAndItsLagReported()
    {
        QCOMPARE(Program::run(arguments({u"--pools"_s, u"2"_s, u"--rate"_s, u"500"_s, u"--spacing"_s, u"even"_s, u"--duration"_s, u"3s"_s,
                                         u"--record-arrivals"_s}))
                     .exitCode,
                 ok);
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(isEven(run, 2ms));
        QVERIFY(run.scheduleLag.max > Duration(0));
        QCOMPARE(std::get<OpenLoop>(run.traffic.arrivals).ratePerSecond, 500.0);
    }

    // A closed loop would have sent almost nothing in the meantime, and shown almost nothing of it.
    void aServerStalledFor1400MsShowsInTheResponseAndHardlyInTheService()
    {
        QElapsedTimer whole;
        whole.start();
        Program program(endlessArguments(1, 2, {u"--rate"_s, u"500"_s, u"--spacing"_s, u"even"_s, u"--record-arrivals"_s}));
        QVERIFY(awaitTraffic(1));                         // as a rule one slot serves such a rate alone
        EVENTUALLY(m_server->backends("poolwart/") >= 3); // both slots and the monitor
        QVERIFY(m_server->freeze("poolwart/") >= 3);
        QElapsedTimer stall;
        stall.start();
        EVENTUALLY(stall.elapsed() >= 1'400 && stall.elapsed() >= whole.elapsed() / 2); // so that it is a good part of the run
        m_server->thaw();
        program.signal(SIGTERM); // what has come meanwhile is served
        const auto result = program.wait();
        QCOMPARE(result.exitCode, ok);

        const RunRecord run = record();
        compareConservation(run);
        QCOMPARE(run.requests.completed, run.requests.offered);
        QVERIFY(isEven(run, 2ms)); // also while the server stood still
        QVERIFY2(run.response.p99 > 1s, qPrintable(QString::number(run.response.p99.count())));
        QVERIFY2(run.service.p99 < run.response.p99 / 2, qPrintable(QString::number(run.service.p99.count())));
        QVERIFY(run.service.max > 1s); // the two that were under way

        const QList<QByteArray> lines = result.out.split('\n');
        const auto row = [&lines](const char *name) {
            return std::ranges::find_if(lines, [name](const QByteArray &line) { return line.startsWith(name); });
        };
        QVERIFY(row("response") != lines.end() && row("response")->contains(formatTime(run.response.p99).toUtf8()));
        QCOMPARE(row("response") - row("service"), 1); // beside each other
        QVERIFY2(result.out.contains("500/s, open loop, even"), result.out.constData());
    }

    void aRunTellsInItsFirstLineThatItsGeneratorWasNotGood()
    {
        // More than any engine can send: what it measures is itself.
        const auto result = Program::run(arguments({u"--pools"_s, u"1"_s, u"--slots"_s, u"2"_s, u"--rate"_s, u"1000000"_s}));
        QVERIFY(result.exitCode == ok || result.exitCode == cut);
        const RunRecord run = record();
        QCOMPARE(run.generator.verdict.grade, HealthGrade::Invalid);
        QVERIFY2(result.out.startsWith("INVALID: the load generator was overloaded, so these figures are unreliable. "
                                       + QByteArray::fromStdString(run.generator.verdict.reason) + '\n'),
                 result.out.constData());
    }

    void aMigrationShareOfNothingLeavesAllOnTheFirstPool()
    {
        QCOMPARE(Program::run(arguments({u"--pools"_s, u"3"_s, u"--migration-share"_s, u"0"_s})).exitCode, ok);
        const RunRecord run = record();
        QVERIFY(run.pools[0].requests.completed > 0);
        QCOMPARE(run.pools[1].requests.completed + run.pools[2].requests.completed, 0u);
    }

    void requestsThatFindNoSlotTimeOutAndAreCountedAndTold()
    {
        const auto result = Program::run(arguments({u"--pools"_s, u"1"_s, u"--slots"_s, u"1"_s, u"--clients"_s, u"5"_s,
                                                    u"--acquire-timeout"_s, u"100ms"_s, u"--statement"_s, u"SELECT pg_sleep(0.4)"_s}));
        QCOMPARE(result.exitCode, ok);
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(run.requests.timedOut > 0);
        QCOMPARE(run.pools[0].requests.timedOut, run.requests.timedOut);
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
        const auto result = Program::run({u"run"_s, u"--target"_s, uri, u"--out"_s, outFile()});
        QCOMPARE(result.exitCode, cannotConnect);
        QVERIFY2(result.err.contains(words), result.err.constData());
        QVERIFY(!QFile::exists(outFile()));
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
        const QStringList base{u"run"_s,   u"--sandbox"_s, u"--max-connections"_s, u"20"_s, u"--duration"_s, u"500ms"_s,
                               u"--out"_s, outFile(),      u"--slots"_s,           u"12"_s};
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
        QVERIFY2(over.err.contains("The largest plan of this shape that fits has 5 × 3 slots. Use --slots 3."), over.err.constData());
        const auto offered =
            Program::run(base + QStringList{u"--pools"_s, u"5"_s, u"--slots"_s, u"3"_s}, {{u"POOLWART_SANDBOX"_s, sandbox}});
        QCOMPARE(offered.exitCode, ok);
        QVERIFY(QDir(sandbox).exists());
        QVERIFY(!findFile(sandbox, u"postmaster.pid"_s)); // no server is left running
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
