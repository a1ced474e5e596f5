// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands do where they cannot write: full disks, readers that are gone, streams that are closed; and what a
// run needs of its process.
#include "tests/app/runfixture.h"
#include "tests/support/eventually.h"
#include "tests/support/patientplan.h"
#include "tests/support/smalldisk.h"
#include "tests/support/tool.h"

#include "model/store/planfile.h"

#include <QFileInfo>

#include <sys/stat.h>

#include <csignal>
#include <utility>

using namespace poolwart;
using namespace poolwart::exitcodes;
using namespace Qt::StringLiterals;

namespace {

// Descriptor 4 is then a pipe whose reader is gone.
QString withBrokenPipe(const QString &line)
{
    return u"rm -f pipe; mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; "_s + line;
}

} // namespace

class TestOutput : public RunFixture
{
    Q_OBJECT

private:
    std::unique_ptr<SmallDisk> m_disk = SmallDisk::make(1'024);

    QString planFile() const { return m_folder.filePath(u"plan.json"_s); }
    QString runFile() const { return m_folder.filePath(u"given.json"_s); }

    // The program under a shell: `line` holds "$POOLWART_PROGRAM" and redirections, `arguments` are its "$@".
    ToolResult shell(const QString &line, const QStringList &arguments) const
    {
        return runTool({.program = u"/bin/sh"_s,
                        .arguments = QStringList{u"-c"_s, line, u"sh"_s} + arguments,
                        .folder = m_folder.path(),
                        .environment = {},
                        .input = {}});
    }
    // Each as long as it is asked for, on two patient slots.
    QStringList shortRun(const QString &out) const
    {
        return {u"run"_s, patientFile(),   u"--target"_s, target(),     u"--rate"_s, u"50"_s,    u"--warmup"_s,
                u"0"_s,   u"--duration"_s, u"1s"_s,       u"--drain"_s, u"1h"_s,     u"--out"_s, out};
    }
    QString patientFile() const { return m_folder.filePath(u"two.json"_s); }
    static mode_t modeOf(const QString &path)
    {
        struct stat found = {};
        return ::stat(path.toUtf8().constData(), &found) == 0 ? found.st_mode & 0777 : 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writePlanFile(uniformPlan(2, 3), planFile().toStdString()).ok());
        QVERIFY(writePlanFile(patientPlan(1, 2), patientFile().toStdString()).ok());
        QCOMPARE(Program::run({u"simulate"_s, u"--pools"_s, u"2"_s, u"--slots"_s, u"2"_s, u"--duration"_s, u"2s"_s, u"--out"_s, runFile()})
                     .exitCode,
                 ok);
    }

