// SPDX-License-Identifier: GPL-3.0-or-later
// The commands for run files, and recordings that were cut off, as processes.
#include "model/store/runfile.h"
#include "model/store/runjournal.h"
#include "tests/support/eventually.h"
#include "tests/support/program.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestRunFiles : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<TestServer> m_server;

    QString file(const QString &name) const { return m_folder.filePath(name); }
    QString part(const QString &name) const { return QString::fromStdString(journalPath(file(name).toStdString())); }
    QStringList runArguments(const QString &name, const QString &duration) const
    {
        return {u"run"_s,      u"--target"_s,  targetUri(m_server->target()),
                u"--pools"_s,  u"2"_s,         u"--slots"_s,
                u"2"_s,        u"--clients"_s, u"4"_s,
                u"--warmup"_s, u"0"_s,         u"--duration"_s,
                duration,      u"--out"_s,     file(name)};
    }
    void simulate(const QString &name, const QStringList &more) const
    {
        const QStringList arguments{u"simulate"_s, u"--service"_s, u"exponential:10ms"_s, u"--duration"_s, u"10s"_s,
                                    u"--out"_s,    file(name)};
        QCOMPARE(Program::run(arguments + more).exitCode, 0);
    }
    static qsizetype linesOf(const QString &path)
    {
        QFile read(path);
        return read.open(QIODevice::ReadOnly) ? read.readAll().count('\n') : 0;
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<TestServer>(); }
    void cleanupTestCase() { m_server.reset(); }

    void aRunThatIsKilledLeavesAllItsFullSecondsBehind()
    {
        Program run(runArguments(u"killed.json"_s, u"1h"_s));
        EVENTUALLY(linesOf(part(u"killed.json"_s)) >= 4);
        const qsizetype seconds = linesOf(part(u"killed.json"_s)) - 1;
        run.signal(SIGKILL);
        run.wait();
        QVERIFY(!QFile::exists(file(u"killed.json"_s)));

        const RunRecord left = readRunFile(part(u"killed.json"_s).toStdString()).value();
        QVERIFY(left.isInterrupted);
        QVERIFY(left.series.size() >= std::size_t(seconds));
        RequestCounts sum;
        for (const RunSecond &second : left.series)
            sum = sum + second.requests;
        QCOMPARE(sum, left.requests);
        QVERIFY(left.requests.completed > 0);
        QCOMPARE(left.response.count, left.requests.completed);
        QCOMPARE(left.pools[0].requests.completed + left.pools[1].requests.completed, left.requests.completed);
        QCOMPARE(left.settings.at("max_connections"), std::string("100"));

        const auto shown = Program::run({u"runs"_s, u"show"_s, part(u"killed.json"_s)});
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.err.contains("was interrupted"), shown.err.constData());
        QVERIFY2(shown.out.contains("pool-2"), shown.out.constData());
        EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0);
    }

    void aRunThatEndsHasSecondsThatAddUpToItsFiguresAndNoJournal()
    {
        QCOMPARE(Program::run(runArguments(u"whole.json"_s, u"3s"_s)).exitCode, 0);
        QVERIFY(!QFile::exists(part(u"whole.json"_s)));
        const RunRecord run = readRunFile(file(u"whole.json"_s).toStdString()).value();
        QVERIFY(!run.isInterrupted);
        RequestCounts sum;
        for (const RunSecond &second : run.series)
            sum = sum + second.requests;
        QCOMPARE(sum, run.requests);
        QCOMPARE(run.histograms.response.summary.count, run.requests.completed);
        QCOMPARE(run.histograms.response.summary.p99, run.response.p99);
        QVERIFY(run.series.size() >= 3);
        QVERIFY(!run.settings.empty());
        QVERIFY(!run.versions.empty());
    }

    void aFullDiskIsToldAndTheRunGoesOn()
    {
        // A limit on the size of files is as a disk that is full.
        const QString command = u"trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""_s; // of 1,024 bytes
        QProcess run;
        run.start(u"bash"_s,
                  QStringList{u"-c"_s, command, qEnvironmentVariable("POOLWART_PROGRAM")} + runArguments(u"full.json"_s, u"1h"_s));
        QByteArray err;
        EVENTUALLY2((err += run.readAllStandardError()).contains("The run cannot be recorded in"), err.constData());
        run.terminate();
        QVERIFY(run.waitForFinished(hangMs));
        QVERIFY2(run.readAllStandardOutput().contains("Offered"), "no summary");
        QCOMPARE(run.exitCode(), 1); // the run file could not be written either
        QVERIFY(readRunFile(part(u"full.json"_s).toStdString()).ok());
    }

    void whatIsNoRunIsRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("truncated") << QByteArray("{\"format\": \"poolwart-run\", \"ver");
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\0\0\xff\xfe",
                                              8);
        QTest::newRow("newer") << QByteArray("{\"format\": \"poolwart-run\", \"version\": 99}");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("wrong type") << QByteArray("{\"format\": \"poolwart-run\", \"version\": 1, \"series\": 1000000000000}");
    }
    void whatIsNoRunIsRefusedByName()
    {
        QFETCH(QByteArray, content);
        QFile bad(file(u"bad.json"_s));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write(content);
        bad.close();
        for (const QStringList &arguments :
             {QStringList{u"runs"_s, u"show"_s, bad.fileName()}, QStringList{u"compare"_s, bad.fileName(), bad.fileName()},
              QStringList{u"merge"_s, bad.fileName(), bad.fileName()},
              QStringList{u"export-run"_s, u"--format"_s, u"csv"_s, bad.fileName()}}) {
            const auto result = Program::run(arguments);
            QCOMPARE(result.exitCode, 1);
            QCOMPARE(result.out, QByteArray());
            QVERIFY2(result.err.contains("bad.json"), result.err.constData());
        }
    }

    void twoRunsAreComparedAsATableAndAsJson()
    {
        simulate(u"five.json"_s, {u"--rate"_s, u"2000"_s, u"--pools"_s, u"5"_s, u"--slots"_s, u"5"_s});
        simulate(u"one.json"_s, {u"--rate"_s, u"2000"_s, u"--pools"_s, u"1"_s, u"--slots"_s, u"25"_s});
        const auto table = Program::run({u"compare"_s, file(u"five.json"_s), file(u"one.json"_s)});
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.out.contains("Acquire p99") && table.out.contains("The plans differ."), table.out.constData());
        const auto json = Program::run({u"compare"_s, u"--json"_s, file(u"five.json"_s), file(u"one.json"_s)});
        const QJsonObject read = QJsonDocument::fromJson(json.out).object();
        const QJsonObject throughput = read[u"figures"_s][0].toObject();
        QCOMPARE(throughput[u"figure"_s].toString(), u"throughput"_s);
        QVERIFY(std::abs(throughput[u"ratio"_s].toDouble() - 1) < 0.05);
        QCOMPARE(Program::run({u"compare"_s, file(u"five.json"_s)}).exitCode, 1);
    }

    void simulatedMachinesAreMergedToAFleet()
    {
        const QStringList plan{u"--rate"_s, u"500"_s, u"--pools"_s, u"2"_s, u"--slots"_s, u"4"_s};
        simulate(u"a.json"_s, plan + QStringList{u"--seed"_s, u"1"_s});
        simulate(u"b.json"_s, plan + QStringList{u"--seed"_s, u"2"_s});
        QCOMPARE(Program::run({u"merge"_s, file(u"a.json"_s), file(u"b.json"_s), u"--out"_s, file(u"all.json"_s)}).exitCode, 0);
        const auto read = [this](const QString &name) { return readRunFile(file(name).toStdString()).value(); };
        QCOMPARE(read(u"all.json"_s).requests, read(u"a.json"_s).requests + read(u"b.json"_s).requests);
        simulate(u"c.json"_s, {u"--rate"_s, u"500"_s});
        const auto refused = Program::run({u"merge"_s, file(u"a.json"_s), file(u"c.json"_s)});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("different plans") && refused.err.contains("--force"), refused.err.constData());
        QCOMPARE(
            Program::run({u"merge"_s, u"--force"_s, file(u"a.json"_s), file(u"c.json"_s), u"--out"_s, file(u"forced.json"_s)}).exitCode, 0);
    }

    void aFolderIsListed()
    {
        simulate(u"listed.json"_s, {});
        const auto listed = Program::run({u"runs"_s, u"list"_s, m_folder.path(), u"--json"_s});
        QCOMPARE(listed.exitCode, 0);
        QVERIFY2(listed.out.contains("listed.json"), listed.out.constData());
        QCOMPARE(Program::run({u"runs"_s, u"list"_s, m_folder.filePath(u"none"_s)}).exitCode, 1);
        QCOMPARE(Program::run({u"runs"_s, u"shw"_s, u"x"_s}).exitCode, 1);
    }
};

QTEST_GUILESS_MAIN(TestRunFiles)
#include "tst_runfiles.moc"
