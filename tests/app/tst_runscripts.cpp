// SPDX-License-Identifier: GPL-3.0-or-later
// What `poolwart run` sends: scripts of pgbench, workloads, replays, CSV files, and what it logs of them.
#include "model/server/sandbox/sandbox.h"
#include "tests/app/runfixture.h"
#include "tests/support/eventually.h"
#include "tests/support/openingnotes.h"
#include "tests/support/tool.h"

#include <QStandardPaths>

#include <algorithm>

using namespace poolwart;
using namespace poolwart::exitcodes;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestRunScripts : public RunFixture
{
    Q_OBJECT

    // What pgbench says that it runs; up to PostgreSQL 16 by standard error.
    static bool writeScriptOfPgbench(const QString &name, const QString &file)
    {
        const QString own = QStandardPaths::findExecutable(u"pgbench"_s, {QString::fromStdString(Sandbox::programDirectory())});
        const ToolResult shown = runTool({.program = own.isEmpty() ? u"pgbench"_s : own, .arguments = {u"--show-script="_s + name}});
        writeTestFile(file, shown.output);
        return shown.exitCode == 0 && shown.output.contains("SELECT abalance");
    }

private Q_SLOTS:
    void init() { QFile::remove(outFile()); }
    void cleanup() { EVENTUALLY_EQUAL(m_server->backends("poolwart/"), 0); }

    void anErrorInTheStatementIsToldAndCounted()
    {
        const auto result =
            Program::run(arguments({u"--statement"_s, u"SELECT * FROM nowhere"_s, u"--pools"_s, u"2"_s, u"--slots"_s, u"2"_s}));
        QCOMPARE(result.exitCode, badInput);
        QVERIFY2(result.err.contains("\"nowhere\" does not exist"), result.err.constData());
        QVERIFY(result.err.count('\n') <= 10);
        const RunRecord run = record();
        compareConservation(run);
        QCOMPARE(run.requests.completed, 0u);
        QCOMPARE(run.errors.at("42P01"), run.requests.failed);
    }

    void pgbenchsOwnScriptsRunAsTheyAre_data()
    {
        QTest::addColumn<QString>("protocol");
        for (const char *protocol : {"simple", "extended", "prepared"})
            QTest::addRow("%s", protocol) << QString::fromLatin1(protocol);
    }
    void pgbenchsOwnScriptsRunAsTheyAre()
    {
        QFETCH(QString, protocol);
        m_server->execute("UPDATE pgbench_accounts SET abalance = 0; UPDATE pgbench_tellers SET tbalance = 0;"
                          "UPDATE pgbench_branches SET bbalance = 0; TRUNCATE pgbench_history");
        for (const auto &[name, writes] :
             {std::pair(u"select-only"_s, false), std::pair(u"simple-update"_s, true), std::pair(u"tpcb-like"_s, true)}) {
            const QString file = m_folder.filePath(name + u".sql"_s);
            QVERIFY(writeScriptOfPgbench(name, file));
            const QStringList options{u"--pools"_s, u"2"_s,          u"--slots"_s, u"3"_s,      u"--clients"_s,
                                      u"6"_s,       u"--protocol"_s, protocol,     u"--file"_s, file};
            if (writes)
                QCOMPARE(Program::run(arguments(options)).exitCode, badInput);
            const auto result = Program::run(arguments(options + (writes ? QStringList{u"--allow-writes"_s} : QStringList())));
            QVERIFY2(result.exitCode == ok, result.err.constData());
            const RunRecord run = record();
            compareConservation(run);
            QCOMPARE(run.requests.failed, std::uint64_t(0));
            QVERIFY(run.requests.completed >= 6); // one of each client
            QCOMPARE(run.traffic.workload.scripts.front().name, name.toStdString());
            QCOMPARE(run.traffic.workload.scale, std::optional(1)); // pgbench_branches has one row
        }
        // simple-update touches accounts only, tpcb-like all three; each transaction leaves one line.
        const auto sum = [this](const char *column, const char *table) {
            return m_server->value(std::string("SELECT coalesce(sum(") + column + "), 0) FROM " + table);
        };
        QVERIFY(m_server->value("SELECT count(*) >= 12 FROM pgbench_history") == "t");
        QCOMPARE(sum("bbalance", "pgbench_branches"), sum("tbalance", "pgbench_tellers"));
        m_server->execute("TRUNCATE pgbench_history; UPDATE pgbench_accounts SET abalance = 0; UPDATE pgbench_tellers "
                          "SET tbalance = 0; UPDATE pgbench_branches SET bbalance = 0");
        QCOMPARE(Program::run(arguments({u"--slots"_s, u"3"_s, u"--pools"_s, u"2"_s, u"--protocol"_s, protocol, u"--allow-writes"_s,
                                         u"--file"_s, m_folder.filePath(u"tpcb-like.sql"_s)}))
                     .exitCode,
                 ok);
        QVERIFY(sum("abs(delta)", "pgbench_history") != "0");
        QCOMPARE(sum("bbalance", "pgbench_branches"), sum("delta", "pgbench_history"));
        QCOMPARE(sum("tbalance", "pgbench_tellers"), sum("delta", "pgbench_history"));
    }

    void builtInWorkloadsAndFilesMixByTheirWeights()
    {
        const QString file = m_folder.filePath(u"one.sql"_s);
        writeTestFile(file, "SELECT 1;\n");
        QCOMPARE(Program::run(arguments({u"--builtin"_s, u"select@9"_s, u"--file"_s, file + u"@2"_s, u"--scale"_s, u"1"_s})).exitCode, ok);
        const std::vector<WorkloadScript> scripts = record().traffic.workload.scripts;
        QCOMPARE(scripts.size(), std::size_t(2));
        QCOMPARE(scripts[0], (WorkloadScript{.name = "one", .text = "SELECT 1;\n", .weight = 2, .className = {}}));
        QCOMPARE(scripts[1].name, std::string("select-only"));
        QCOMPARE(scripts[1].weight, 9);
    }

    void recordedArrivalsComeAgainAtTheSameTimesOnAnotherPlanAndServer()
    {
        const QString workload = m_folder.filePath(u"shop.json"_s);
        writeTestFile(workload,
                      R"({"format": "poolwart-workload", "version": 1,
                          "classes": [{"name": "page", "share": 3, "deadline": "5s"}, {"name": "report", "pool": "pool-2"}],
                          "scripts": [{"name": "read", "class": "page", "text": "SELECT 1"},
                                      {"name": "sum", "class": "report", "text": "SELECT 2"},
                                      {"name": "bad", "class": "report", "text": "SELECT 1 / 0"}]})");
        QCOMPARE(Program::run(arguments({u"--workload"_s, workload, u"--rate"_s, u"300"_s, u"--pools"_s, u"2"_s, u"--slots"_s, u"2"_s,
                                         u"--record-arrivals"_s}))
                     .exitCode,
                 ok);
        const RunRecord first = record();
        QCOMPARE(first.arrivals->requests, first.requests.offered);
        const QString recorded = m_folder.filePath(u"recorded.json"_s);
        QFile::remove(recorded);
        QVERIFY(QFile::copy(outFile(), recorded));

        QCOMPARE(Program::run({u"run"_s, u"--target"_s, target(), u"--out"_s, outFile(), u"--replay"_s, recorded, u"--pools"_s, u"3"_s,
                               u"--slots"_s, u"1"_s, u"--policy"_s, u"random"_s, u"--record-arrivals"_s})
                     .exitCode,
                 ok);
        const RunRecord second = record();
        compareConservation(second);
        QCOMPARE(second.arrivals->data, first.arrivals->data); // to the nanosecond, and each of its script
        QCOMPARE(second.requests.offered, first.requests.offered);
        QVERIFY(second.traffic.workload == first.traffic.workload);
        QCOMPARE(second.plan.pools.size(), std::size_t(3));

        // What the run file says of its parts adds up too.
        for (const RunRecord *run : {&first, &second}) {
            RequestCounts classes;
            RequestCounts scripts;
            for (const RunClass &part : run->classes) {
                QCOMPARE(part.requests.offered, part.requests.ended());
                QCOMPARE(part.responseHistogram.summary.count, part.requests.completed);
                QCOMPARE(part.responseHistogram.summary.p50, part.response.p50);
                classes = classes + part.requests;
            }
            for (const RunClass &part : run->scripts)
                scripts = scripts + part.requests;
            QCOMPARE(classes, run->requests);
            QCOMPARE(scripts, run->requests);
            QCOMPARE(run->classes[1].errors.at("22012"), run->requests.failed);
            QCOMPARE(run->errorTexts.at("22012"), std::string("division by zero"));
        }
    }

    void rowsOfACsvFileAreSentAndKeptInTheRunFile()
    {
        writeTestFile(m_folder.filePath(u"ids.csv"_s), "id,name\n7,seven\n8,\"ei,ght\"\n");
        const QString script = m_folder.filePath(u"rows.sql"_s);
        writeTestFile(script, "\\csv ids.csv sequential id name\nSELECT 1 / (:id::int - 6 - length(:name) + length(:name));\n");
        QCOMPARE(Program::run(arguments({u"--file"_s, script, u"--clients"_s, u"2"_s, u"--pools"_s, u"1"_s})).exitCode, ok);
        const RunRecord run = record();
        QCOMPARE(run.requests.failed, 0u);
        QVERIFY(run.requests.completed > 0);
        QCOMPARE(run.traffic.workload.data.size(), std::size_t(1));
        QCOMPARE(run.traffic.workload.data[0].file, std::string("ids.csv"));

        writeTestFile(m_folder.filePath(u"ids.csv"_s), "id,name\n7\n");
        const auto refused = Program::run(arguments({u"--file"_s, script}));
        QCOMPARE(refused.exitCode, badInput);
        QVERIFY2(refused.err.contains("“ids.csv”, line 2: it has 1 fields, the header 2."), refused.err.constData());
    }

    void queriesAreLoggedSampledAndWithoutTheirParametersUnlessAskedFor()
    {
        const QStringList options{
            u"--statement"_s,  u"\\set secret 4711\nSELECT :secret, 'hidden'"_s, u"--rate"_s, u"40"_s, u"--pools"_s, u"2"_s,
            u"--log-queries"_s};
        const auto redacted = Program::run(arguments(options + QStringList{u"25%"_s, u"--log-pool"_s, u"pool-2"_s}));
        QCOMPARE(redacted.exitCode, ok);
        QVERIFY2(redacted.err.contains("query, ") && redacted.err.contains("SELECT $1, '…'"), redacted.err.constData());
        QVERIFY(!redacted.err.contains("4711") && !redacted.err.contains("hidden") && !redacted.err.contains("pool-1"));
        QVERIFY2(static_cast<std::uint64_t>(redacted.err.count("query, ")) <= record().pools[1].requests.completed / 4 + 1,
                 redacted.err.constData());

        const QString log = m_folder.filePath(u"queries.log"_s);
        const auto shown = Program::run(arguments(options + QStringList{u"100%"_s, u"--log-parameters"_s, u"--log-file"_s, log}));
        QCOMPARE(withoutOpeningNotes(shown.err), QByteArray());
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray lines = file.readAll();
        QVERIFY2(lines.contains("SELECT $1, 'hidden' ($1 = 4711)"), lines.constData());
        QVERIFY(lines.contains("pool-1") && lines.contains("pool-2"));

        QCOMPARE(Program::run(arguments({u"--log-parameters"_s})).exitCode, badInput);
        const auto unknown = Program::run(arguments({u"--log-queries"_s, u"1%"_s, u"--log-pool"_s, u"pool-9"_s}));
        QVERIFY2(unknown.err.contains("the plan has no pool “pool-9”"), unknown.err.constData());
    }

    void anErrorOfTheScriptIsNoLostConnection()
    {
        QCOMPARE(Program::run(arguments({u"--statement"_s, u"SELECT 1 WHERE false \\gset"_s, u"--clients"_s, u"1"_s, u"--pools"_s, u"1"_s}))
                     .exitCode,
                 badInput);
        const RunRecord run = record();
        QCOMPARE(run.errors.size(), std::size_t(1));
        QCOMPARE(run.errors.at("script"), run.requests.failed);
        QCOMPARE(run.errorTexts.at("script"), std::string("Script, line 1: \\gset needs exactly one row, but the statement returned 0."));
    }

    void sessionsOfAWorkloadThatOnlyReadsCannotWriteByAFunctionEither()
    {
        m_server->execute("CREATE TABLE marks (a int); GRANT ALL ON marks TO app;"
                          "CREATE FUNCTION leave_mark() RETURNS int LANGUAGE sql AS 'INSERT INTO marks VALUES (1) RETURNING a'");
        const QStringList options{u"--pools"_s, u"1"_s, u"--slots"_s, u"2"_s, u"--statement"_s, u"SELECT leave_mark()"_s};
        QCOMPARE(Program::run(arguments(options)).exitCode, badInput);
        QCOMPARE(record().errors.begin()->first, std::string("25006"));
        QCOMPARE(m_server->value("SELECT count(*) FROM marks"), std::string("0"));
    }

    void aResultOfAMillionRowsIsReadThroughInLittleMemory()
    {
        // What began is served to its end, however slow the machine, and counts.
        Program program(
            endlessArguments(
                2, 1, {u"--statement"_s, u"SELECT * FROM generate_series(1, 1000000)"_s, u"--clients"_s, u"2"_s, u"--duration"_s, u"3s"_s}),
            // What AddressSanitizer holds back of freed memory is not the program's.
            {{u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":quarantine_size_mb=1"_s}});
        qint64 peakKiB = 0;
        const auto isOver = [&] { // the last look misses little
            QFile status(u"/proc/%1/status"_s.arg(program.processId()));
            if (status.open(QIODevice::ReadOnly)) {
                const QByteArray text = status.readAll();
                const qsizetype at = text.indexOf("VmHWM:");
                peakKiB = std::max(peakKiB, at < 0 ? 0 : text.mid(at + 6, 12).simplified().split(' ').front().toLongLong());
            }
            return !program.isRunning();
        };
        EVENTUALLY(isOver());
        const auto result = program.wait();
        QCOMPARE(result.exitCode, ok);
        QVERIFY(record().requests.completed > 0);
        QVERIFY2(peakKiB < 300 * 1024, qPrintable(u"%1 KiB"_s.arg(peakKiB)));
    }
};

QTEST_GUILESS_MAIN(TestRunScripts)
#include "tst_runscripts.moc"
