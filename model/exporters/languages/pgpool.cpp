// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/languages/pgpool.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/exporters/framework/targeturl.h"

#include <algorithm>

namespace poolwart::pgpool {

namespace {

using enum ExportNote::Kind;

Notes sslNotes(const ExportContext &context)
{
    const std::string mode = targetValue(context, "sslmode", "");
    if (mode == "prefer" || mode == "allow")
        return {
            {.kind = ChangesMeaning,
             .setting = "sslmode",
             .source = QT_TRANSLATE_NOOP("core", "node-postgres cannot prefer TLS and fall back to plain text: “%1” is left out, and the "
                                                 "connections are not encrypted. Write sslmode=require if the server supports TLS."),
             .arguments = {mode}}};
    if (mode == "require" || mode == "verify-ca")
        return {{.kind = Chosen,
                 .setting = "sslmode",
                 .source =
                     QT_TRANSLATE_NOOP("core", "node-postgres treats “%1” as verify-full; uselibpqcompat=true in the URL gives it libpq's "
                                               "meaning."),
                 .arguments = {mode}}};
    return {};
}

Notes timeoutNotes(const Plan &plan)
{
    const auto acquire = [](const PoolPlan &pool) { return formatDuration(pool.acquireTimeout); };
    const auto connect = [](const PoolPlan &pool) { return formatDuration(pool.connectTimeout); };
    Notes notes;
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return pool.connectTimeout != pool.acquireTimeout; }))
        notes.add({.kind = CannotSay,
                   .setting = "connect_timeout",
                   .source = QT_TRANSLATE_NOOP("core", "One field, connectionTimeoutMillis, limits both waiting for a slot and opening a "
                                                       "connection: connecting may take the acquire timeout, %1, instead of %2."),
                   .arguments = {settingOfPools(plan, acquire), settingOfPools(plan, connect)}});
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return pool.maxLifetime.has_value(); }))
        notes.add(
            {.kind = ChangesMeaning,
             .setting = "max_lifetime",
             .source = QT_TRANSLATE_NOOP("core", "The lifetime has no jitter: connections opened together are closed together after %1."),
             .arguments = {settingOfPools(plan, [](const PoolPlan &pool) { return durationOrNone(pool.maxLifetime); })}});
    return notes;
}

} // namespace

// The settings of one pg.Pool. 0 is "none" for idle and lifetime; a statement timeout of 0 would be read as unset.
TemplateData settings(const Plan &plan, std::size_t index)
{
    const PoolPlan &pool = plan.pools[index];
    constexpr std::chrono::milliseconds none(0);
    return TemplateData()
        .set("name", pool.name)
        .set("applicationName", poolApplicationName(plan, index))
        .set("max", pool.slots)
        .set("min", minimumIdleOf(pool))
        .set("acquire", pool.acquireTimeout.count())
        .set("idle", pool.idleTimeout.value_or(none).count())
        .set("lifetime", decimalSeconds(pool.maxLifetime.value_or(none)))
        .set("statement", pool.statementTimeout ? std::to_string(pool.statementTimeout->count()) : "false");
}

// node-postgres reads "require" and "verify-ca" as verify-full (with a warning) unless it is told to do as libpq does.
std::vector<std::pair<std::string, std::string>> sslParameters(const ExportContext &context)
{
    const std::string mode = targetValue(context, "sslmode", "");
    std::vector<std::pair<std::string, std::string>> parameters;
    if (mode == "require" || mode == "verify-ca")
        parameters = {{"sslmode", mode}, {"uselibpqcompat", "true"}};
    else if (mode == "verify-full" || mode == "disable")
        parameters = {{"sslmode", mode}};
    for (const char *key : {"sslrootcert", "sslcert", "sslkey"}) {
        if (const std::string value = targetValue(context, key, ""); !value.empty() && !parameters.empty() && mode != "disable")
            parameters.emplace_back(key, value);
    }
    return parameters;
}

Notes notes(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = timeoutNotes(plan);
    if (keepsIdle(plan))
        notes.add({{.kind = ChangesMeaning,
                    .setting = "minimum_idle",
                    .source = QT_TRANSLATE_NOOP("core",
                                                "node-postgres's min opens no connections; it only exempts them from the idle timeout. The "
                                                "file opens %1 per pool at start; a connection lost later is opened again on demand."),
                    .arguments = {settingOfPools(plan, [](const PoolPlan &pool) { return std::to_string(minimumIdleOf(pool)); })}}});
    notes.add(
        {{.kind = Chosen,
          .setting = "startup parameters",
          .source = QT_TRANSLATE_NOOP("core", "statement_timeout is sent as a startup parameter. PgBouncer refuses it unless "
                                              "ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use ALTER ROLE "
                                              "… SET statement_timeout instead.")}});
    notes.add(statementTimeoutUnset(plan));
    notes.add(sslNotes(context));
    return notes;
}

} // namespace poolwart::pgpool
