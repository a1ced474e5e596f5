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
using std::chrono::milliseconds;

std::string versionOf(const ExportContext &context)
{
    return context.options.at("version");
}

bool isNew(const ExportContext &context)
{
    return versionOf(context) == "8.1";
}

TemplateData poolRow(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    return TemplateData()
        .set("index", static_cast<long long>(index))
        .set("shard", index == 0 ? "default" : "p" + std::to_string(index))
        .set("applicationName", poolApplicationName(context.plan, index))
        .set("size", pool.slots)
        .set("min", minimumIdleOf(pool))
        .set("acquire", decimalSeconds(pool.acquireTimeout))
        .set("idle", decimalSeconds(pool.idleTimeout.value_or(milliseconds(0))))
        .setFlag("endless", !pool.idleTimeout)
        .set("lifetime", decimalSeconds(pool.maxLifetime.value_or(milliseconds(0))))
        .setFlag("hasLifetime", pool.maxLifetime.has_value())
        .set("connect", wholeSecondsUp(pool.connectTimeout))
        .set("statement", pool.statementTimeout.value_or(milliseconds(0)).count())
        .setFlag("hasStatement", pool.statementTimeout.has_value())
        .setFlag("noTasks", index > 0 && versionOf(context) != "6.1");
}

Notes versionNotes(const ExportContext &context)
{
    const Plan &plan = context.plan;
    if (isNew(context))
        return {{.kind = ChangesMeaning,
                 .setting = "max_lifetime",
                 .source = QT_TRANSLATE_NOOP(
                     "core", "Rails closes a connection up to 20 % early (pool_jitter), so that not all are closed at once.")}};
    Notes notes;
    notes.add(unsupported(plan, "minimum_idle", [](const PoolPlan &pool) { return std::to_string(minimumIdleOf(pool)); }));
    notes.add(timeUnsupported(plan, "max_lifetime", [](const PoolPlan &pool) { return pool.maxLifetime; }));
    if (versionOf(context) == "6.1" && plan.pools.size() > 1)
        notes.add(
            {{.kind = Chosen,
              .setting = "db:migrate",
              .source = QT_TRANSLATE_NOOP("core", "Rails 6.1 does not support database_tasks. Run db:migrate:p0, because db:migrate would "
                                                  "migrate once per pool.")}});
    return notes;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = versionNotes(context);
    notes.add(connectTimeoutNotes(plan));
    notes.add(
        {{.kind = Chosen,
          .setting = "statement_timeout",
          .source = QT_TRANSLATE_NOOP("core", "Rails sends SET after connecting. Behind a pooler in transaction mode use ALTER ROLE … SET "
                                              "statement_timeout instead.")},
         {.kind = Chosen,
          .setting = "policy",
          .source = QT_TRANSLATE_NOOP("core", "A block of work keeps the pool that Pools.use chose for it; without Pools.use it uses the "
                                              "first pool.")}});
    notes.add(statementTimeoutUnset(plan));
    notes.add(queueLimitUnsupported(plan));
    notes.add(applicationNameNotes(plan));
    notes.add(programRoutingUnsupported(plan));
    notes.add(routingInProgram(plan));
    notes.add(fleetUnsupported(plan));
    notes.add(poolNamesUnsupported(plan, "p0"));
    notes.add(targetUrlNotes(context));
    return notes;
}

TemplateData dataOf(const ExportContext &context, const std::vector<ExportNote> &notes)
{
    TemplateData data;
    setRouting(data, context.plan);
    data.setRows("header", lineRows(fileHeader(context, "Rails " + versionOf(context), notes)))
        .setFlag("isNew", isNew(context))
        .set("settingsFile", "config/database.yml")
        .set("url", targetUrl(context, targetParameters(context)));
    for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
        data.addRow("pools", poolRow(context, i));
    return data;
}

class RailsExporter final : public Exporter
{
public:
    RailsExporter()
        : Exporter(
            {.id = "rails", .title = "Ruby on Rails", .ecosystem = Ecosystem::Ruby, .versions = {"8.1", "7.0", "6.1"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Notes notes = notesFor(context);
        auto files = projectFiles(context, "Rails " + versionOf(context), dataOf(context, notes),
                                  {{.path = "config/database.yml", .source = "rails/database.yml"},
                                   {.path = "config/initializers/pools.rb", .source = "rails/pools.rb"},
                                   {.path = environmentPath(context), .source = "python/env.example", .holdsPassword = true}});
        if (!files)
            return files.error();
        return ExportResult{.files = std::move(files).value(), .notes = notes};
    }
};

} // namespace

const Exporter &railsExporter()
{
    static const RailsExporter exporter;
    return exporter;
}

} // namespace poolwart
