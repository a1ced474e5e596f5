// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/registry.h"
#include "model/exporters/framework/targeturl.h"

#include "tests/exporters/sampleplans.h"
#include "tests/exporters/shopserver.h"
#include "tests/support/nodeproject.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

namespace poolwart {

// What the tests of both Prisma formats share.

inline ExportResult rendered(const char *format, const Plan &plan, std::map<std::string, std::string> options = {{"imports", "js"}})
{
    ExportContext context = sampleContext(plan);
    context.options = std::move(options);
    return findExporter(format)->render(context).value();
}

inline QByteArray contentOf(const ExportResult &result, const std::string &path)
{
    const auto found = std::ranges::find(result.files, path, &ExportFile::path);
    return found == result.files.end() ? QByteArray() : QByteArray::fromStdString(found->content);
}

// What the README tells to put into the project's own package.json, and what `more` adds to it.
inline QByteArray packageJson(const char *format, const QJsonObject &more)
{
    QJsonObject package = QJsonDocument::fromJson(contentOf(rendered(format, shopPlan()), "package.prisma-pools.json")).object();
    for (auto field = more.begin(); field != more.end(); ++field)
        package[field.key()] = field.value();
    return QJsonDocument(package).toJson();
}

inline QByteArray sourceFile(const QString &path)
{
    QFile file(qEnvironmentVariable("POOLWART_SOURCE") + u'/' + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(path));
    return file.readAll();
}

inline constexpr auto accountModel = R"(
model Account {
  aid      Int  @id
  bid      Int?
  abalance Int?

  @@map("pgbench_accounts")
}
)";

// All files of the export, the schema with a model.
inline void writeProject(const NodeProject &project, const ExportResult &result)
{
    for (const ExportFile &file : result.files)
        project.write(QString::fromStdString(file.path), QByteArray::fromStdString(file.content));
    project.write(QStringLiteral("prisma/schema.prisma"), contentOf(result, "prisma/schema.prisma") + accountModel);
}

// The strictest checks that a user may have, and `more` compiler options.
inline QByteArray tsconfig(const char *more)
{
    return QByteArray(R"({ "compilerOptions": { "strict": true, "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true, "noPropertyAccessFromIndexSignature": true, "noUnusedLocals": true,
    "noUnusedParameters": true, "noImplicitReturns": true, "verbatimModuleSyntax": true, "isolatedModules": true,
    "target": "ES2023", "lib": ["ES2023"], "types": ["node"], "skipLibCheck": true, )")
         + more + " }, \"include\": [\"src\", \"*.config.ts\"] }";
}

// DATABASE_URL of the server, with parameters that must not win over the pools' settings.
inline QString hostileUrl(const TestServer &server)
{
    const Target target = server.networkTarget();
    const ExportContext context{.plan = shopPlan(), .target = target.parameters, .password = target.password};
    return QStringLiteral("DATABASE_URL=")
         + QString::fromStdString(targetUrl(
             context,
             {{"application_name", "evil"}, {"statement_timeout", "1"}, {"connection_limit", "3"}, {"max", "2"}, {"schema", "public"}}));
}

// The file with an hour for what a signal leaves to be served, instead of the ten seconds that it says.
inline QByteArray patientlyClosing(QByteArray pools)
{
    const QByteArray seconds = "disconnectAll(ms = 10_000)";
    if (!pools.contains(seconds))
        qFatal("%s is missing", seconds.constData());
    return pools.replace(seconds, "disconnectAll(ms = 3_600_000)");
}

inline NodeProject::Result generate(const NodeProject &project)
{
    return project.node({QStringLiteral("node_modules/prisma/build/index.js"), QStringLiteral("generate")});
}

inline NodeProject::Result compile(const NodeProject &project)
{
    return project.node({QStringLiteral("node_modules/typescript/bin/tsc"), QStringLiteral("-p"), QStringLiteral(".")});
}

} // namespace poolwart
