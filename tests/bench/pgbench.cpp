// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/pgbench.h"

#include "model/server/sandbox.h"
#include "tests/support/program.h"
#include "tests/support/tool.h"

#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

// The server's own, else the one on the path.
QString pgbenchProgram()
{
    const QString own = QStandardPaths::findExecutable(u"pgbench"_s, {QString::fromStdString(Sandbox::programDirectory())});
    return own.isEmpty() ? u"pgbench"_s : own;
}

} // namespace

double runPgbench(const Target &target, int clients, int threads, int seconds)
{
    const auto text = [](int value) { return QString::number(value); };
    const ToolResult result = runTool({.program = pgbenchProgram(),
                                       .arguments = {u"-n"_s, u"-S"_s, u"-M"_s, u"prepared"_s, u"-c"_s, text(clients),
                                                     u"-j"_s, text(threads), u"-T"_s, text(seconds), targetUri(target)},
                                       .seconds = seconds + 60});
    static const QRegularExpression figure(u"tps = ([0-9.]+) \\(without initial connection time\\)"_s);
    const auto match = figure.match(QString::fromUtf8(result.output));
    if (result.exitCode != 0 || !match.hasMatch())
        qFatal("pgbench: exit code %d\n%s", result.exitCode, result.output.constData());
    return match.captured(1).toDouble();
}

} // namespace poolwart
