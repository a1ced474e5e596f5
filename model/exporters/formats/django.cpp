// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/poolvariables.h"
#include "model/exporters/framework/projectfiles.h"
#include "model/exporters/framework/routingdata.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/tenyears.h"
#include "model/exporters/framework/unsupportednotes.h"

#include <algorithm>
#include <utility>

namespace poolwart {

namespace {

using enum ExportNote::Kind;

std::string versionOf(const ExportContext &context)
{
    return context.options.at("version");
}

// Since 5.1 Django hands OPTIONS["pool"] to psycopg_pool; before, every thread has a connection of its own.
bool hasPool(const ExportContext &context)
{
    return versionOf(context) == "5.1";
}

std::string aliasOf(std::size_t index)
{
    return index == 0 ? "default" : "p" + std::to_string(index);
}

TemplateData poolRow(const Plan &plan, std::size_t index)
{
    const PoolPlan &pool = plan.pools[index];
    return TemplateData()
        .set("alias", aliasOf(index))
        .set("name", pool.name)
        .set("applicationName", poolApplicationName(plan, index))
        .set("size", pool.slots)
        .set("min", minimumIdleOf(pool))
        .set("acquire", decimalSeconds(pool.acquireTimeout))
        // psycopg_pool's times have no word for "none"
        .set("idle", decimalSeconds(pool.idleTimeout.value_or(tenYears)))
        .set("lifetime", decimalSeconds(pool.maxLifetime.value_or(tenYears)))
        .set("age", pool.maxLifetime ? std::to_string(wholeSecondsUp(*pool.maxLifetime)) : "None")
        .set("queue", pool.queueLimit ? std::max(1, *pool.queueLimit) : 0)
        .setFlag("endless", !pool.queueLimit)
        .set("connect", wholeSecondsUp(pool.connectTimeout))
        .set("statement", pool.statementTimeout.value_or(std::chrono::milliseconds(0)).count())
        .setFlag("hasStatement", pool.statementTimeout.has_value())
        .setFlag("mirror", index > 0);
}

Notes psycopgPoolNotes(const Plan &plan)
{
    Notes notes{
        {.kind = ChangesMeaning,
         .setting = "max_lifetime",
         .source = QT_TRANSLATE_NOOP("core", "psycopg_pool closes a connection up to 10 % early, so that not all are closed at once. "
                                             "“None” is written as ten years.")},
        {.kind = ChangesMeaning,
         .setting = "idle_timeout",
         .source = QT_TRANSLATE_NOOP("core", "psycopg_pool closes one connection per max_idle and none below min_size. “None” is written "
                                             "as ten years.")}};
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return pool.queueLimit == 0; }))
        notes.add({.kind = ChangesMeaning,
                   .setting = "queue_limit",
                   .source = QT_TRANSLATE_NOOP("core", "max_waiting of 0 means no limit: 1 is written, so that one request may wait.")});
    return notes;
}

Notes threadNotes(const ExportContext &context)
{
    const Plan &plan = context.plan;
    const auto slots = [](const PoolPlan &pool) { return std::to_string(pool.slots); };
    const auto queue = [](const PoolPlan &pool) { return pool.queueLimit ? std::to_string(*pool.queueLimit) : std::string("none"); };
    Notes notes{
        {.kind = CannotSay,
         .setting = "slots",
         .source = QT_TRANSLATE_NOOP("core", "Django %1 has no pool: each thread opens its own connection in each alias that it uses. The "
                                             "limit is the number of threads in each of %2 aliases; in the plan: %3. Give a process at "
                                             "most as many threads as its smallest pool has slots."),
         .arguments = {versionOf(context), std::to_string(plan.pools.size()), settingOfPools(plan, slots)}}};
    notes.add(unsupported(plan, "minimum_idle", [](const PoolPlan &pool) { return std::to_string(minimumIdleOf(pool)); }));
    notes.add(timeUnsupported(plan, "acquire_timeout", [](const PoolPlan &pool) { return pool.acquireTimeout; }));
    notes.add(timeUnsupported(plan, "idle_timeout", [](const PoolPlan &pool) { return pool.idleTimeout; }));
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return pool.queueLimit.has_value(); }))
        notes.add(unsupported(plan, "queue_limit", queue));
    notes.add({{.kind = ChangesMeaning,
                .setting = "max_lifetime",
                .source = QT_TRANSLATE_NOOP("core", "Django checks CONN_MAX_AGE when a request begins and ends, and it has no jitter.")}});
    notes.add(roundedToSeconds(plan, "max_lifetime", [](const PoolPlan &pool) { return pool.maxLifetime; }));
    return notes;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = hasPool(context) ? psycopgPoolNotes(plan) : threadNotes(context);
    notes.add(connectTimeoutNotes(plan));
    notes.add(
        {{.kind = Chosen,
          .setting = "policy",
          .source = QT_TRANSLATE_NOOP("core", "A request keeps the pool that PoolMiddleware chose for it. Within transaction.atomic() "
                                              "without using=, which is a transaction in “default”, the queries stay there.")},
         {.kind = Chosen,
          .setting = "startup parameters",
          .source = QT_TRANSLATE_NOOP("core", "statement_timeout is sent in the startup parameter options. PgBouncer refuses it unless "
                                              "ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use ALTER ROLE "
                                              "… SET statement_timeout instead.")}});
    notes.add(statementTimeoutUnset(plan));
    notes.add(applicationNameNotes(plan));
    notes.add(programRoutingUnsupported(plan));
    notes.add(fleetUnsupported(plan));
    notes.add(poolNamesUnsupported(plan, aliasOf(0)));
    notes.add(targetUrlNotes(context));
    return notes;
}

std::string requirement(const std::string &version)
{
    return version == "5.1" ? "Django>=5.1" : version == "4.2" ? "Django>=4.2,<5.1" : "Django>=3.2,<4.2";
}

TemplateData dataOf(const ExportContext &context, const std::vector<ExportNote> &notes)
{
    const std::string version = versionOf(context);
    TemplateData data;
    setRouting(data, context.plan);
    data.setRows("header", lineRows(fileHeader(context, "Django " + version, notes)))
        .setFlag("pool", hasPool(context))
        .setFlag("healthChecks", version != "3.2") // known since 4.1
        .set("requirement", requirement(version))
        .set("count", static_cast<long long>(context.plan.pools.size()))
        .set("settingsFile", "pool_settings.py")
        .set("url", targetUrl(context, targetParameters(context)));
    for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
        data.addRow("pools", poolRow(context.plan, i));
    return data;
}

class DjangoExporter final : public Exporter
{
public:
    DjangoExporter()
        : Exporter({.id = "django", .title = "Django", .ecosystem = Ecosystem::Python, .versions = {"5.1", "4.2", "3.2"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Notes notes = notesFor(context);
        auto files = projectFiles(context, "Django " + versionOf(context), dataOf(context, notes),
                                  {{.path = "pool_settings.py", .source = "django/pool_settings.py"},
                                   {.path = "poolrouter.py", .source = "django/poolrouter.py"},
                                   {.path = environmentPath(context), .source = "python/env.example", .holdsPassword = true},
                                   {.path = "requirements-pools.txt", .source = "django/requirements.txt"}});
        if (!files)
            return files.error();
        return ExportResult{.files = std::move(files).value(), .notes = notes};
    }
};

} // namespace

const Exporter &djangoExporter()
{
    static const DjangoExporter exporter;
    return exporter;
}

} // namespace poolwart
