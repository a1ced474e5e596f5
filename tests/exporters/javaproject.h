// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/exporters/exported.h"
#include "tests/support/nodeproject.h"
#include "tests/support/tool.h"

#include <QStandardPaths>
#include <QTemporaryDir>

namespace poolwart {

// Java sources in a folder of their own, compiled against Debian's jars.
class JavaProject
{
public:
    // Names below /usr/share/java, without ".jar".
    explicit JavaProject(const QStringList &jars)
    {
        m_classPath = m_folder.path();
        for (const QString &jar : jars) {
            const QString path = QStringLiteral("/usr/share/java/%1.jar").arg(jar);
            m_classPath += u':' + path;
            if (!QFile::exists(path))
                m_whyNot = QStringLiteral("there is no %1").arg(path);
        }
        if (QStandardPaths::findExecutable(QStringLiteral("javac")).isEmpty())
            m_whyNot = QStringLiteral("there is no javac");
    }

    QString whyNot() const { return m_whyNot; }
    QString path() const { return m_folder.path(); }

    // The export's files and programs of tests/exporters/consumers, with every warning an error but those on the jars
    // themselves, whose manifests name some that are not there. Returns what javac says.
    QByteArray compile(const QStringList &exportedSources, const QStringList &programs) const
    {
        QStringList arguments{QStringLiteral("-Xlint:all,-options,-processing,-path"),
                              QStringLiteral("-Werror"),
                              QStringLiteral("--release"),
                              QStringLiteral("8"),
                              QStringLiteral("-encoding"),
                              QStringLiteral("UTF-8"),
                              QStringLiteral("-proc:none"),
                              QStringLiteral("-cp"),
                              m_classPath,
                              QStringLiteral("-d"),
                              m_folder.path()};
        arguments += exportedSources;
        for (const QString &program : programs)
            arguments += qEnvironmentVariable("POOLWART_SOURCE") + QStringLiteral("/tests/exporters/consumers/") + program;
        const ToolResult result = runTool({.program = QStringLiteral("javac"), .arguments = arguments, .folder = m_folder.path()});
        return result.exitCode == 0 ? QByteArray() : "javac: " + result.output;
    }

    ToolResult run(const QStringList &arguments) const
    {
        return runTool({.program = QStringLiteral("java"), .arguments = javaArguments(arguments), .folder = m_folder.path()});
    }

    std::unique_ptr<QProcess> start(const QStringList &arguments) const
    {
        return startTool({.program = QStringLiteral("java"), .arguments = javaArguments(arguments), .folder = m_folder.path()});
    }

private:
    QStringList javaArguments(const QStringList &arguments) const
    {
        return QStringList{QStringLiteral("-Dfile.encoding=UTF-8"), QStringLiteral("-cp"), m_classPath} + arguments;
    }

    QTemporaryDir m_folder;
    QString m_classPath;
    QString m_whyNot;
};

} // namespace poolwart
