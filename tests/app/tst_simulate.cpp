// SPDX-License-Identifier: GPL-3.0-or-later
// `poolwart simulate` as a process.
#include "model/store/runfile.h"
#include "tests/support/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestSimulate : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QString &name) const { return m_folder.filePath(name); }
    QStringList arguments(const QString &name, const QString &seed = u"7"_s) const
    {
        return {u"simulate"_s,   u"--service"_s, u"exponential:10ms"_s, u"--rate"_s, u"2000"_s,  u"--pools"_s, u"5"_s, u"--slots"_s, u"5"_s,
                u"--duration"_s, u"20s"_s,       u"--seed"_s,           seed,        u"--out"_s, file(name)};
    }
    static QByteArray content(const QString &path)
    {
        QFile read(path);
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }

private Q_SLOTS:
    void theSameSeedGivesTheSameBytes()
    {
        QCOMPARE(Program::run(arguments(u"a.json"_s)).exitCode, 0);
        QCOMPARE(Program::run(arguments(u"b.json"_s)).exitCode, 0);
        QCOMPARE(Program::run(arguments(u"c.json"_s, u"8"_s)).exitCode, 0);
        const QByteArray first = content(file(u"a.json"_s));
        QVERIFY(first.size() > 1'000);
        QVERIFY(content(file(u"b.json"_s)) == first);
        QVERIFY(content(file(u"c.json"_s)) != first);
    }

    void theRunFileIsThatOfARun()
    {
        const Program::Result result = Program::run(arguments(u"run.json"_s));
        QCOMPARE(result.err, QByteArray());
        const RunRecord run = readRunFile(file(u"run.json"_s).toStdString()).value();
        QCOMPARE(run.server.version, std::string("simulated"));
        QCOMPARE(run.server.serviceTime, std::optional(std::string("exponential:10ms")));
        QCOMPARE(run.startedAt, std::chrono::sys_seconds());
        QCOMPARE(run.seed, 7u);
        QCOMPARE(run.pools.size(), std::size_t(5));
        QCOMPARE(run.pools[0].counters.opened, 5u);
        QCOMPARE(run.elapsedSeconds, 20.0);
        QCOMPARE(run.requests.offered, run.requests.completed);
        QVERIFY(std::abs(double(run.requests.offered) / 40'000 - 1) < 0.02);
        QCOMPARE(run.shutdown.backendsLeft, std::optional(0));
    }

    void recordedArrivalsAreReplayedExactlyUnderAnotherPlanTwiceTheSame()
    {
        QCOMPARE(
            Program::run(arguments(u"peak.json"_s) + QStringList{u"--arrivals"_s, u"burst:500:4000:2s:500ms"_s, u"--record-arrivals"_s})
                .exitCode,
            1); // and --rate
        QStringList recorded = arguments(u"peak.json"_s) + QStringList{u"--record-arrivals"_s};
        QCOMPARE(Program::run(recorded).exitCode, 0);
        const RunRecord peak = readRunFile(file(u"peak.json"_s).toStdString()).value();
        QCOMPARE(peak.arrivals->requests, peak.requests.offered);
        QCOMPARE(peak.arrivals->leftOut, 0u);

        const auto replay = [this](const QString &name) {
            return Program::run({u"simulate"_s, u"--replay"_s, file(u"peak.json"_s), u"--service"_s, u"exponential:10ms"_s, u"--pools"_s,
                                 u"1"_s, u"--slots"_s, u"25"_s, u"--record-arrivals"_s, u"--out"_s, file(name)});
        };
        const auto first = replay(u"first.json"_s);
        QVERIFY2(first.exitCode == 0, first.err.constData());
        QVERIFY2(first.out.contains("Replayed: ") && first.out.contains("peak.json"), first.out.constData());
        QCOMPARE(replay(u"second.json"_s).exitCode, 0);
        QVERIFY(content(file(u"second.json"_s)) == content(file(u"first.json"_s)));
        const RunRecord run = readRunFile(file(u"first.json"_s).toStdString()).value();
        QCOMPARE(run.requests.offered, peak.requests.offered);
        QVERIFY(run.arrivals == peak.arrivals);
        QCOMPARE(run.replay->requests, peak.requests.offered);
        QCOMPARE(run.plan.pools.size(), std::size_t(1));
        QVERIFY(run.acquire.p99 < peak.acquire.p99); // one queue for all, at last
    }

    void aReplayOfARunWithoutArrivalsOrBesideOthersIsRefused()
    {
        QCOMPARE(Program::run(arguments(u"bare.json"_s)).exitCode, 0);
        const auto bare = Program::run({u"simulate"_s, u"--replay"_s, file(u"bare.json"_s)});
        QCOMPARE(bare.exitCode, 1);
        QVERIFY2(bare.err.contains("has no recorded arrivals"), bare.err.constData());
        const auto both = Program::run({u"simulate"_s, u"--replay"_s, file(u"bare.json"_s), u"--rate"_s, u"10"_s});
        QVERIFY2(both.err.contains("--replay, --rate exclude each other"), both.err.constData());
        const auto nowhere = Program::run({u"simulate"_s, u"--record-arrivals"_s});
        QCOMPARE(nowhere.exitCode, 1);
    }

    void aWorkloadsClassesScriptsAndRetriesAreSimulated()
    {
        QFile workload(file(u"shop.json"_s));
        QVERIFY(workload.open(QIODevice::WriteOnly));
        workload.write(R"({"format": "poolwart-workload", "version": 1,
                           "classes": [{"name": "page", "share": 3}, {"name": "report", "pool": "pool-2"}],
                           "scripts": [{"name": "read", "class": "page", "text": "SELECT 1"},
                                       {"name": "three", "class": "report", "text": "\\set x 1\nSELECT 1;\n\\sleep 5 ms\nSELECT 2;\n\\if :x\nSELECT 3;\n\\endif"}]})");
        workload.close();
        const auto result = Program::run({u"simulate"_s, u"--workload"_s, file(u"shop.json"_s), u"--service"_s, u"constant:2ms"_s,
                                          u"--rate"_s, u"100"_s, u"--pools"_s, u"2"_s, u"--failing"_s, u"10"_s, u"--retries"_s, u"3"_s,
                                          u"--retry-budget"_s, u"50%"_s, u"--out"_s, file(u"shop-run.json"_s)});
        QVERIFY2(result.exitCode == 0, result.err.constData());
        QVERIFY2(result.out.contains("Retries: "), result.out.constData());
        const RunRecord run = readRunFile(file(u"shop-run.json"_s).toStdString()).value();
        QCOMPARE(run.traffic.workload.scripts.size(), std::size_t(2));
        QCOMPARE(run.traffic.retries.maxAttempts, 4);
        QCOMPARE(run.traffic.retries.budget, 50);
        QVERIFY(run.retries.attempts > 0 && run.errors.at("40001") > 0);
        QCOMPARE(run.errors.at("40001"), run.retries.attempts + run.requests.failed);
        QCOMPARE(run.classes.size(), std::size_t(2));
        QCOMPARE(run.classes[0].requests + run.classes[1].requests, run.requests);
        QCOMPARE(run.scripts[0].service.p50, std::chrono::nanoseconds(std::chrono::milliseconds(2)));
        QCOMPARE(run.scripts[1].service.p50, std::chrono::nanoseconds(std::chrono::milliseconds(3 * 2 + 5)));
        for (const RunClass &part : run.classes) {
            QCOMPARE(part.requests.offered, part.requests.ended());
            QCOMPARE(part.responseHistogram.summary.count, part.requests.completed);
        }

        const auto compared = Program::run({u"compare"_s, file(u"shop-run.json"_s), file(u"shop-run.json"_s)});
        QVERIFY2(compared.out.contains("report: Response p99") && compared.out.contains("Retries"), compared.out.constData());
        const auto rows = Program::run({u"simulate"_s, u"--statement"_s, u"SELECT 1 AS a \\gset"_s});
        QCOMPARE(rows.exitCode, 1);
        QVERIFY2(rows.err.contains("returns no rows"), rows.err.constData());
    }

    void theTableNamesTheModel()
    {
        const QByteArray out = Program::run(arguments(u"run.json"_s)).out;
        QVERIFY2(out.contains(", 25 slots · Round robin · 2,000/s, open loop, Poisson\n"), out.constData());
        QVERIFY2(out.startsWith("Simulated server, exponential:10ms · 5 pool"), out.constData());
    }

    void aWrongModelIsRefusedInOneLine()
    {
        const Program::Result result = Program::run({u"simulate"_s, u"--service"_s, u"gamma:1ms"_s});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.startsWith("poolwart: --service: “gamma:1ms” is not a service time model."), result.err.constData());
        QCOMPARE(result.out, QByteArray());
    }

    void whatIsLeftAtTheDrainDeadlineIsCancelledAndTheExitSaysSo()
    {
        const Program::Result result = Program::run(
            {u"simulate"_s, u"--service"_s, u"constant:1s"_s, u"--rate"_s, u"100"_s, u"--duration"_s, u"2s"_s, u"--drain"_s, u"100ms"_s});
        QCOMPARE(result.exitCode, 3);
    }
};

QTEST_GUILESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
