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
        return {u"simulate"_s, u"--service"_s, u"exponential:10ms"_s, u"--rate"_s, u"2000"_s, u"--pools"_s, u"5"_s, u"--slots"_s, u"5"_s,
                u"--duration"_s, u"20s"_s, u"--seed"_s, seed, u"--out"_s, file(name)};
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
        QCOMPARE(run.pools[0].opened, 5u);
        QCOMPARE(run.elapsedSeconds, 20.0);
        QCOMPARE(run.requests.offered, run.requests.completed);
        QVERIFY(std::abs(double(run.requests.offered) / 40'000 - 1) < 0.02);
        QCOMPARE(run.shutdown.backendsLeft, std::optional(0));
    }

    void theTableNamesTheModel()
    {
        const QByteArray out = Program::run(arguments(u"run.json"_s)).out;
        QVERIFY2(out.contains(", 25 slots · Round robin · 2,000 requests a second\n"), out.constData());
        QVERIFY2(out.startsWith("Simulated server, exponential:10ms · 5 pool"), out.constData());
    }

    void aWrongModelIsRefusedInOneLine()
    {
        const Program::Result result = Program::run({u"simulate"_s, u"--service"_s, u"gamma:1ms"_s});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.startsWith("poolwart: --service: “gamma:1ms” is no model of a service time."), result.err.constData());
        QCOMPARE(result.out, QByteArray());
    }

    void whatIsLeftAtTheDrainDeadlineIsCancelledAndTheExitSaysSo()
    {
        const Program::Result result = Program::run({u"simulate"_s, u"--service"_s, u"constant:1s"_s, u"--rate"_s, u"100"_s, u"--duration"_s, u"2s"_s, u"--drain"_s, u"100ms"_s});
        QCOMPARE(result.exitCode, 3);
    }
};

QTEST_GUILESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
