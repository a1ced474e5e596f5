// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/eventually.h"

#include <QProcessEnvironment>
#include <QUrl>

#include <csignal>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

QProcessEnvironment cleanEnvironment(const Program::Environment &changes)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(u"PG"_s) || name == u"DATABASE_URL"_s || name == u"LANGUAGE"_s)
            environment.remove(name);
    }
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (const auto &[name, value] : changes) {
        if (value.isEmpty())
            environment.remove(name);
        else
            environment.insert(name, value);
    }
    return environment;
}

QString encoded(const std::string &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(text)));
}

} // namespace

Program::Program(const QStringList &arguments, const Environment &environment)
{
    m_process.setProcessEnvironment(cleanEnvironment(environment));
    m_process.start(qEnvironmentVariable("POOLWART_PROGRAM"), arguments);
    if (!m_process.waitForStarted(hangMs))
        qFatal("cannot start the program: %s", qPrintable(m_process.errorString()));
}

Program::~Program()
{
    if (isRunning()) {
        m_process.kill();
        m_process.waitForFinished(hangMs);
    }
}

Program::Result Program::run(const QStringList &arguments, const Environment &environment)
{
    return Program(arguments, environment).wait();
}

void Program::signal(int number)
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

Program::Result Program::wait()
{
    const bool isOver = !isRunning() || m_process.waitForFinished(programHangMs);
    if (!isOver) {
        m_process.kill();
        m_process.waitForFinished(hangMs);
    }
    const bool isExit = isOver && m_process.exitStatus() == QProcess::NormalExit;
    return {.exitCode = isExit ? m_process.exitCode() : -1, .out = m_process.readAllStandardOutput(), .err = errorsSoFar()};
}

QByteArray Program::errorsSoFar()
{
    m_err += m_process.readAllStandardError();
    return m_err;
}

QString targetUri(const Target &target)
{
    QStringList parameters;
    for (const auto &[keyword, value] : target.parameters)
        parameters.append(QString::fromStdString(keyword) + u'=' + encoded(value));
    if (!target.password.isEmpty())
        parameters.append(u"password="_s + encoded(target.password.reveal()));
    return u"postgresql:///?"_s + parameters.join(u'&');
}

} // namespace poolwart
