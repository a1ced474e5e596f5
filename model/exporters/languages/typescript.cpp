// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/languages/typescript.h"

#include "model/core/text.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/planformatting.h"
#include "model/exporters/framework/routingdata.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/unsupportednotes.h"

#include <array>

namespace poolwart::typescript {

namespace {

using enum ExportNote::Kind;

std::vector<TemplateData> noteRows(const std::vector<ExportNote> &notes)
{
    std::vector<TemplateData> rows;
    for (const ExportNote &note : notes)
        rows.push_back(TemplateData().set("setting", note.setting).set("kind", noteKindEnglish(note.kind)).set("text", note.english()));
    return rows;
}

} // namespace

std::vector<ExportOption> options()
{
    return {
        {.id = "imports",
         .title = QT_TRANSLATE_NOOP("core", "Imports of the generated client: without an extension (bundlers, tsx), or with .js "
                                            "(ECMAScript modules loaded by Node)"),
         .choices = {"plain", "js"}},
        {.id = "files",
         .title = QT_TRANSLATE_NOOP("core", "Files to write: a complete new project, or only the pools"),
         .choices = {"project", "pools"}},
        {.id = "signals", .title = QT_TRANSLATE_NOOP("core", "Close the pools on SIGTERM and SIGINT"), .choices = {"yes", "no"}},
    };
}

TemplateData data(const ExportContext &context, const std::string &target, const std::vector<ExportNote> &notes,
                  const std::vector<std::pair<std::string, std::string>> &urlParameters)
{
    TemplateData data;
    setRouting(data, context.plan);
    data.setRows("header", lineRows(fileHeader(context, target, notes)))
        .setRows("shortHeader", lineRows(shortHeader(context, target)))
        .setRows("notes", noteRows(notes))
        .set("url", targetUrl(context, urlParameters))
        .set("extension", context.options.at("imports") == "js" ? ".js" : "")
        .setFlag("jsImports", context.options.at("imports") == "js")
        .setFlag("signals", context.options.at("signals") == "yes");
    return data;
}

void nameClient(TemplateData &data, Client client)
{
    struct Names
    {
        const char *getter;
        const char *client;
        const char *type;
    };
    constexpr std::array<Names, 3> names{{{"getPool", "pool", "pg.Pool"}, {"getPrisma", "prisma", "PrismaClient"}, {"getDb", "db", "Db"}}};
    const Names &own = names.at(static_cast<std::size_t>(client));
    data.setFlag("pool", client == Client::Pool)
        .setFlag("prisma", client == Client::Prisma)
        .setFlag("db", client == Client::Db)
        .set("getter", own.getter)
        .set("client", own.client)
        .set("clientType", own.type);
}

Outcome<std::vector<ExportFile>> files(const ExportContext &context, const TemplateData &data, const std::vector<ProjectFile> &project)
{
    std::vector<ExportFile> files;
    for (const ProjectFile &file : project) {
        if (!file.isPools && context.options.at("files") == "pools")
            continue;
        TemplateData own = data;
        if (file.isShort)
            own.setRows("header", *data.rows("shortHeader"));
        auto content = fillTemplateFile(file.source, own);
        if (!content)
            return content.error();
        files.push_back(
            {.path = file.path, .content = std::move(content).value(), .secret = file.isSecret && context.password.has_value()});
    }
    return files;
}

Notes notes(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = applicationNameNotes(plan);
    notes.add(queueLimitUnsupported(plan));
    notes.add(programRoutingUnsupported(plan));
    notes.add(routingInProgram(plan));
    notes.add(fleetUnsupported(plan));
    notes.add(targetUrlNotes(context));
    return notes;
}

Notes adapterNotes()
{
    return {{.kind = ChangesMeaning,
             .setting = "acquire_timeout",
             .source = QT_TRANSLATE_NOOP("core", "A request that times out fails with node-postgres's “timeout exceeded when trying to "
                                                 "connect”; the code P2024 of Prisma 6 no longer exists.")}};
}

Notes prismaNotes(const ExportContext &context)
{
    if (context.plan.pools.size() == 1 || context.plan.policy == RoutingPolicy::Single)
        return {};
    return {
        {.kind = Chosen,
         .setting = "findUnique",
         .source = QT_TRANSLATE_NOOP("core", "Prisma batches the findUnique calls of one tick into one statement, but only within a "
                                             "client. Measured with Prisma 7.10: 19,000 to 31,000 calls per second with one client, 6,600 "
                                             "to 7,000 spread over five; findFirst, which is not batched, hardly changed. Call "
                                             "getPrisma() once per request and keep its client.")}};
}

} // namespace poolwart::typescript
