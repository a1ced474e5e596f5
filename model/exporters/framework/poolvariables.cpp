// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/poolvariables.h"

#include "model/exporters/framework/planformatting.h"
#include "model/exporters/framework/targeturl.h"

namespace poolwart {

namespace {

std::string millisecondsOrNothing(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? std::to_string(time->count()) : "";
}

UrlParameters poolParameters(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    UrlParameters parameters = targetParameters(context);
    parameters.emplace_back("application_name", poolApplicationName(context.plan, index));
    parameters.emplace_back("connect_timeout", std::to_string(wholeSecondsUp(pool.connectTimeout)));
    if (pool.statementTimeout)
        parameters.emplace_back("options", "-c statement_timeout=" + std::to_string(pool.statementTimeout->count()));
    return parameters;
}

} // namespace

UrlParameters targetParameters(const ExportContext &context)
{
    UrlParameters parameters;
    for (const char *key : {"sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs"}) {
        if (const std::string value = targetValue(context, key, ""); !value.empty())
            parameters.emplace_back(key, value);
    }
    return parameters;
}

TemplateData poolVariables(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    return TemplateData()
        .set("index", static_cast<long long>(index))
        .set("name", pool.name)
        .set("applicationName", poolApplicationName(context.plan, index))
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

} // namespace poolwart
