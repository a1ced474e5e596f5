// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tool.h"
#include "tests/support/eventually.h"

#include <QDir>
#include <QFile>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QProcessEnvironment cleanEnvironment(const QStringList &more)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(u"PG"_s) || name == u"DATABASE_URL" || name == u"DIRECT_URL")
            environment.remove(name);
    }
    for (const QString &pair : more)
        environment.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    return environment;
}

} // namespace

std::unique_ptr<QProcess> startTool(const ToolCall &call)
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(call.folder);
    process->setProcessEnvironment(cleanEnvironment(call.environment));
    process->start(call.program, call.arguments);
    return process;
}

ToolResult runTool(const ToolCall &call)
{
    const auto process = startTool(call);
    process->write(call.input);
    process->closeWriteChannel();
    if (!process->waitForFinished(programHangMs) || process->exitStatus() != QProcess::NormalExit)
        return {-1, process->errorString().toUtf8() + process->readAllStandardError()};
    return {process->exitCode(), process->readAllStandardOutput() + process->readAllStandardError()};
}

void writeTestFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(path));
}

} // namespace poolwart
