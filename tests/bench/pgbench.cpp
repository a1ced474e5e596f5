// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/pgbench.h"

#include "model/server/sandbox/sandbox.h"
#include "tests/bench/pgbenchoutput.h"
#include "tests/bench/statistics.h"
#include "tests/support/program.h"
#include "tests/support/tool.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <numeric>
#include <optional>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

// The server's own, else the one on the path.
QString pgbenchProgram()
{
    const QString own = QStandardPaths::findExecutable(u"pgbench"_s, {QString::fromStdString(Sandbox::programDirectory())});
    return own.isEmpty() ? u"pgbench"_s : own;
}

// One second longer than what counts, so that it lives when that ends.
QStringList pgbenchArguments(const Target &target, const PgbenchLoad &load, const QStringList &more)
{
    const auto text = [](int value) { return QString::number(value); };
    const QStringList arguments{u"-n"_s, u"-S"_s,
                                u"-M"_s, u"prepared"_s,
                                u"-c"_s, text(load.clients),
                                u"-j"_s, text(load.threads),
                                u"-T"_s, text(load.warmup + load.seconds + 1)};
    return arguments + more + QStringList{targetUri(target)};
}

void expectSuccess(const QProcess &pgbench, const QByteArray &output)
{
    if (pgbench.exitStatus() != QProcess::NormalExit || pgbench.exitCode() != 0)
        qFatal("pgbench: exit code %d\n%s", pgbench.exitCode(), output.constData());
}

// Seconds of processor time that a process has used, from the fields behind its name in /proc/PID/stat.
double processorSeconds(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return (fields[11].toDouble() + fields[12].toDouble()) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// Of a log's lines: client, number, microseconds, script, and when it ended: seconds and microseconds.
std::vector<double> latenciesOf(const QString &path, int warmup)
{
    QFile log(path);
    if (!log.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(log.errorString()));
    std::vector<double> latencies;
    std::optional<qint64> first;
    for (QByteArray line = log.readLine(); !line.isEmpty(); line = log.readLine()) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() < 6)
            qFatal("%s: %s", qPrintable(path), line.constData());
        const qint64 ended = words[4].toLongLong() * 1'000'000 + words[5].toLongLong();
        if (ended - first.emplace(first.value_or(ended)) / 1'000'000 >= warmup)
            latencies.push_back(words[2].toDouble());
    }
    return latencies;
}

} // namespace

std::optional<PgbenchFigures> runPgbench(const Target &target, const PgbenchLoad &load)
{
    const auto pgbench = startTool({.program = pgbenchProgram(), .arguments = pgbenchArguments(target, load, {u"-P"_s, u"1"_s})});
    pgbench->setReadChannel(QProcess::StandardError);
    std::vector<double> perSecond;
    double from = 0;
    double until = 0;
    QByteArray output;
    while (pgbench->waitForReadyRead(-1)) {
        while (pgbench->canReadLine()) {
            const QByteArray line = pgbench->readLine();
            output += line;
            const auto progress = pgbenchProgress(line);
            const int second = progress ? qRound(progress->at) : 0;
            if (!progress || second > load.warmup + load.seconds)
                continue;
            until = processorSeconds(pgbench->processId());
            if (second <= load.warmup)
                from = until;
            else
                perSecond.push_back(progress->perSecond);
        }
    }
    pgbench->waitForFinished(-1);
    expectSuccess(*pgbench, output);
    const double completed = std::accumulate(perSecond.begin(), perSecond.end(), 0.0);
    if (completed <= 0)
        return std::nullopt;
    return PgbenchFigures{.perSecond = completed / static_cast<double>(perSecond.size()),
                          .cpuMicrosPerRequest = 1e6 * (until - from) / completed};
}

std::optional<PgbenchLatency> runPgbenchAtRate(const Target &target, const PgbenchLoad &load, int rate)
{
    const QTemporaryDir folder;
    const QStringList more{u"-R"_s, QString::number(rate), u"-l"_s, u"--log-prefix"_s, folder.filePath(u"log"_s)};
    const auto pgbench = startTool({.program = pgbenchProgram(), .arguments = pgbenchArguments(target, load, more)});
    pgbench->waitForFinished(-1);
    expectSuccess(*pgbench, pgbench->readAllStandardError());
    const QStringList logs = QDir(folder.path()).entryList(QDir::Files);
    const std::vector<double> latencies = logs.isEmpty() ? std::vector<double>() : latenciesOf(folder.filePath(logs.front()), load.warmup);
    if (latencies.empty())
        return std::nullopt;
    return PgbenchLatency{.p50 = quantile(latencies, 0.5), .p99 = quantile(latencies, 0.99)};
}

} // namespace poolwart
