// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/unsupportednotes.h"

namespace poolwart {

namespace {

using enum ExportNote::Kind;

std::string aliasOf(const Plan &plan, std::size_t index)
{
    return plainName(plan.applicationName) + "_p" + std::to_string(index);
}

long long secondsOrNone(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? wholeSecondsUp(*time) : 0;
}

TemplateData poolRow(const Plan &plan, std::size_t index)
{
    const PoolPlan &pool = plan.pools[index];
    return TemplateData()
        .set("alias", aliasOf(plan, index))
        .set("poolName", pool.name)
        .set("applicationName", poolApplicationName(plan, index))
        .set("size", pool.slots)
        .set("min", minimumIdleOf(pool))
        .set("acquire", pool.acquireTimeout.count())
        .set("idle", secondsOrNone(pool.idleTimeout))
        .set("lifetime", secondsOrNone(pool.maxLifetime))
        .setFlag("hasStatement", pool.statementTimeout.has_value())
        .set("statement", pool.statementTimeout.value_or(std::chrono::milliseconds(0)).count());
}

// Odyssey calls libpq's modes otherwise.
std::string tlsOf(const std::string &sslmode)
{
    if (sslmode == "disable" || sslmode == "allow" || sslmode == "require")
        return sslmode;
    return sslmode == "verify-ca" ? "verify_ca" : sslmode == "verify-full" ? "verify_full" : "prefer";
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = poolNamesUnsupported(plan, aliasOf(plan, 0));
    notes.add(timeUnsupported(plan, "connect_timeout", [](const PoolPlan &pool) { return pool.connectTimeout; }));
    notes.add(roundedToSeconds(plan, "idle_timeout", [](const PoolPlan &pool) { return pool.idleTimeout; }));
    notes.add(roundedToSeconds(plan, "max_lifetime", [](const PoolPlan &pool) { return pool.maxLifetime; }));
    notes.add(statementTimeoutUnset(plan));
    notes.add(applicationNameNotes(plan));
    notes.add(queueLimitUnsupported(plan));
    if (plan.fleet != Fleet())
        notes.add({{.kind = ChangesMeaning,
                    .setting = "fleet",
                    .source = QT_TRANSLATE_NOOP(
                        "core", "The limits are those of one Odyssey, regardless of the number of application instances: %1 "
                                "connections, not the %2 of the budget line."),
                    .arguments = {std::to_string(committedSlots(plan)), std::to_string(committedByFleet(plan))}}});
    notes.add(routingUnsupported(plan));
    notes.add(targetUrlNotes(context));
    return notes;
}

class OdysseyExporter final : public Exporter
{
public:
    OdysseyExporter()
        : Exporter({.id = "odyssey", .title = "Odyssey", .ecosystem = Ecosystem::Pooler, .versions = {"1.4"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const TargetFields place = targetFields(context);
        const Notes notes = notesFor(context);
        TemplateData data;
        data.setRows("header", lineRows(fileHeader(context, "Odyssey 1.4", notes)))
            .set("host", place.host)
            .set("port", place.port)
            .set("database", place.database)
            .set("user", place.user)
            .set("password", place.password)
            .set("tls", tlsOf(targetValue(context, "sslmode", "prefer")));
        for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
            data.addRow("pools", poolRow(context.plan, i));
        auto content = fillTemplateFile("odyssey/odyssey.conf", data);
        if (!content)
            return content.error();
        return ExportResult{.files = {{.path = "odyssey.conf", .content = std::move(content).value(), .secret = true}}, .notes = notes};
    }
};

} // namespace

const Exporter &odysseyExporter()
{
    static const OdysseyExporter exporter;
    return exporter;
}

} // namespace poolwart
