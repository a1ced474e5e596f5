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
        notes.push_back({.kind = Chosen,
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
        return {
            {.kind = CannotSay,
             .setting = "statement_timeout",
             .source = QT_TRANSLATE_NOOP("core", "PgBouncer has no key for it, and what connect_query sets is undone by the DISCARD ALL "
                                                 "of session mode. Write ALTER ROLE … SET statement_timeout; in the plan: %1."),
             .arguments = {settingOfPools(plan, statement)}}};
    Notes notes = statementTimeoutUnset(plan);
    if (std::ranges::any_of(plan.pools, [](const PoolPlan &pool) { return pool.statementTimeout.has_value(); }))
        notes.push_back({.kind = Chosen,
                         .setting = "statement_timeout",
                         .source = QT_TRANSLATE_NOOP("core", "Set once for each server connection, by connect_query. A client's SET "
                                                             "replaces it for all who come after; ALTER ROLE … SET is no safer.")});
    return notes;
}

Notes modeNotes(const ExportContext &context)
{
    const std::string &mode = context.options.at("pool_mode");
    Notes notes{{.kind = Chosen,
                 .setting = "pool_mode",
                 .source = mode == "session"
                             ? QT_TRANSLATE_NOOP("core", "A client keeps its server connection until it disconnects: as many clients "
                                                         "work as there are slots.")
                             : QT_TRANSLATE_NOOP("core", "SET, LISTEN, temporary tables, advisory locks of a session and SQL PREPARE do "
                                                         "not outlive a transaction.")}};
    const bool tracksStatements = context.options.at("version") > "1.20";
    if (mode != "session")
        notes.push_back({.kind = Chosen,
                         .setting = "prepared statements",
                         .source = tracksStatements
                                     ? QT_TRANSLATE_NOOP("core", "Those of the protocol work: max_prepared_statements is 200.")
                                     : QT_TRANSLATE_NOOP("core", "They do not work in this mode before PgBouncer 1.21: switch them off in "
                                                                 "the application's driver.")});
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
    const auto add = [&notes](const Notes &more) { notes.insert(notes.end(), more.begin(), more.end()); };
    add(modeNotes(context));
    add(sharedTime(plan, "acquire_timeout", [](const PoolPlan &pool) { return pool.acquireTimeout; }));
    add({{.kind = ChangesMeaning,
          .setting = "acquire_timeout",
          .source = QT_TRANSLATE_NOOP("core", "query_wait_timeout: a client that waited in vain is disconnected.")}});
    add(sharedTime(plan, "connect_timeout", [](const PoolPlan &pool) { return pool.connectTimeout; }));
    add(sharedTime(plan, "idle_timeout", [](const PoolPlan &pool) { return pool.idleTimeout; }));
    if (keepsIdle(plan))
        add({{.kind = ChangesMeaning,
              .setting = "minimum_idle",
              .source =
                  QT_TRANSLATE_NOOP("core", "PgBouncer (seen with 1.18) opens a pool's min_pool_size when its first client has come.")}});
    add(lifetimeNotes(plan, hasOwnLifetimes));
    add(statementNotes(context));
    add({{.kind = ChangesMeaning,
          .setting = "application_name",
          .source = QT_TRANSLATE_NOOP("core", "A client that sends a name of its own is shown under that.")}});
    add(applicationNameNotes(plan));
    add(queueLimitUnsupported(plan));
    add({{.kind = Chosen,
          .setting = "max_client_conn",
          .source = QT_TRANSLATE_NOOP("core", "Ten clients a slot, at least 100. Each takes a file descriptor: see LimitNOFILE.")},
         {.kind = Chosen,
          .setting = "max_db_connections",
          .source = QT_TRANSLATE_NOOP("core",
                                      "It counts for each alias, not for the database: ALTER ROLE … CONNECTION LIMIT %1 bounds them all."),
          .arguments = {std::to_string(committedSlots(plan))}}});
    if (plan.fleet != Fleet())
        add({{.kind = ChangesMeaning,
              .setting = "fleet",
              .source =
                  QT_TRANSLATE_NOOP("core", "The limits are those of one PgBouncer, however many instances of the application come to "
                                            "it: %1 connections, not the %2 of the budget line."),
              .arguments = {std::to_string(committedSlots(plan)), std::to_string(committedByFleet(plan))}}});
    add(routingUnsupported(plan));
    add(targetUrlNotes(context));
    return notes;
}

} // namespace poolwart::pgbouncer
