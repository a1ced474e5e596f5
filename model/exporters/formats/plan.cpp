// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/durationtext.h"
#include "model/core/poolsettings.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/filetemplate.h"

namespace poolwart {

namespace {

// A JSON number, string or null.
std::string written(const PoolPlan &pool, const PoolSetting &setting)
{
    const auto value = valueOf(pool, setting);
    if (!value)
        return "null";
    return setting.isTime() ? '"' + formatDuration(std::chrono::milliseconds(*value)) + '"' : std::to_string(*value);
}

TemplateData poolRow(const PoolPlan &pool, bool isLast)
{
    TemplateData row;
    row.set("name", pool.name).set("comma", isLast ? "" : ",");
    for (const PoolSetting &setting : poolSettings())
        row.addRow("settings", TemplateData().set("id", setting.id).set("value", written(pool, setting)));
    return row;
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
