// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/pgbench.h"

#include "model/server/sandbox/sandbox.h"
#include "tests/bench/statistics.h"
#include "tests/support/program.h"
#include "tests/support/tool.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <optional>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

// The server's own, else the one on the path.
QString pgbenchProgram()
{
    const QString own = QStandardPaths::findExecutable(u"pgbench"_s, {QString::fromStdString(Sandbox::programDirectory())});
    return own.isEmpty() ? u"pgbench"_s : own;
}

QByteArray pgbench(const Target &target, int clients, int threads, int seconds, const QStringList &more = {})
{
    const auto text = [](int value) { return QString::number(value); };
    const QStringList arguments{u"-n"_s,       u"-S"_s, u"-M"_s,       u"prepared"_s, u"-c"_s,
                                text(clients), u"-j"_s, text(threads), u"-T"_s,       text(seconds)};
    const ToolResult result = runTool({.program = pgbenchProgram(), .arguments = arguments + more + QStringList{targetUri(target)}});
    if (result.exitCode != 0)
        qFatal("pgbench: exit code %d\n%s", result.exitCode, result.output.constData());
    return result.output;
}

// Of a log's lines: client, number, microseconds, script, and when it ended: seconds and microseconds.
std::vector<double> latenciesOf(const QString &path)
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
        if (ended - first.emplace(first.value_or(ended)) >= 1'000'000)
            latencies.push_back(words[2].toDouble());
    }
    return latencies;
}

} // namespace

double runPgbench(const Target &target, int clients, int threads, int seconds)
{
    const QByteArray output = pgbench(target, clients, threads, seconds);
    static const QRegularExpression figure(u"tps = ([0-9.]+) \\(without initial connection time\\)"_s);
    const auto match = figure.match(QString::fromUtf8(output));
    if (!match.hasMatch())
        qFatal("pgbench: %s", output.constData());
    return match.captured(1).toDouble();
}

PgbenchLatency runPgbenchAtRate(const Target &target, int clients, int rate, int seconds)
{
    const QTemporaryDir folder;
    pgbench(target, clients, 1, seconds + 1, {u"-R"_s, QString::number(rate), u"-l"_s, u"--log-prefix"_s, folder.filePath(u"log"_s)});
    const QStringList logs = QDir(folder.path()).entryList(QDir::Files);
    if (logs.size() != 1)
        qFatal("pgbench wrote %d logs", int(logs.size()));
    const std::vector<double> latencies = latenciesOf(folder.filePath(logs.front()));
    return {.p50 = quantile(latencies, 0.5), .p99 = quantile(latencies, 0.99)};
}

} // namespace poolwart
