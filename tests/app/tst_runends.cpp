// SPDX-License-Identifier: GPL-3.0-or-later
// How `poolwart run` ends: by signals, at deadlines, and without its server.
#include "model/store/runjournal.h"
#include "tests/app/runfixture.h"
#include "tests/support/eventually.h"
#include "tests/support/tcpproxy.h"

#include <algorithm>
#include <csignal>

using namespace poolwart;
using namespace poolwart::exitcodes;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestRunEnds : public RunFixture
{
    Q_OBJECT

    // So many of the seconds that the run has recorded so far.
    qsizetype secondsWithTheServersFigures() const
    {
        QFile journal(QString::fromStdString(journalPath(outFile().toStdString())));
        return journal.open(QIODevice::ReadOnly) ? journal.readAll().count("\"server\"") : 0;
    }

    qsizetype secondsRecorded() const
    {
        QFile journal(QString::fromStdString(journalPath(outFile().toStdString())));
        return journal.open(QIODevice::ReadOnly) ? journal.readAll().count("\"second\"") : 0;
    }

    // One of the pool's connections was refused, which is told once.
    static bool saysNoServer(Program &program, const char *pool)
    {
        const QByteArrayList lines = program.errorsSoFar().split('\n');
        return std::ranges::any_of(lines,
                                   [pool](const QByteArray &line) { return line.contains(pool) && line.contains("no server listens"); });
    }

private Q_SLOTS:
    void init() { QFile::remove(outFile()); }
    void cleanup() { EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0); }

    void aServerThatDiesIsToldAndNoRequestIsLostFromTheCounts()
    {
        Program program(endlessArguments(2, 4, {u"--drain"_s, u"1s"_s})); // nobody is left to serve what waits
        QVERIFY(awaitTraffic(8));
        m_server->stopImmediate();
        EVENTUALLY(saysNoServer(program, "pool-1") && saysNoServer(program, "pool-2"));
        program.signal(SIGTERM);
        const auto result = program.wait();
        m_server->start();
        QCOMPARE(result.exitCode, cannotConnect);
        QVERIFY2(result.err.contains("unreachable at the end"), result.err.constData());
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(run.requests.completed > 0);
        QCOMPARE(run.shutdown.backendsLeft, std::nullopt);
    }

    void aServerThatComesBackIsUsedAgain()
    {
        Program program(endlessArguments(2, 4));
        QVERIFY(awaitTraffic(8));
        m_server->restart();
        const qsizetype before = secondsWithTheServersFigures();
        QVERIFY(awaitTraffic(8));
        EVENTUALLY(secondsWithTheServersFigures() > before + 1); // the monitor is back, too
        program.signal(SIGTERM);
        const auto result = program.wait();
        QCOMPARE(result.exitCode, ok);
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(run.pools[0].counters.opened > 4);
        QCOMPARE(run.shutdown.backendsLeft, std::optional(0));
    }

    void aRunOfWhichMostFailsEndsByItself()
    {
        Program program(endlessArguments(1, 2, {u"--clients"_s, u"4"_s, u"--statement"_s, u"SELECT * FROM nowhere"_s}));
        const auto result = program.wait();
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.err.contains("42P01") && result.err.contains("\"nowhere\" does not exist")
                     && result.err.contains("--continue-anyway"),
                 result.err.constData());
        const RunRecord run = record();
        compareConservation(run);
        QVERIFY(run.requests.failed > run.requests.completed);
        QVERIFY(run.generator.verdict.grade != HealthGrade::Good);
    }

    void aRunThatIsToContinueAnywayDoes()
    {
        Program program(
            endlessArguments(1, 2, {u"--clients"_s, u"4"_s, u"--statement"_s, u"SELECT * FROM nowhere"_s, u"--continue-anyway"_s}));
        EVENTUALLY(secondsRecorded() > 6);
        program.signal(SIGTERM);
        QCOMPARE(program.wait().exitCode, badInput);
    }

    void aTerminatedRunLetsItsStatementsFinish()
    {
        Program program(
            endlessArguments(2, 3, {u"--clients"_s, u"6"_s, u"--statement"_s, u"SELECT pg_sleep(12)"_s})); // more than ten seconds
        QVERIFY(awaitActive("SELECT pg_sleep(12)", 6));
        program.signal(SIGTERM);
        const auto result = program.wait();
        QCOMPARE(result.exitCode, ok);
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0);
        const RunRecord run = record();
        compareConservation(run);
        QCOMPARE(run.requests.cancelled, 0u);
        QVERIFY(run.shutdown.drained >= 6);
        QCOMPARE(run.shutdown.backendsLeft, std::optional(0));
    }

    void aShortDrainCancelsWhatStillRuns()
    {
        Program program(
            endlessArguments(2, 3, {u"--clients"_s, u"6"_s, u"--drain"_s, u"1s"_s, u"--statement"_s, u"SELECT pg_sleep(3600)"_s}));
        QVERIFY(awaitActive("SELECT pg_sleep(3600)", 6));
        program.signal(SIGINT);
        const auto result = program.wait();
        QCOMPARE(result.exitCode, cut);
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0);
        const RunRecord run = record();
        QCOMPARE(run.shutdown.cancelled, 6u);
        compareConservation(run);
    }

    void aSecondSignalMeansNow()
    {
        Program program(endlessArguments(1, 2, {u"--clients"_s, u"2"_s, u"--statement"_s, u"SELECT pg_sleep(3600)"_s}));
        QVERIFY(awaitActive("SELECT pg_sleep(3600)", 2));
        program.signal(SIGTERM);
        program.signal(SIGINT); // another one: two of the same might be delivered as one
        QCOMPARE(program.wait().exitCode, cut);
    }

    void aSignalBeforeTheTrafficEndsTheRunWithoutAFile()
    {
        TcpProxy proxy(static_cast<std::uint16_t>(m_server->port()));
        proxy.setMode(TcpProxy::Mode::Silent);
        Program program({u"run"_s, u"--target"_s, targetUri(proxy.through(m_server->networkTarget())), u"--out"_s, outFile()});
        EVENTUALLY(proxy.accepted() > 0);
        program.signal(SIGTERM);
        const auto result = program.wait();
        QCOMPARE(result.exitCode, cut);
        QVERIFY2(result.err.contains("before the traffic"), result.err.constData());
        QVERIFY(!QFile::exists(outFile()));
    }

    void aFileThatCannotBeWrittenIsSaidBeforeTheRun()
    {
        const auto result = Program::run({u"run"_s, u"--target"_s, target(), u"--out"_s, u"/no/such/folder/run.json"_s});
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.err.contains("/no/such/folder"), result.err.constData());
        const auto device = Program::run({u"run"_s, u"--target"_s, target(), u"--out"_s, u"/dev/null"_s});
        QCOMPARE(device.exitCode, badInput);
        QVERIFY2(device.err.contains("/dev/null” is not a regular file"), device.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestRunEnds)
#include "tst_runends.moc"
