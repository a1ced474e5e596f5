// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/escape/databaseurl.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/planformatting.h"
#include "model/exporters/framework/poolvariables.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/unsupportednotes.h"

#include <algorithm>

namespace poolwart {

namespace {

bool isEncoded(const std::string &name)
{
    return percentEncoded(name) != name;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes{
        {.kind = ExportNote::Kind::Chosen,
         .setting = "variables",
         .source = QT_TRANSLATE_NOOP("core", "There is no standard for pool settings in the environment: the names POOL_… are Poolwart's, "
                                             "and the application must read them. An empty value means “none”; for MINIMUM_IDLE it means "
                                             "“as many as SIZE”.")}};
    if (isEncoded(plan.applicationName) || std::ranges::any_of(plan.pools, isEncoded, &PoolPlan::name))
        notes.add({{.kind = ExportNote::Kind::Chosen,
                    .setting = "names",
                    .source = QT_TRANSLATE_NOOP(
                        "core", "Names are percent-encoded because readers of .env files differ in how they handle quotes.")}});
    notes.add(applicationNameNotes(plan));
    notes.add(statementTimeoutUnset(plan));
    notes.add(weightUnsupported(plan));
    notes.add(targetUrlNotes(context));
    return notes;
}

class EnvExporter final : public Exporter
{
public:
    EnvExporter()
        : Exporter({.id = "env", .title = ".env", .ecosystem = Ecosystem::Environment, .versions = {"1"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Plan &plan = context.plan;
        const Notes notes = notesFor(context);
        TemplateData data;
        data.setRows("header", lineRows(fileHeader(context, "an application that reads its pools from the environment", notes)))
            .set("url", targetUrl(context, targetParameters(context)))
            .set("applicationName", plan.applicationName)
            .set("policy", std::string(policyId(plan.policy)))
            .set("share", plan.migrationShare)
            .set("replicas", plan.fleet.replicas)
            .set("surge", plan.fleet.surge)
            .set("processes", plan.fleet.processes)
            .set("count", static_cast<long long>(plan.pools.size()));
        for (std::size_t i = 0; i < plan.pools.size(); ++i)
            data.addRow("pools", poolVariables(context, i));
        auto content = fillTemplateFile("env/env", data);
        if (!content)
            return content.error();
        const bool isSecret = context.password.has_value();
        return ExportResult{.files = {{isSecret ? ".env" : ".env.example", std::move(content).value(), isSecret}}, .notes = notes};
    }
};

} // namespace

const Exporter &envExporter()
{
    static const EnvExporter exporter;
    return exporter;
}

} // namespace poolwart
