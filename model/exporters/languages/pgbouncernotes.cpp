// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/languages/pgbouncernotes.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/exporters/framework/targeturl.h"

#include <algorithm>

namespace poolwart::pgbouncer {

namespace {

using enum ExportNote::Kind;
using Time = std::optional<std::chrono::milliseconds>;

// None is longer than any.
Time longest(const Plan &plan, const TimeOf &time)
{
    Time result = time(plan.pools.front());
    for (const PoolPlan &pool : plan.pools)
        result = result && time(pool) ? std::max(result, time(pool)) : std::nullopt;
    return result;
}

Notes sharedTime(const Plan &plan, const std::string &setting, const TimeOf &time)
{
    const Time first = time(plan.pools.front());
    if (std::ranges::all_of(plan.pools, [&](const PoolPlan &pool) { return time(pool) == first; }))
        return {};
    return {{.kind = ChangesMeaning,
             .setting = setting,
             .source = QT_TRANSLATE_NOOP("core", "One value for all pools, the longest: %1; in the plan: %2."),
             .arguments = {durationOrNone(longest(plan, time)),
                           settingOfPools(plan, [&time](const PoolPlan &pool) { return durationOrNone(time(pool)); })}}};
}

Notes lifetimeNotes(const Plan &plan, bool hasOwnLifetimes)
{
    const auto lifetime = [](const PoolPlan &pool) { return pool.maxLifetime; };
    Notes notes = hasOwnLifetimes ? Notes() : sharedTime(plan, "max_lifetime", lifetime);
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return !pool.maxLifetime; }))
        notes.add({.kind = Chosen,
                   .setting = "max_lifetime",
                   .source = QT_TRANSLATE_NOOP("core", "“None” is written as ten years: a server_lifetime of 0 would use each "
                                                       "connection once.")});
    return notes;
}

Notes statementNotes(const ExportContext &context)
{
    const Plan &plan = context.plan;
    const auto statement = [](const PoolPlan &pool) { return durationOrNone(pool.statementTimeout); };
    if (context.options.at("pool_mode") == "session")
        return {{.kind = CannotSay,
                 .setting = "statement_timeout",
                 .source = QT_TRANSLATE_NOOP("core", "PgBouncer has no key for it, and in session mode DISCARD ALL resets values set by "
                                                     "connect_query. Use ALTER ROLE … SET statement_timeout; in the plan: %1."),
                 .arguments = {settingOfPools(plan, statement)}}};
    Notes notes = statementTimeoutUnset(plan);
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return pool.statementTimeout.has_value(); }))
        notes.add(
            {.kind = Chosen,
             .setting = "statement_timeout",
             .source = QT_TRANSLATE_NOOP("core", "connect_query sets it once per server connection. A SET by one client changes it for all "
                                                 "later clients; ALTER ROLE … SET is no safer.")});
    return notes;
}

Notes modeNotes(const ExportContext &context)
{
    const std::string &mode = context.options.at("pool_mode");
    Notes notes{
        {.kind = Chosen,
         .setting = "pool_mode",
         .source =
             mode == "session"
                 ? QT_TRANSLATE_NOOP("core", "A client keeps its server connection until it disconnects, so at most as many clients work "
                                             "at once as there are slots.")
                 : QT_TRANSLATE_NOOP("core", "SET, LISTEN, temporary tables, session advisory locks and SQL PREPARE do not outlive a "
                                             "transaction.")}};
    const bool tracksStatements = context.options.at("version") > "1.20";
    if (mode != "session")
        notes.add({.kind = Chosen,
                   .setting = "prepared statements",
                   .source = tracksStatements
                               ? QT_TRANSLATE_NOOP("core", "Protocol-level prepared statements work: max_prepared_statements is 200.")
                               : QT_TRANSLATE_NOOP(
                                   "core", "Prepared statements do not work in this mode before PgBouncer 1.21. Disable them in the "
                                           "application's driver.")});
    return notes;
}

} // namespace

std::chrono::milliseconds longestAcquire(const Plan &plan)
{
    return *longest(plan, [](const PoolPlan &pool) { return pool.acquireTimeout; });
}

std::chrono::milliseconds longestConnect(const Plan &plan)
{
    return *longest(plan, [](const PoolPlan &pool) { return pool.connectTimeout; });
}

std::chrono::milliseconds longestIdle(const Plan &plan)
{
    return longest(plan, [](const PoolPlan &pool) { return pool.idleTimeout; }).value_or(std::chrono::milliseconds(0));
}

Time longestLifetime(const Plan &plan)
{
    return longest(plan, [](const PoolPlan &pool) { return pool.maxLifetime; });
}

std::string lifetimeText(const Time &time)
{
    return time ? decimalSeconds(*time) : noLifetime;
}

Notes notes(const ExportContext &context, const std::string &firstAlias, bool hasOwnLifetimes)
{
    const Plan &plan = context.plan;
    Notes notes = poolNamesUnsupported(plan, firstAlias);
    notes.add(modeNotes(context));
    notes.add(sharedTime(plan, "acquire_timeout", [](const PoolPlan &pool) { return pool.acquireTimeout; }));
    notes.add({{.kind = ChangesMeaning,
                .setting = "acquire_timeout",
                .source = QT_TRANSLATE_NOOP("core", "query_wait_timeout: a client whose wait times out is disconnected.")}});
    notes.add(sharedTime(plan, "connect_timeout", [](const PoolPlan &pool) { return pool.connectTimeout; }));
    notes.add(sharedTime(plan, "idle_timeout", [](const PoolPlan &pool) { return pool.idleTimeout; }));
    if (keepsIdle(plan))
        notes.add({{.kind = ChangesMeaning,
                    .setting = "minimum_idle",
                    .source = QT_TRANSLATE_NOOP(
                        "core", "PgBouncer (tested with 1.18) opens a pool's min_pool_size when its first client connects.")}});
    notes.add(lifetimeNotes(plan, hasOwnLifetimes));
    notes.add(statementNotes(context));
    notes.add({{.kind = ChangesMeaning,
                .setting = "application_name",
                .source = QT_TRANSLATE_NOOP("core", "A client that sends its own application name is shown with that name.")}});
    notes.add(applicationNameNotes(plan));
    notes.add(queueLimitUnsupported(plan));
    notes.add(
        {{.kind = Chosen,
          .setting = "max_client_conn",
          .source = QT_TRANSLATE_NOOP("core", "Ten clients per slot, at least 100. Each needs a file descriptor: see LimitNOFILE.")},
         {.kind = Chosen,
          .setting = "max_db_connections",
          .source = QT_TRANSLATE_NOOP("core", "The limit applies to each alias, not to the database. ALTER ROLE … CONNECTION LIMIT %1 "
                                              "limits all of them together."),
          .arguments = {std::to_string(committedSlots(plan))}}});
    if (plan.fleet != Fleet())
        notes.add({{.kind = ChangesMeaning,
                    .setting = "fleet",
                    .source = QT_TRANSLATE_NOOP("core",
                                                "The limits are those of one PgBouncer, regardless of the number of application instances: "
                                                "%1 connections, not the %2 of the budget line."),
                    .arguments = {std::to_string(committedSlots(plan)), std::to_string(committedByFleet(plan))}}});
    notes.add(routingUnsupported(plan));
    notes.add(targetUrlNotes(context));
    return notes;
}

} // namespace poolwart::pgbouncer
