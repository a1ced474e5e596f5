// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/registry.h"

#include "tests/exporters/sampleplans.h"
#include "tests/support/testserver.h"
#include "tests/support/tool.h"

#include <QDir>
#include <QString>
#include <QtGlobal>

#include <algorithm>

namespace poolwart {

inline ExportResult exported(const char *format, ExportContext context, std::map<std::string, std::string> options = {})
{
    context.options = std::move(options);
    const auto result = findExporter(format)->render(context);
    if (!result)
        qFatal("%s: %s", format, result.error().message.c_str());
    return *result;
}

inline QByteArray fileOf(const ExportResult &result, const std::string &path)
{
    const auto found = std::ranges::find(result.files, path, &ExportFile::path);
    return found == result.files.end() ? QByteArray() : QByteArray::fromStdString(found->content);
}

inline std::string noteOn(const ExportResult &result, const std::string &setting)
{
    const auto found = std::ranges::find(result.notes, setting, &ExportNote::setting);
    return found == result.notes.end() ? "" : found->english();
}

// Three pools that differ in everything, with the names and the password that break escapes.
inline ExportContext mixedContext()
{
    using namespace std::chrono_literals;
    Plan plan = shopPlan(3, 12);
    plan.applicationName = "büro's";
    plan.policy = RoutingPolicy::LeastLoaded;
    plan.migrationShare = 30;
    plan.fleet = {.replicas = 2, .surge = 1, .processes = 4};
    plan.pools[0].minimumIdle = 2;
    plan.pools[1] = {.name = "a\"b'c\\d#e;f%g${h}ü",
                     .slots = 7,
                     .minimumIdle = 0,
                     .acquireTimeout = 1500ms,
                     .connectTimeout = 2500ms,
                     .idleTimeout = std::nullopt,
                     .maxLifetime = 90500ms,
                     .statementTimeout = 250ms,
                     .queueLimit = 100};
    plan.pools[2].statementTimeout = std::nullopt;
    plan.pools[2].maxLifetime = std::nullopt;
    ExportContext context = sampleContext(plan);
    context.target = {{"host", "db"}, {"port", "5433"}, {"dbname", "a/b c"}, {"user", "app@x"}, {"sslmode", "require"}};
    context.password = Secret("a\"b'c\\d#e;f%g${h}ü: @");
    return context;
}

// The plan on the test's server, with the password that it needs.
inline ExportContext contextOn(const TestServer &server, const Plan &plan)
{
    ExportContext context = sampleContext(plan);
    const Target target = server.networkTarget();
    context.target = target.parameters;
    context.password = target.password;
    return context;
}

// Writes the files, those with secrets for their owner only.
inline void writeFiles(const QString &folder, const ExportResult &result)
{
    for (const ExportFile &file : result.files) {
        const QString path = folder + u'/' + QString::fromStdString(file.path);
        writeTestFile(path, QByteArray::fromStdString(file.content));
        if (file.secret)
            QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    }
}

} // namespace poolwart
