// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/unsupportednotes.h"

namespace poolwart {

namespace {

std::string sectionName(const Plan &plan, std::size_t index)
{
    return plainName(plan.applicationName) + "-p" + std::to_string(index);
}

// Everything that the target says, with what each pool sets taken out.
std::vector<TemplateData> targetRows(const ExportContext &context)
{
    const TargetFields place = targetFields(context);
    std::map<std::string, std::string> values = context.target;
    for (const char *own : {"service", "application_name", "fallback_application_name", "connect_timeout", "options", "password"})
        values.erase(own);
    values.try_emplace("host", place.host);
    values.try_emplace("port", place.port);
    values.try_emplace("dbname", place.database);
    values.try_emplace("user", place.user);
    std::vector<TemplateData> rows;
    for (const auto &[key, value] : values)
        rows.push_back(TemplateData().set("key", key).set("value", value));
    return rows;
}

std::string optionsOf(const ExportContext &context, const PoolPlan &pool)
{
    std::string options = targetValue(context, "options", "");
    if (pool.statementTimeout)
        options += (options.empty() ? "" : " ") + ("-c statement_timeout=" + std::to_string(pool.statementTimeout->count()));
    return options;
}

TemplateData poolRow(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    const std::string options = optionsOf(context, pool);
    return TemplateData()
        .set("section", sectionName(context.plan, index))
        .set("poolName", pool.name)
        .set("applicationName", poolApplicationName(context.plan, index))
        .set("connect", wholeSecondsUp(pool.connectTimeout))
        .setFlag("hasOptions", !options.empty())
        .set("options", options);
}

// The hosts of .pgpass: each of them, and "localhost" for the socket in libpq's own folder.
std::vector<TemplateData> passwordRows(const ExportContext &context)
{
    const TargetFields place = targetFields(context);
    std::vector<std::string> hosts{place.host};
    if (place.isSocket())
        hosts.emplace_back("localhost");
    std::vector<TemplateData> rows;
    for (const std::string &host : hosts)
        rows.push_back(TemplateData()
                           .set("host", host)
                           .set("port", place.port)
                           .set("database", place.database)
                           .set("user", place.user)
                           .set("password", place.password));
    return rows;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes;
    notes.add(
        {{.kind = ExportNote::Kind::ChangesMeaning,
          .setting = "pools",
          .source = QT_TRANSLATE_NOOP("core", "libpq has no pools: this file describes how to open one connection. The application opens, "
                                              "keeps and closes the connections.")}});
    notes.add(poolNamesUnsupported(plan, sectionName(plan, 0)));
    notes.add(unsupported(plan, "slots", [](const PoolPlan &pool) { return std::to_string(pool.slots); }));
    notes.add(unsupported(plan, "minimum_idle", [](const PoolPlan &pool) { return std::to_string(minimumIdleOf(pool)); }));
    notes.add(timeUnsupported(plan, "acquire_timeout", [](const PoolPlan &pool) { return pool.acquireTimeout; }));
    notes.add(timeUnsupported(plan, "idle_timeout", [](const PoolPlan &pool) { return pool.idleTimeout; }));
    notes.add(timeUnsupported(plan, "max_lifetime", [](const PoolPlan &pool) { return pool.maxLifetime; }));
    notes.add(queueLimitUnsupported(plan));
    notes.add(connectTimeoutNotes(plan));
    notes.add(statementTimeoutUnset(plan));
    notes.add(applicationNameNotes(plan));
    notes.add(routingUnsupported(plan));
    notes.add(fleetUnsupported(plan));
    return notes;
}

class ServiceExporter final : public Exporter
{
public:
    ServiceExporter()
        : Exporter(
            {.id = "service", .title = "libpq service file", .ecosystem = Ecosystem::PostgreSql, .versions = {"libpq"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Notes notes = notesFor(context);
        TemplateData data;
        data.setRows("header", lineRows(fileHeader(context, "libpq: ~/.pg_service.conf, or the file named in PGSERVICEFILE", notes)))
            .setRows("target", targetRows(context))
            .setRows("passwords", passwordRows(context))
            .set("first", sectionName(context.plan, 0));
        for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
            data.addRow("pools", poolRow(context, i));
        auto services = fillTemplateFile("service/pg_service.conf", data);
        auto passwords = fillTemplateFile("service/pgpass", data);
        if (!services || !passwords)
            return services ? passwords.error() : services.error();
        return ExportResult{.files = {{.path = "pg_service.conf", .content = std::move(services).value()},
                                      {.path = "pgpass", .content = std::move(passwords).value(), .secret = true}},
                            .notes = notes};
    }
};

} // namespace

const Exporter &serviceExporter()
{
    static const ServiceExporter exporter;
    return exporter;
}

} // namespace poolwart
