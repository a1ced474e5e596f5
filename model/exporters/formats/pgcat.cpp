// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/tenyears.h"
#include "model/exporters/languages/pgbouncernotes.h"

namespace poolwart {

namespace {

using enum ExportNote::Kind;
using std::chrono::milliseconds;

std::string aliasOf(const Plan &plan, std::size_t index)
{
    return plainName(plan.applicationName) + "_p" + std::to_string(index);
}

TemplateData poolRow(const Plan &plan, std::size_t index)
{
    const PoolPlan &pool = plan.pools[index];
    return TemplateData()
        .set("alias", aliasOf(plan, index))
        .set("poolName", pool.name)
        .set("size", pool.slots)
        .set("min", minimumIdleOf(pool))
        .set("statement", pool.statementTimeout.value_or(milliseconds(0)).count());
}

milliseconds longestIdle(const Plan &plan)
{
    const milliseconds idle = pgbouncer::longestIdle(plan); // 0: one of them has none
    return idle == milliseconds(0) ? tenYears : idle;       // it is not known what 0 does
}

Notes oneForAll(const Plan &plan, const std::string &setting, const TimeOf &time)
{
    const auto first = time(plan.pools.front());
    const bool areSame = std::ranges::all_of(plan.pools, [&](const PoolPlan &pool) { return time(pool) == first; });
    if (areSame && first)
        return {};
    if (areSame)
        return {{.kind = Chosen, .setting = setting, .source = QT_TRANSLATE_NOOP("core", "“None” is written as ten years.")}};
    return {{.kind = ChangesMeaning,
             .setting = setting,
             .source = QT_TRANSLATE_NOOP("core", "One value for all pools, the longest; in the plan: %1. “None” is written as ten years."),
             .arguments = {settingOfPools(plan, [&time](const PoolPlan &pool) { return durationOrNone(time(pool)); })}}};
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = poolNamesUnsupported(plan, aliasOf(plan, 0));
    notes.add(oneForAll(plan, "acquire_timeout", [](const PoolPlan &pool) { return pool.acquireTimeout; }));
    notes.add(
        {{.kind = CannotSay,
          .setting = "connect_timeout",
          .source = QT_TRANSLATE_NOOP("core", "One key, connect_timeout, limits both waiting for a slot and opening a connection: the "
                                              "acquire timeout is written.")}});
    notes.add(oneForAll(plan, "idle_timeout", [](const PoolPlan &pool) { return pool.idleTimeout; }));
    notes.add(oneForAll(plan, "max_lifetime", [](const PoolPlan &pool) { return pool.maxLifetime; }));
    notes.add(statementTimeoutUnset(plan));
    notes.add(unsupported(plan, "application_name", [&plan](const PoolPlan &) { return plan.applicationName; }));
    notes.add({{.kind = Chosen,
                .setting = "defaults",
                .source = QT_TRANSLATE_NOOP("core",
                                            "Every value is written because pgcat's documentation and program have different defaults.")}});
    notes.add(queueLimitUnsupported(plan));
    if (plan.fleet != Fleet())
        notes.add({{.kind = ChangesMeaning,
                    .setting = "fleet",
                    .source = QT_TRANSLATE_NOOP("core",
                                                "The limits are those of one pgcat, regardless of the number of application instances: %1 "
                                                "connections, not the %2 of the budget line."),
                    .arguments = {std::to_string(committedSlots(plan)), std::to_string(committedByFleet(plan))}}});
    notes.add(routingUnsupported(plan));
    notes.add(targetUrlNotes(context));
    return notes;
}

class PgCatExporter final : public Exporter
{
public:
    PgCatExporter()
        : Exporter({.id = "pgcat", .title = "pgcat", .ecosystem = Ecosystem::Pooler, .versions = {"1"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Plan &plan = context.plan;
        const TargetFields place = targetFields(context);
        const Notes notes = notesFor(context);
        TemplateData data;
        data.setRows("header", lineRows(fileHeader(context, "pgcat 1", notes)))
            .set("host", place.host)
            .set("port", place.port)
            .set("database", place.database)
            .set("user", place.user)
            .set("password", place.password)
            .set("acquire", pgbouncer::longestAcquire(plan).count())
            .set("idle", longestIdle(plan).count())
            .set("lifetime", pgbouncer::longestLifetime(plan).value_or(tenYears).count());
        for (std::size_t i = 0; i < plan.pools.size(); ++i)
            data.addRow("pools", poolRow(plan, i));
        auto content = fillTemplateFile("pgcat/pgcat.toml", data);
        if (!content)
            return content.error();
        return ExportResult{.files = {{.path = "pgcat.toml", .content = std::move(content).value(), .secret = true}}, .notes = notes};
    }
};

} // namespace

const Exporter &pgcatExporter()
{
    static const PgCatExporter exporter;
    return exporter;
}

} // namespace poolwart
