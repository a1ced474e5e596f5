// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/unsupportednotes.h"
#include "model/exporters/languages/jvmdriver.h"

#include <algorithm>

namespace poolwart {

namespace {

using MaybeTime = std::optional<std::chrono::milliseconds>;

// ISO 8601, which every Quarkus reads; 0 is "none" for Agroal.
std::string isoDuration(const MaybeTime &time)
{
    return "PT" + decimalSeconds(time.value_or(std::chrono::milliseconds(0))) + 'S';
}

TemplateData poolRow(const Plan &plan, std::size_t index)
{
    const PoolPlan &pool = plan.pools[index];
    TemplateData row = jvm::driverRow(plan, index);
    row.set("size", pool.slots)
        .set("minimum", minimumIdleOf(pool))
        .set("acquire", isoDuration(pool.acquireTimeout))
        .set("idle", isoDuration(pool.idleTimeout))
        .set("lifetime", isoDuration(pool.maxLifetime));
    return row;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = poolNamesUnsupported(plan, "p0");
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return !pool.minimumIdle.has_value(); }))
        notes.add({{.kind = ExportNote::Kind::Chosen,
                    .setting = "minimum_idle",
                    .source = QT_TRANSLATE_NOOP("core", "“As many as slots” is written as their number: Agroal's own default is 0.")}});
    notes.add(jvm::driverNotes(context));
    notes.add(routingUnsupported(plan));
    return notes;
}

class QuarkusExporter final : public Exporter
{
public:
    QuarkusExporter()
        : Exporter({.id = "quarkus", .title = "Quarkus", .ecosystem = Ecosystem::Java, .versions = {"3"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const TargetFields place = targetFields(context);
        ExportResult result{.notes = notesFor(context)};
        TemplateData data;
        data.setRows("header", lineRows(fileHeader(context, "Quarkus 3", result.notes)))
            .set("url", jvm::jdbcUrl(context))
            .set("user", place.user)
            .set("password", place.password)
            .setRows("driverProperties", jvm::targetRows(context));
        for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
            data.addRow("pools", poolRow(context.plan, i));
        auto content = fillTemplateFile("quarkus/application.properties", data);
        if (!content)
            return content.error();
        result.files = {{"src/main/resources/application.properties", std::move(content).value(), context.password.has_value()}};
        return result;
    }
};

} // namespace

const Exporter &quarkusExporter()
{
    static const QuarkusExporter exporter;
    return exporter;
}

} // namespace poolwart