    void aCommandWhoseOutputDoesNotArriveFailsAndSaysSo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addRow("help") << QStringList{u"--help"_s};
        QTest::addRow("version") << QStringList{u"--version"_s};
        QTest::addRow("help of a command") << QStringList{u"run"_s, u"--help"_s};
        QTest::addRow("formats") << QStringList{u"formats"_s};
        QTest::addRow("formats, JSON") << QStringList{u"formats"_s, u"--json"_s};
        QTest::addRow("check") << QStringList{u"check"_s, planFile()};
        QTest::addRow("simulate") << QStringList{u"simulate"_s, u"--duration"_s, u"1s"_s};
        QTest::addRow("simulate, JSON") << QStringList{u"simulate"_s, u"--duration"_s, u"1s"_s, u"--json"_s};
        QTest::addRow("export") << QStringList{u"export"_s, u"--format"_s, u"env"_s, planFile()};
        QTest::addRow("import") << QStringList{u"import"_s, planFile()};
        QTest::addRow("runs show") << QStringList{u"runs"_s, u"show"_s, runFile()};
        QTest::addRow("runs list") << QStringList{u"runs"_s, u"list"_s, m_folder.path()};
        QTest::addRow("compare") << QStringList{u"compare"_s, runFile(), runFile()};
        QTest::addRow("merge") << QStringList{u"merge"_s, runFile(), runFile()};
        QTest::addRow("export-run") << QStringList{u"export-run"_s, u"--format"_s, u"csv"_s, runFile()};
        QTest::addRow("run") << shortRun(outFile());
        QTest::addRow("run, JSON") << shortRun(outFile()) + QStringList{u"--json"_s};
    }
    void aCommandWhoseOutputDoesNotArriveFailsAndSaysSo()
    {
        QFETCH(QStringList, arguments);
        const QList<std::pair<QString, QByteArray>> faults{
            {u">/dev/full"_s, "No space left on device"}, {u">&-"_s, "Bad file descriptor"}, {u">&4 4>&-"_s, "Broken pipe"}};
        for (const auto &[redirection, reason] : faults) {
            QFile::remove(outFile());
            const ToolResult result = shell(withBrokenPipe(u"exec \"$POOLWART_PROGRAM\" \"$@\" "_s + redirection), arguments);
            QVERIFY2(result.exitCode == badInput, result.output.constData());
            QVERIFY2(result.output.contains("poolwart: Standard output is incomplete: " + reason), result.output.constData());
            if (!arguments.contains(outFile()))
                continue;
            compareConservation(record()); // written all the same
            QVERIFY(!QFile::exists(outFile() + u".part"_s));
        }
    }

    void aTableOnAFullDiskEndsWithAWholeLine()
    {
        if (!m_disk)
            QSKIP("This user may not mount a file system.");
        m_disk->fillExcept(4);
        const ToolResult result = shell(u"exec \"$POOLWART_PROGRAM\" run --help >\"$1\""_s, {m_disk->file("help")});
        m_disk->empty();
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.output.contains("No space left on device"), result.output.constData());
        QFile file(m_disk->file("help"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY(kept.size() > 3'000);
        QVERIFY(kept.endsWith('\n'));
        QVERIFY(file.remove());
    }

    void aRunFileOnAFullDiskLeavesTheEarlierOneAndStillPrintsTheTable()
    {
        if (!m_disk)
            QSKIP("This user may not mount a file system.");
        const QString out = m_disk->file("run.json");
        QFile::remove(out);
        QVERIFY(QFile::copy(runFile(), out));
        m_disk->fill();
        const auto result = Program::run(shortRun(out));
        m_disk->empty();
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.err.contains("run.json” cannot be written: No space left on device."), result.err.constData());
        QVERIFY2(result.err.count("cannot be recorded") == 1, result.err.constData()); // a failure is told once
        QVERIFY(result.out.contains("Offered"));
        QFile earlier(runFile());
        QFile kept(out);
        QVERIFY(earlier.open(QIODevice::ReadOnly) && kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), earlier.readAll());
        QVERIFY(kept.remove());
    }

    void aRunFileThatDoesNotFitLeavesItsRecordingWhichIsNamedAndReadable()
    {
        if (!m_disk)
            QSKIP("This user may not mount a file system.");
        const QString out = m_disk->file("run.json");
        QFile::remove(out);
        m_disk->fillExcept(16); // for the head and some seconds, not for the file
        const auto result = Program::run(shortRun(out) + QStringList{u"--duration"_s, u"3s"_s, u"--rate"_s, u"500"_s});
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.err.contains("run.json” cannot be written: No space left on device."), result.err.constData());
        QVERIFY2(result.err.contains("kept in “" + out.toUtf8() + ".part”"), result.err.constData());
        QVERIFY(!QFile::exists(out));
        const auto shown = Program::run({u"runs"_s, u"show"_s, out + u".part"_s});
        m_disk->empty();
        QVERIFY2(shown.exitCode == ok, shown.err.constData());
        QVERIFY(QFile::remove(out + u".part"_s));
    }

    void aLogThatCannotGrowIsToldOnceEndsWholeAndTheRunGoesOn()
    {
        if (!m_disk)
            QSKIP("This user may not mount a file system.");
        QFile::remove(outFile());
        m_disk->fillExcept(4);
        const QString log = m_disk->file("q.log");
        const auto result =
            Program::run(shortRun(outFile()) + QStringList{u"--duration"_s, u"3s"_s, u"--log-queries"_s, u"100%"_s, u"--log-file"_s, log});
        m_disk->empty();
        QCOMPARE(result.exitCode, badInput);
        QCOMPARE(result.err.count("q.log” cannot be written: No space left on device."), 1);
        QVERIFY2(result.err.contains("continues without that log"), result.err.constData());
        QVERIFY(record().elapsedSeconds >= 3);
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray lines = file.readAll();
        QVERIFY(lines.size() > 3'000);
        QVERIFY(lines.endsWith('\n'));
        QVERIFY(file.remove());
    }

    void aReaderOfStandardErrorThatIsGoneEndsNoRun()
    {
        QFile::remove(outFile());
        const ToolResult result = shell(withBrokenPipe(u"exec \"$POOLWART_PROGRAM\" \"$@\" 2>&4 4>&-"_s),
                                        shortRun(outFile()) + QStringList{u"--log-queries"_s, u"100%"_s});
        QCOMPARE(result.exitCode, badInput); // the log was asked for
        QVERIFY(result.output.contains("Offered"));
        compareConservation(record());
    }

    void runFilesAndLogsAreForTheirOwnerOnlyAndHoldNoPassword()
    {
        QFile::remove(outFile());
        const QString script = m_folder.filePath(u"role.sql"_s);
        writeTestFile(script,
                      "SELECT set_config('my.password', 'geheim', true) -- 'geheim'\n;\nSELECT length('postgresql://a:geheim@b/c');\n");
        const QString log = m_folder.filePath(u"q.log"_s);
        for (const QString &protocol : {u"simple"_s, u"prepared"_s}) {
            const auto result = Program::run(shortRun(outFile())
                                             + QStringList{u"--protocol"_s, protocol, u"--file"_s, script, u"--log-queries"_s, u"100%"_s,
                                                           u"--log-parameters"_s, u"--log-file"_s, log});
            QVERIFY2(result.exitCode == ok, result.err.constData());
            QVERIFY(record().requests.completed > 0);
            QCOMPARE(modeOf(outFile()), mode_t(0600));
            QCOMPARE(modeOf(log), mode_t(0600));
            for (const QString &path : {outFile(), log}) {
                QFile file(path);
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray content = file.readAll();
                QVERIFY(content.contains("set_config"));
                QVERIFY2(!content.contains("geheim"), qPrintable(path));
            }
            QVERIFY(!(result.out + result.err).contains("geheim"));
        }
    }

    void aRedactedRunIsNotReplayedWithoutItsScript()
    {
        QFile::remove(outFile());
        const QString script = m_folder.filePath(u"secret.sql"_s);
        writeTestFile(script, "SELECT set_config('my.password', 'geheim', true);\n");
        QCOMPARE(Program::run(shortRun(outFile()) + QStringList{u"--file"_s, script, u"--record-arrivals"_s}).exitCode, ok);
        const QStringList again{u"run"_s, u"--target"_s, target(), u"--replay"_s, outFile()};
        const auto refused = Program::run(again);
        QCOMPARE(refused.exitCode, badInput);
        QVERIFY2(refused.err.contains("contains a password") && refused.err.contains("--file"), refused.err.constData());
        const auto given = Program::run(again + QStringList{u"--file"_s, script});
        QVERIFY2(given.exitCode == ok, given.err.constData());
    }

    void anEndedTerminalEndsARunAsSigtermDoesAndUnderNohupDoesNot()
    {
        QFile::remove(outFile());
        Program program(endlessArguments(1, 2));
        QVERIFY(awaitTraffic(2));
        program.signal(SIGHUP);
        const auto result = program.wait();
        QCOMPARE(result.exitCode, ok);
        QVERIFY2(result.err.contains("SIGHUP: the run ends here and is recorded"), result.err.constData());
        compareConservation(record());

        const auto started = startTool(
            {.program = u"/bin/sh"_s,
             .arguments = QStringList{u"-c"_s, u"trap '' HUP; exec \"$POOLWART_PROGRAM\" \"$@\""_s, u"sh"_s} + endlessArguments(1, 2),
             .folder = {},
             .environment = {},
             .input = {}});
        QVERIFY(awaitTraffic(2));
        for (const int number : {SIGHUP, SIGTERM})
            ::kill(static_cast<pid_t>(started->processId()), number);
        QVERIFY(started->waitForFinished(hangMs));
        QCOMPARE(started->exitCode(), ok);
        const QByteArray err = started->readAllStandardError();
        QVERIFY2(err.contains("SIGTERM: the run ends here") && !err.contains("SIGHUP"), err.constData());
    }

    void aPlanWithMoreSlotsThanThisProcessMayHaveFilesIsRefusedWithTheFigures()
    {
        const QStringList plan{u"run"_s, u"--target"_s,   target(), u"--pools"_s, u"5"_s, u"--slots"_s,
                               u"12"_s,  u"--duration"_s, u"1s"_s,  u"--drain"_s, u"1h"_s};
        const ToolResult refused = shell(u"ulimit -n 100; exec \"$POOLWART_PROGRAM\" \"$@\""_s, plan);
        QCOMPARE(refused.exitCode, overBudget);
        QVERIFY2(refused.output.contains("124 open files (60 for its slots, 64 for the rest), but this process may have only 100."),
                 refused.output.constData());
        QVERIFY2(refused.output.contains("5 × 7 slots. Use --slots 7."), refused.output.constData());
        const ToolResult offered = shell(u"ulimit -n 100; exec \"$POOLWART_PROGRAM\" \"$@\""_s, plan + QStringList{u"--slots"_s, u"7"_s});
        QVERIFY2(offered.exitCode == ok, offered.output.constData());
        const ToolResult raised = shell(u"ulimit -Sn 40; exec \"$POOLWART_PROGRAM\" \"$@\""_s, plan);
        QVERIFY2(raised.exitCode == ok, raised.output.constData());
    }
};

QTEST_GUILESS_MAIN(TestOutput)
#include "tst_output.moc"
