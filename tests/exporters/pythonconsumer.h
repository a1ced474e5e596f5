// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/exporters/exported.h"
#include "tests/exporters/shopserver.h"
#include "tests/support/eventually.h"
#include "tests/support/nodeproject.h"

#include <QTemporaryDir>

namespace poolwart {

// An export in a folder of its own, and Debian's Python with one of tests/exporters/consumers beside it.
class PythonProject
{
public:
    PythonProject(const char *format, const ExportContext &context, const std::map<std::string, std::string> &options = {})
    {
        writeFiles(m_folder.path(), exported(format, context, options));
    }

    QString path() const { return m_folder.path(); }

    // A program that answers, see Consumer.
    std::unique_ptr<QProcess> start(const QString &script, const QStringList &environment = {}) const
    {
        return startTool(call(script, environment));
    }

    ToolResult run(const QString &script) const { return runTool(call(script, {})); }

private:
    ToolCall call(const QString &script, const QStringList &environment) const
    {
        const QString source = qEnvironmentVariable("POOLWART_SOURCE") + QStringLiteral("/tests/exporters/consumers/");
        return {.program = QStringLiteral("/usr/bin/python3"),
                .arguments = {source + script},
                .folder = m_folder.path(),
                .environment = QStringList{QStringLiteral("PYTHONDONTWRITEBYTECODE=1")} + environment};
    }

    QTemporaryDir m_folder;
};

// The two answers that come in either order, as one.
inline QJsonObject bothAnswers(Consumer &consumer)
{
    QJsonObject both = consumer.receive();
    const QJsonObject other = consumer.receive();
    for (auto field = other.begin(); field != other.end(); ++field)
        both[field.key()] = field.value();
    return both;
}

// Has the pools closed by `command` while statements are held, and lets them go on once nothing is given out any more: what
// became of both.
inline QJsonObject closedAtTheGate(Consumer &consumer, const QString &command, ShopServer &server)
{
    consumer.ask({{QStringLiteral("command"), command}, {QStringLiteral("seconds"), 3'600}});
    const QJsonObject route{{QStringLiteral("command"), QStringLiteral("route")}, {QStringLiteral("count"), 1}};
    if (!eventually([&] { return consumer.ask(route).contains(QStringLiteral("error")); }))
        qWarning("They do not close");
    server.openGate();
    return bothAnswers(consumer);
}

inline std::string hostileName()
{
    return "a\"b'c\\d#e;f%g${h}ü <%= 1 %>";
}

// A role and a database with names, and a password, that break escapes; the plan on them.
inline ExportContext hostileContext(ShopServer &server, const Plan &plan)
{
    const std::string name = hostileName();
    const std::string password = name + "\n: @";
    const auto quoted = [](std::string value, char quote) {
        for (std::size_t at = value.find(quote); at != std::string::npos; at = value.find(quote, at + 2))
            value.insert(at, 1, quote);
        return quote + value + quote;
    };
    server.letIn();
    server.execute("CREATE ROLE " + quoted(name, '"') + " LOGIN PASSWORD " + quoted(password, '\''));
    server.execute("CREATE DATABASE " + quoted(name + "/x", '"'));
    ExportContext context = contextOn(server, plan);
    context.target["user"] = name;
    context.target["dbname"] = name + "/x";
    context.password = Secret(password);
    return context;
}

} // namespace poolwart
