// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/planformatting.h"
#include "model/exporters/framework/poolvariables.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/unsupportednotes.h"

#include <algorithm>

namespace poolwart {

namespace {

using enum ExportNote::Kind;

// A name as RFC 1123 has it: lower-case letters, digits and "-".
std::string objectName(const std::string &name)
{
    constexpr std::size_t longest = 50; // of 63, so that "-pools" fits
    std::string plain = plainName(name).substr(0, longest);
    std::ranges::transform(plain, plain.begin(), [](char c) {
        return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    while (plain.ends_with('-'))
        plain.pop_back();
    return plain;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes{
        {.kind = Chosen,
         .setting = "variables",
         .source = QT_TRANSLATE_NOOP("core", "There is no standard for pool settings in the environment: the names POOL_… are Poolwart's, "
                                             "and the application must read them. An empty value means “none”; for MINIMUM_IDLE it means "
                                             "“as many as SIZE”.")},
        {.kind = Chosen,
         .setting = "terminationGracePeriodSeconds",
         .source = QT_TRANSLATE_NOOP("core", "30 seconds: more than 5 for preStop and 10 for draining the application.")},
        {.kind = Chosen,
         .setting = "restart",
         .source = QT_TRANSLATE_NOOP("core", "A changed ConfigMap does not restart the pods. Change the annotation too, or use kubectl "
                                             "rollout restart.")}};
    if (plan.fleet.surge == 0 && plan.fleet.replicas > 1)
        notes.add({{.kind = Chosen,
                    .setting = "maxSurge",
                    .source = QT_TRANSLATE_NOOP("core", "0, as in the plan: a rollout stops one pod before it starts the next.")}});
    notes.add(applicationNameNotes(plan));
    notes.add(statementTimeoutUnset(plan));
    notes.add(weightUnsupported(plan));
    notes.add(targetUrlNotes(context));
    return notes;
}

TemplateData dataOf(const ExportContext &context, const std::vector<ExportNote> &notes)
{
    const Plan &plan = context.plan;
    TemplateData data;
    data.setRows("header", lineRows(fileHeader(context, "Kubernetes", notes)))
        .set("object", objectName(plan.applicationName))
        .set("budget", budgetLine(context))
        .set("url", targetUrl(context, targetParameters(context)))
        .set("applicationName", plan.applicationName)
        .set("policy", std::string(policyId(plan.policy)))
        .set("share", plan.migrationShare)
        .set("replicas", plan.fleet.replicas)
        .set("surge", plan.fleet.surge)
        .set("unavailable", plan.fleet.surge == 0 ? 1 : 0) // both at 0 would never roll out
        .set("processes", plan.fleet.processes)
        .set("count", static_cast<long long>(plan.pools.size()));
    for (std::size_t i = 0; i < plan.pools.size(); ++i)
        data.addRow("pools", poolVariables(context, i));
    return data;
}

class KubernetesExporter final : public Exporter
{
public:
    KubernetesExporter()
        : Exporter({.id = "kubernetes", .title = "Kubernetes", .ecosystem = Ecosystem::Environment, .versions = {"v1"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        ExportResult result{.notes = notesFor(context)};
        TemplateData data = dataOf(context, result.notes);
        for (const char *path : {"configmap.yaml", "secret.yaml", "deployment-fragment.yaml"}) {
            auto content = fillTemplateFile(std::string("kubernetes/") + path, data);
            if (!content)
                return content.error();
            const bool isSecret = std::string_view(path) == "secret.yaml" && context.password;
            result.files.push_back({path, std::move(content).value(), isSecret});
            data.setRows("header", lineRows(shortHeader(context, "Kubernetes")));
        }
        return result;
    }
};

} // namespace

const Exporter &kubernetesExporter()
{
    static const KubernetesExporter exporter;
    return exporter;
}

} // namespace poolwart
