// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/unsupportednotes.h"

#include <algorithm>

namespace poolwart {

namespace {

using enum ExportNote::Kind;

constexpr long long maxConnections = 262'143; // PostgreSQL's own limit of max_connections

struct Limits
{
    long long maxConnections = 0;
    long long superuserReserved = 3;
    long long reserved = 0;
    long long role = 0; // CONNECTION LIMIT
};

// Room for the fleet beside the others and what is reserved; never less than the server has now.
Limits limitsFor(const ExportContext &context)
{
    constexpr long long step = 10;
    constexpr long long forPeople = 10; // where no server was seen: psql, monitoring, a migration
    Limits limits{.role = std::min(committedByFleet(context.plan), maxConnections)};
    long long others = forPeople;
    long long present = 0;
    if (context.budget) {
        limits.superuserReserved = context.budget->limits.superuserReserved;
        limits.reserved = context.budget->limits.reserved;
        others = context.budget->others + context.budget->monitors;
        present = context.budget->limits.maxConnections;
    }
    const long long needed = committedByFleet(context.plan) + others + limits.superuserReserved + limits.reserved;
    limits.maxConnections = needed <= present ? present : std::min(maxConnections, (needed + step - 1) / step * step);
    return limits;
}

// One role serves all pools: the longest of their timeouts; none if one of them has none.
std::optional<std::chrono::milliseconds> roleStatementTimeout(const Plan &plan)
{
    std::optional<std::chrono::milliseconds> longest(std::chrono::milliseconds(0));
    for (const PoolPlan &pool : plan.pools)
        longest = longest && pool.statementTimeout ? std::max(longest, pool.statementTimeout) : std::nullopt;
    return longest;
}

Notes statementNotes(const Plan &plan)
{
    const auto first = plan.pools.front().statementTimeout;
    if (std::ranges::all_of(plan.pools, [&first](const PoolPlan &pool) { return pool.statementTimeout == first; }))
        return statementTimeoutUnset(plan);
    return {{.kind = ChangesMeaning,
             .setting = "statement_timeout",
             .source = QT_TRANSLATE_NOOP("core", "The role has one value for all pools, the longest: %1; in the plan: %2."),
             .arguments = {durationOrNone(roleStatementTimeout(plan)),
                           settingOfPools(plan, [](const PoolPlan &pool) { return durationOrNone(pool.statementTimeout); })}}};
}

Notes versionNotes(const ExportContext &context)
{
    const std::string &version = context.options.at("version");
    const int seen = context.budget ? context.budget->limits.versionNumber / 10'000 : 0;
    if (seen == 0 || std::to_string(seen) == version)
        return {};
    return {{.kind = Chosen,
             .setting = "version",
             .source = QT_TRANSLATE_NOOP("core", "The files are for PostgreSQL %1 and later, but the connected server is %2."),
             .arguments = {version, context.budget->limits.version}}};
}

Notes notesFor(const ExportContext &context, const Limits &limits)
{
    const Plan &plan = context.plan;
    Notes notes = versionNotes(context);
    notes.add(
        {{.kind = CannotSay,
          .setting = "pools",
          .source = QT_TRANSLATE_NOOP("core", "The server has connections, not pools: the file contains only their sum and the statement "
                                              "timeout.")},
         {.kind = Chosen,
          .setting = "max_connections",
          .source =
              context.budget
                  ? QT_TRANSLATE_NOOP("core", "%1: %2 for the fleet, the peak of the others and the reserved ones; at least the server's "
                                              "current value.")
                  : QT_TRANSLATE_NOOP("core", "%1: %2 for the fleet, 10 for users and monitoring, and 3 for superusers; no server was "
                                              "connected."),
          .arguments = {std::to_string(limits.maxConnections), std::to_string(committedByFleet(plan))}}});
    if (committedByFleet(plan) > maxConnections)
        notes.add(
            {{.kind = CannotSay, .setting = "max_connections", .source = QT_TRANSLATE_NOOP("core", "PostgreSQL allows at most 262143.")}});
    notes.add(statementNotes(plan));
    return notes;
}

class PostgresExporter final : public Exporter
{
public:
    PostgresExporter() // the oldest first: its files do for all
        : Exporter({.id = "postgres",
                    .title = "PostgreSQL server",
                    .ecosystem = Ecosystem::PostgreSql,
                    .versions = {"13", "14", "15", "16", "17", "18"},
                    .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Limits limits = limitsFor(context);
        const std::string &version = context.options.at("version");
        const auto timeout = roleStatementTimeout(context.plan);
        ExportResult result{.notes = notesFor(context, limits)};
        TemplateData data;
        data.setRows("header", lineRows(fileHeader(context, "PostgreSQL " + version + " and later", result.notes)))
            .set("maxConnections", limits.maxConnections)
            .set("superuserReserved", limits.superuserReserved)
            .setFlag("hasReserved", version >= "16") // before, the server would not start with it
            .set("reserved", limits.reserved)
            .set("user", targetFields(context).user)
            .set("roleLimit", limits.role)
            .setFlag("hasTimeout", timeout.has_value())
            .set("timeout", std::to_string(timeout.value_or(std::chrono::milliseconds(0)).count()) + "ms")
            .setFlag("hasIdleSession", version >= "14")
            .setFlag("hasTransaction", version >= "17");
        for (const char *path : {"postgresql-pools.conf", "alter-system.sql", "alter-role.sql"}) {
            auto content = fillTemplateFile(std::string("postgres/") + path, data);
            if (!content)
                return content.error();
            result.files.push_back({.path = path, .content = std::move(content).value()});
        }
        return result;
    }
};

} // namespace

const Exporter &postgresExporter()
{
    static const PostgresExporter exporter;
    return exporter;
}

} // namespace poolwart
