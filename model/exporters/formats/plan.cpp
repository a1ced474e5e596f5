// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/durationtext.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"

namespace poolwart {

namespace {

// A JSON string or null.
std::string quoted(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? '"' + formatDuration(*time) + '"' : "null";
}

std::string numberOrNull(const std::optional<int> &number)
{
    return number ? std::to_string(*number) : "null";
}

TemplateData poolRow(const PoolPlan &pool, bool isLast)
{
    return TemplateData()
        .set("name", pool.name)
        .set("slots", pool.slots)
        .set("minimumIdle", numberOrNull(pool.minimumIdle))
        .set("acquire", quoted(pool.acquireTimeout))
        .set("connect", quoted(pool.connectTimeout))
        .set("idle", quoted(pool.idleTimeout))
        .set("lifetime", quoted(pool.maxLifetime))
        .set("statement", quoted(pool.statementTimeout))
        .set("queue", numberOrNull(pool.queueLimit))
        .set("weight", pool.weight)
        .set("comma", isLast ? "" : ",");
}

// Byte for byte what model/store/planfile.h writes. JSON has no comments: no header, and nothing is lost.
class PlanExporter final : public Exporter
{
public:
    PlanExporter()
        : Exporter({.id = "plan", .title = "Poolwart plan", .ecosystem = Ecosystem::Poolwart, .versions = {"1"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Plan &plan = context.plan;
        TemplateData data;
        data.set("applicationName", plan.applicationName)
            .set("policy", std::string(policyId(plan.policy)))
            .set("share", plan.migrationShare)
            .set("replicas", plan.fleet.replicas)
            .set("surge", plan.fleet.surge)
            .set("processes", plan.fleet.processes);
        for (std::size_t i = 0; i < plan.pools.size(); ++i)
            data.addRow("pools", poolRow(plan.pools[i], i + 1 == plan.pools.size()));
        auto content = fillTemplateFile("plan/plan.json", data);
        if (!content)
            return content.error();
        return ExportResult{.files = {{.path = "plan.json", .content = std::move(content).value()}}};
    }
};

} // namespace

const Exporter &planExporter()
{
    static const PlanExporter exporter;
    return exporter;
}

} // namespace poolwart
