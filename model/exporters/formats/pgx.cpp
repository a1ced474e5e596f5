// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/poolvariables.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/tenyears.h"
#include "model/exporters/languages/golang.h"

#include <algorithm>

namespace poolwart {

namespace {

using enum ExportNote::Kind;
using std::chrono::milliseconds;

bool isFive(const ExportContext &context)
{
    return context.options.at("version") == "5";
}

bool hasNever(const PoolPlan &pool)
{
    return !pool.idleTimeout || !pool.maxLifetime;
}

// pgx 5 adds up to the jitter to the lifetime: together they are the plan's, as Poolwart's own pools take a tenth off.
milliseconds jitterOf(const ExportContext &context, const PoolPlan &pool)
{
    return isFive(context) && pool.maxLifetime ? *pool.maxLifetime / 10 : milliseconds(0);
}

milliseconds lifetimeOf(const ExportContext &context, const PoolPlan &pool)
{
    // For pgxpool 0 is "at once" (before 5.8 for the lifetime too).
    return pool.maxLifetime ? *pool.maxLifetime - jitterOf(context, pool) : tenYears;
}

// Idle and old connections are looked for this often: a minute is pgxpool's default, too long for shorter times.
milliseconds healthCheckOf(const Plan &plan)
{
    milliseconds period = std::chrono::minutes(1);
    for (const PoolPlan &pool : plan.pools)
        period = std::min({period, pool.idleTimeout.value_or(period), pool.maxLifetime.value_or(period)});
    return std::max(period, milliseconds(std::chrono::seconds(1)));
}

std::string codeOrNever(const std::optional<milliseconds> &time, milliseconds value)
{
    return time ? golang::durationCode(value) : "never";
}

UrlParameters dsnParameters(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    UrlParameters parameters = targetParameters(context);
    const auto add = [&parameters](const char *key, const std::string &value) { parameters.emplace_back(key, value); };
    add("application_name", poolApplicationName(context.plan, index));
    add("connect_timeout", std::to_string(wholeSecondsUp(pool.connectTimeout)));
    if (pool.statementTimeout)
        add("statement_timeout", std::to_string(pool.statementTimeout->count()));
    add("pool_max_conns", std::to_string(pool.slots));
    add("pool_min_conns", std::to_string(minimumIdleOf(pool)));
    add("pool_max_conn_idle_time", golang::durationText(pool.idleTimeout.value_or(tenYears)));
    add("pool_max_conn_lifetime", golang::durationText(lifetimeOf(context, pool)));
    if (isFive(context))
        add("pool_max_conn_lifetime_jitter", golang::durationText(jitterOf(context, pool)));
    add("pool_health_check_period", golang::durationText(healthCheckOf(context.plan)));
    return parameters;
}

Notes lifetimeNotes(const ExportContext &context)
{
    const Plan &plan = context.plan;
    if (std::ranges::none_of(plan.pools, [](const PoolPlan &pool) { return pool.maxLifetime.has_value(); }))
        return {};
    const std::vector<std::string> lifetimes{settingOfPools(plan, [](const PoolPlan &pool) { return durationOrNone(pool.maxLifetime); })};
    if (isFive(context))
        return {{.kind = Chosen,
                 .setting = "max_lifetime",
                 .source = QT_TRANSLATE_NOOP("core", "pgx adds the jitter to the lifetime: nine tenths and one tenth of the plan's %1 are "
                                                     "written, so that connections opened together are not closed together."),
                 .arguments = lifetimes}};
    return {{.kind = ChangesMeaning,
             .setting = "max_lifetime",
             .source = QT_TRANSLATE_NOOP("core", "The lifetime has no jitter: connections opened together are closed together after %1."),
             .arguments = lifetimes}};
}

Notes notesFor(const ExportContext &context)
{
    Notes notes = golang::notes(context);
    notes.add(lifetimeNotes(context));
    if (std::ranges::any_of(context.plan.pools, hasNever))
        notes.add({{.kind = Chosen,
                    .setting = "none",
                    .source = QT_TRANSLATE_NOOP("core", "“None” is written as ten years: pgxpool takes 0 as a lifetime of zero.")}});
    notes.add(
        {{.kind = ChangesMeaning,
          .setting = "idle_timeout",
          .source = QT_TRANSLATE_NOOP("core", "pgxpool checks for idle or expired connections every %1 (pool_health_check_period), so it "
                                              "closes them up to that much later."),
          .arguments = {formatDuration(healthCheckOf(context.plan))}}});
    if (isFive(context))
        notes.add(
            {{.kind = Chosen,
              .setting = "pool_min_idle_conns",
              .source = QT_TRANSLATE_NOOP("core", "Left out, like pool_ping_timeout: the default of both is 0, and pgx before 5.7.3 or 5.8 "
                                                  "would send them to the server, which then refuses the connection.")}});
    return notes;
}

class PgxExporter final : public Exporter
{
public:
    PgxExporter()
        : Exporter({.id = "pgx", .title = "pgx (pgxpool)", .ecosystem = Ecosystem::Go, .versions = {"5", "4"}, .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Plan &plan = context.plan;
        const Notes notes = notesFor(context);
        const std::string package = "github.com/jackc/pgx/v" + context.options.at("version") + "/pgxpool";
        TemplateData data = golang::data(
            context, "pgxpool of pgx " + context.options.at("version") + ", Go 1.19 or later", notes,
            {.pool = "pgxpool.Pool", .connection = "pgxpool.Conn", .take = "Acquire", .release = "Release", .modules = {package}});
        // pgx 4 opens its minimum at the start only if the start waits for it; pgx 5 does so by itself.
        data.setFlag("lazy", !isFive(context))
            .setFlag("opensOne", isFive(context))
            .set("countAtStart", isFive(context) ? "1" : "e.minimum")
            .set("opensAtStart", isFive(context) ? "one connection, as pgxpool does with the rest" : "the minimum")
            .setFlag("sql", false)
            .setFlag("jitter", isFive(context))
            .setFlag("hasNever", std::ranges::any_of(plan.pools, hasNever))
            .setFlag("zeroIsNever", false)
            .set("minimumMeaning", "kept open")
            .set("healthCheck", golang::durationCode(healthCheckOf(plan)))
            .set("constructor", isFive(context) ? "pgxpool.New" : "pgxpool.Connect")
            .set("url", targetUrl(context, targetParameters(context)));
        for (std::size_t i = 0; i < plan.pools.size(); ++i)
            data.addRow("pools", poolRow(context, i));
        const auto files = golang::files(context, "pgx", data);
        if (!files)
            return files.error();
        return ExportResult{.files = *files, .notes = notes};
    }

    static TemplateData poolRow(const ExportContext &context, std::size_t index)
    {
        const PoolPlan &pool = context.plan.pools[index];
        return golang::settings(context.plan, index, codeOrNever(pool.idleTimeout, pool.idleTimeout.value_or(tenYears)),
                                codeOrNever(pool.maxLifetime, lifetimeOf(context, pool)))
            .set("jitterTime", golang::durationCode(jitterOf(context, pool)))
            .set("dsn", targetUrl(context, dsnParameters(context, index)));
    }
};

} // namespace

const Exporter &pgxExporter()
{
    static const PgxExporter exporter;
    return exporter;
}

} // namespace poolwart
