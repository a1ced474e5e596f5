// SPDX-License-Identifier: GPL-3.0-or-later
// How `poolwart run` ends: by signals, at deadlines, and without its server.
#include "tests/app/runfixture.h"
#include "tests/support/tcpproxy.h"

#include <QElapsedTimer>

#include <csignal>

using namespace poolwart;
using namespace poolwart::exitcodes;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestRunEnds : public RunFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QFile::remove(outFile()); }
    void cleanup() { QTRY_COMPARE(m_server->backends("poolwart/"), 0); }

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

QTEST_GUILESS_MAIN(TestRunEnds)
#include "tst_runends.moc"
