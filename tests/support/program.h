// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>

#include <map>

namespace poolwart {

// The built program as a process of its own, in English and without any DATABASE_URL or PG* of the caller.
class Program
{
public:
    struct Result
    {
        int exitCode = -1; // -1: crashed, or did not end and was killed
        QByteArray out;
        QByteArray err;
    };

    using Environment = std::map<QString, QString>; // added to the process's; an empty value takes a variable out

    explicit Program(const QStringList &arguments, const Environment &environment = {});
    ~Program(); // kills it

    static Result run(const QStringList &arguments, const Environment &environment = {});

    void signal(int number);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    qint64 processId() const { return m_process.processId(); }
    Result wait();
    QByteArray errorsSoFar(); // what it wrote to standard error until now

private:
    QProcess m_process;
    QByteArray m_err;
};

// As --target takes it, password included.
QString targetUri(const Target &target);

} // namespace poolwart
