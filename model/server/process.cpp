// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/process.h"

#include "model/core/text.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

QProcessEnvironment cleanEnvironment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &name : environment.keys()) {
        if (name.startsWith("PG"_L1) || name.startsWith("LC_"_L1))
            environment.remove(name);
    }
    environment.insert(u"LC_ALL"_s, u"C"_s); // error texts go into details untranslated
    return environment;
}

std::string name(const ProcessCall &call)
{
    return call.program.substr(call.program.rfind('/') + 1);
}

} // namespace

Outcome<std::string> runProcess(const ProcessCall &call)
{
    QProcess process;
    QStringList arguments;
    for (const auto &argument : call.arguments)
        arguments << QString::fromStdString(argument);
    process.setWorkingDirectory(u"/"_s); // the caller's may be closed to the other user
    process.setProcessEnvironment(cleanEnvironment());
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([&call] { call.setup.apply(); });
    process.start(QString::fromStdString(call.program), arguments);

    const bool started = process.waitForStarted(static_cast<int>(call.deadline.count()));
    const bool finished = started && (process.state() == QProcess::NotRunning || process.waitForFinished(static_cast<int>(call.deadline.count())));
    if (started && !finished) {
        process.kill();
        process.waitForFinished();
        return Error{.kind = ErrorKind::TimedOut,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” did not end within %2 s and was stopped."), name(call), call.deadline.count() / 1'000),
                     .details = process.readAllStandardError().toStdString()};
    }
    if (!started)
        return Error{.kind = ErrorKind::Io,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” could not be started."), name(call)),
                     .details = process.errorString().toStdString()};
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return Error{.kind = ErrorKind::Io,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” failed."), name(call)),
                     .details = process.readAllStandardError().toStdString()};
    return process.readAllStandardOutput().toStdString();
}

} // namespace poolwart
