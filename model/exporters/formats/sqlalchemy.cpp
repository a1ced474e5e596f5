// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/poolvariables.h"
#include "model/exporters/framework/projectfiles.h"
#include "model/exporters/framework/routingdata.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/unsupportednotes.h"

#include <algorithm>
#include <utility>

namespace poolwart {

namespace {

using enum ExportNote::Kind;

TemplateData poolRow(const Plan &plan, std::size_t index)
{
    const PoolPlan &pool = plan.pools[index];
    return TemplateData()
        .set("name", pool.name)
        .set("applicationName", poolApplicationName(plan, index))
        .set("size", pool.slots)
        .set("min", minimumIdleOf(pool))
        .set("acquire", decimalSeconds(pool.acquireTimeout))
        .set("lifetime", pool.maxLifetime ? wholeSecondsUp(*pool.maxLifetime) : -1)
        .setFlag("immortal", !pool.maxLifetime)
        .set("connect", wholeSecondsUp(pool.connectTimeout))
        .set("statement", pool.statementTimeout.value_or(std::chrono::milliseconds(0)).count())
        .setFlag("hasStatement", pool.statementTimeout.has_value())
        .set("comma", index == 0 ? "" : ", ");
}

Notes poolNotes(const Plan &plan)
{
    const auto slots = [](const PoolPlan &pool) { return std::to_string(pool.slots); };
    const auto idle = [](const PoolPlan &pool) { return durationOrNone(pool.idleTimeout); };
    const auto minimum = [](const PoolPlan &pool) { return std::to_string(minimumIdleOf(pool)); };
    Notes notes{
        {.kind = Chosen,
         .setting = "max_overflow",
         .source = QT_TRANSLATE_NOOP("core", "0, so that pool_size is the limit (%1): SQLAlchemy's default opens 10 more."),
         .arguments = {settingOfPools(plan, slots)}},
        {.kind = ChangesMeaning,
         .setting = "minimum_idle",
         .source = QT_TRANSLATE_NOOP("core", "SQLAlchemy opens connections on demand and keeps them: warm_up() opens the minimum "
                                             "(%1), once."),
         .arguments = {settingOfPools(plan, minimum)}},
        {.kind = CannotSay,
         .setting = "idle_timeout",
         .source = QT_TRANSLATE_NOOP("core", "SQLAlchemy closes no idle connection (plan: %1). The connection returned last is used "
                                             "first, so surplus ones stay idle until a pooler or the server closes them; pool_pre_ping "
                                             "then replaces them."),
         .arguments = {settingOfPools(plan, idle)}}};
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return pool.maxLifetime.has_value(); }))
        notes.add({.kind = ChangesMeaning,
                   .setting = "max_lifetime",
                   .source = QT_TRANSLATE_NOOP("core", "SQLAlchemy checks pool_recycle when a connection is taken, without jitter: an idle "
                                                       "connection is not closed at that age.")});
    return notes;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = poolNotes(plan);
    notes.add(roundedToSeconds(plan, "max_lifetime", [](const PoolPlan &pool) { return pool.maxLifetime; }));
    notes.add(connectTimeoutNotes(plan));
    notes.add(
        {{.kind = Chosen,
          .setting = "startup parameters",
          .source = QT_TRANSLATE_NOOP("core", "statement_timeout is sent in the startup parameter options. PgBouncer refuses it unless "
                                              "ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use ALTER ROLE "
                                              "… SET statement_timeout instead.")},
         {.kind = Chosen,
          .setting = "fork",
          .source = QT_TRANSLATE_NOOP("core", "Each process has its own pools. A forked child (gunicorn, Celery) drops its parent's "
                                              "connections with dispose(close=False) and opens its own.")}});
    notes.add(statementTimeoutUnset(plan));
    notes.add(queueLimitUnsupported(plan));
    notes.add(applicationNameNotes(plan));
    notes.add(programRoutingUnsupported(plan));
    notes.add(routingInProgram(plan));
    notes.add(fleetUnsupported(plan));
    notes.add(targetUrlNotes(context));
    return notes;
}

TemplateData dataOf(const ExportContext &context, const std::vector<ExportNote> &notes)
{
    const std::string version = context.options.at("version");
    const std::string driver = context.options.at("driver");
    TemplateData data;
    setRouting(data, context.plan);
    data.setRows("header", lineRows(fileHeader(context, "SQLAlchemy " + version + " with " + driver, notes)))
        .set("driver", driver)
        .setFlag("psycopg3", driver == "psycopg")
        .setFlag("isVersion1", version == "1.4")
        .set("settingsFile", "pools.py")
        .set("url", targetUrl(context, targetParameters(context)));
    for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
        data.addRow("pools", poolRow(context.plan, i));
    return data;
}

Done checkDriver(const ExportContext &context)
{
    if (context.options.at("version") != "1.4" || context.options.at("driver") != "psycopg")
        return done();
    return Error{.kind = ErrorKind::BadInput,
                 .message = text(QT_TRANSLATE_NOOP("core", "SQLAlchemy 1.4 does not support psycopg 3.")),
                 .hint = text(QT_TRANSLATE_NOOP("core", "Choose the driver psycopg2 or version 2.0."))};
}

class SqlAlchemyExporter final : public Exporter
{
public:
    SqlAlchemyExporter()
        : Exporter({.id = "sqlalchemy",
                    .title = "SQLAlchemy",
                    .ecosystem = Ecosystem::Python,
                    .versions = {"2.0", "1.4"},
                    .options = {{.id = "driver",
                                 .title = QT_TRANSLATE_NOOP("core", "Driver: psycopg2, or psycopg 3, which needs SQLAlchemy 2.0"),
                                 .choices = {"psycopg2", "psycopg"}}}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        if (const Done possible = checkDriver(context); !possible)
            return possible.error();
        const Notes notes = notesFor(context);
        auto files = projectFiles(context, "SQLAlchemy", dataOf(context, notes),
                                  {{.path = "pools.py", .source = "sqlalchemy/pools.py"},
                                   {.path = environmentPath(context), .source = "python/env.example", .holdsPassword = true},
                                   {.path = "requirements-pools.txt", .source = "sqlalchemy/requirements.txt"}});
        if (!files)
            return files.error();
        return ExportResult{.files = std::move(files).value(), .notes = notes};
    }
};

} // namespace

const Exporter &sqlalchemyExporter()
{
    static const SqlAlchemyExporter exporter;
    return exporter;
}

} // namespace poolwart
