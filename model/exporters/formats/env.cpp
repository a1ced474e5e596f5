// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/databaseurl.h"
#include "model/exporters/exporter.h"
#include "model/exporters/fileheader.h"
#include "model/exporters/planwords.h"
#include "model/exporters/targeturl.h"

#include <algorithm>

namespace poolwart {

namespace {

using UrlParameters = std::vector<std::pair<std::string, std::string>>;

std::string millisecondsOrNothing(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? std::to_string(time->count()) : "";
}

// What libpq takes from a URL besides the place: the target's own TLS and session parameters.
UrlParameters commonParameters(const ExportContext &context)
{
    UrlParameters parameters;
    for (const char *key : {"sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs"}) {
        if (const std::string value = targetValue(context, key, ""); !value.empty())
            parameters.emplace_back(key, value);
    }
    return parameters;
}

UrlParameters poolParameters(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    UrlParameters parameters = commonParameters(context);
    parameters.emplace_back("application_name", poolApplicationName(context.plan, index));
    parameters.emplace_back("connect_timeout", std::to_string(wholeSecondsUp(pool.connectTimeout)));
    if (pool.statementTimeout)
        parameters.emplace_back("options", "-c statement_timeout=" + std::to_string(pool.statementTimeout->count()));
    return parameters;
}

TemplateData poolRow(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    return TemplateData()
        .set("index", static_cast<long long>(index))
        .set("name", pool.name)
        .set("url", targetUrl(context, poolParameters(context, index)))
        .set("size", pool.slots)
        .set("minimumIdle", pool.minimumIdle ? std::to_string(*pool.minimumIdle) : "")
        .set("acquire", pool.acquireTimeout.count())
        .set("connect", pool.connectTimeout.count())
        .set("idle", millisecondsOrNothing(pool.idleTimeout))
        .set("lifetime", millisecondsOrNothing(pool.maxLifetime))
        .set("statement", millisecondsOrNothing(pool.statementTimeout))
        .set("queue", pool.queueLimit ? std::to_string(*pool.queueLimit) : "");
}

bool isEncoded(const std::string &name)
{
    return percentEncoded(name) != name;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes{{.kind = ExportNote::Kind::Chosen,
                 .setting = "variables",
                 .source = QT_TRANSLATE_NOOP("core", "There is no standard for pools in the environment: the names POOL_… are ours, and "
                                                     "your application is to read them. An empty value is “none”, for MINIMUM_IDLE "
                                                     "“as many as SIZE”.")}};
    const auto add = [&notes](const Notes &more) { notes.insert(notes.end(), more.begin(), more.end()); };
    if (isEncoded(plan.applicationName) || std::ranges::any_of(plan.pools, isEncoded, &PoolPlan::name))
        add({{.kind = ExportNote::Kind::Chosen,
              .setting = "names",
              .source = QT_TRANSLATE_NOOP("core", "Names are percent-encoded: readers of .env files do not agree on how to quote.")}});
    add(applicationNameNotes(plan));
    add(statementTimeoutUnset(plan));
    add(targetUrlNotes(context));
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
            .set("url", targetUrl(context, commonParameters(context)))
            .set("applicationName", plan.applicationName)
            .set("policy", std::string(policyId(plan.policy)))
            .set("share", plan.migrationShare)
            .set("replicas", plan.fleet.replicas)
            .set("surge", plan.fleet.surge)
            .set("processes", plan.fleet.processes)
            .set("count", static_cast<long long>(plan.pools.size()));
        for (std::size_t i = 0; i < plan.pools.size(); ++i)
            data.addRow("pools", poolRow(context, i));
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
