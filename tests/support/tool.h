// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace poolwart {

// A program that reads what we wrote: a compiler, an interpreter, a pooler.
struct ToolCall
{
    QString program;
    QStringList arguments;
    QString folder;
    QStringList environment; // "NAME=value", on top of ours without PG* and DATABASE_URL
    QByteArray input;
};

struct ToolResult
{
    int exitCode = -1; // also for one that was not found, crashed or hung
    QByteArray output; // both streams
};

ToolResult runTool(const ToolCall &call);

// Started, to talk with. Its standard input stays open.
std::unique_ptr<QProcess> startTool(const ToolCall &call);

// Writes a file, its folders included; a failure ends the test program.
void writeTestFile(const QString &path, const QByteArray &content);

} // namespace poolwart
