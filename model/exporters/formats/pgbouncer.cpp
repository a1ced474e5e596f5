// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/languages/pgbouncernotes.h"

#include <algorithm>

namespace poolwart {

namespace {

// Newest first; the first version that knows a key is compared by its place here.
const std::vector<std::string> versions{"1.25", "1.24", "1.23", "1.22", "1.21", "1.20", "1.19", "1.18"};

bool isSince(const ExportContext &context, const std::string &first)
{
    return std::ranges::find(versions, context.options.at("version")) <= std::ranges::find(versions, first);
}

std::string aliasOf(const Plan &plan, std::size_t index)
{
    return plainName(plan.applicationName) + "_p" + std::to_string(index);
}

TemplateData poolRow(const ExportContext &context, std::size_t index)
{
    const PoolPlan &pool = context.plan.pools[index];
    const bool keepsSession = context.options.at("pool_mode") != "session"; // whose DISCARD ALL undoes a SET
    return TemplateData()
        .set("alias", aliasOf(context.plan, index))
        .set("poolName", pool.name)
        .set("size", pool.slots)
        .set("min", minimumIdleOf(pool))
        .set("applicationName", poolApplicationName(context.plan, index))
        .setFlag("ownLifetime", isSince(context, pgbouncer::ownLifetimeSince))
        .set("lifetime", pgbouncer::lifetimeText(pool.maxLifetime))
        .setFlag("connectQuery", keepsSession && pool.statementTimeout)
        .set("statement", pool.statementTimeout.value_or(std::chrono::milliseconds(0)).count());
}

long long maxClients(const Plan &plan)
{
    constexpr int least = 100;
    return std::max(least, 10 * committedSlots(plan));
}

TemplateData dataOf(const ExportContext &context, const std::vector<ExportNote> &notes)
{
    const Plan &plan = context.plan;
    const TargetFields place = targetFields(context);
    const std::string authority = targetValue(context, "sslrootcert", "");
    TemplateData data;
    data.setRows("header", lineRows(fileHeader(context, "PgBouncer " + context.options.at("version"), notes)))
        .set("host", place.host)
        .set("port", place.port)
        .set("database", place.database)
        .set("user", place.user)
        .set("password", place.password)
        .setFlag("plainUser", plainName(place.user) == place.user)
        .set("poolMode", context.options.at("pool_mode"))
        .set("clients", maxClients(plan))
        .set("firstSize", plan.pools.front().slots)
        .set("acquire", decimalSeconds(pgbouncer::longestAcquire(plan)))
        .set("connect", decimalSeconds(pgbouncer::longestConnect(plan)))
        .set("idle", decimalSeconds(pgbouncer::longestIdle(plan)))
        .set("lifetime", pgbouncer::lifetimeText(pgbouncer::longestLifetime(plan)))
        .set("sslmode", targetValue(context, "sslmode", "prefer"))
        .setFlag("authority", !authority.empty() && authority != "system")
        .set("sslrootcert", authority)
        .setFlag("preparedStatements", isSince(context, "1.21"))
        .setFlag("transactionTimeout", isSince(context, "1.25"));
    for (std::size_t i = 0; i < plan.pools.size(); ++i)
        data.addRow("pools", poolRow(context, i));
    return data;
}

class PgBouncerExporter final : public Exporter
{
public:
    PgBouncerExporter()
        : Exporter({.id = "pgbouncer",
                    .title = "PgBouncer",
                    .ecosystem = Ecosystem::Pooler,
                    .versions = versions,
                    .options = {{.id = "pool_mode",
                                 .title = QT_TRANSLATE_NOOP("core", "When a server connection is returned to the pool"),
                                 .choices = {"transaction", "session", "statement"}}}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Notes notes = pgbouncer::notes(context, aliasOf(context.plan, 0), isSince(context, pgbouncer::ownLifetimeSince));
        const TemplateData data = dataOf(context, notes);
        auto settings = fillTemplateFile("pgbouncer/pgbouncer.ini", data);
        auto users = fillTemplateFile("pgbouncer/userlist.txt", data);
        if (!settings || !users)
            return settings ? users.error() : settings.error();
        return ExportResult{.files = {{.path = "pgbouncer.ini", .content = std::move(settings).value()},
                                      {.path = "userlist.txt", .content = std::move(users).value(), .secret = true}},
                            .notes = notes};
    }
};

} // namespace

const Exporter &pgbouncerExporter()
{
    static const PgBouncerExporter exporter;
    return exporter;
}

} // namespace poolwart
