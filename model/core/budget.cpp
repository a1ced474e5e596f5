// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/budget.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

namespace {

// Takes the ceiling if it leaves less than the one before.
void lower(Budget &budget, Budget::Ceiling ceiling, int usable, int others)
{
    if (usable - others >= budget.usable - budget.others)
        return;
    budget.ceiling = ceiling;
    budget.usable = usable;
    budget.others = others;
}

// An identifier as ALTER takes it.
std::string quotedName(const std::string &name)
{
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c;
        if (c == '"')
            quoted += c;
    }
    return quoted + '"';
}

// Where the role's or the database's own limit is the least, max_connections is no help.
Error beyondOwnLimit(const Budget &budget)
{
    const bool isRole = budget.ceiling == Budget::Ceiling::Role;
    const std::string &owner = isRole ? budget.limits.role : budget.limits.database;
    const char *message =
        isRole ? QT_TRANSLATE_NOOP("core", "The plan needs %1 connections, but the role “%2” has a CONNECTION LIMIT of %3: minus %4 "
                                           "used by others and %5 used by the monitor, %6 are available.")
               : QT_TRANSLATE_NOOP("core", "The plan needs %1 connections, but the database “%2” has a CONNECTION LIMIT of %3: minus %4 "
                                           "used by others and %5 used by the monitor, %6 are available.");
    return {.kind = ErrorKind::BudgetExceeded,
            .message = text(message, static_cast<long long>(budget.committed), owner, static_cast<long long>(budget.usable),
                            static_cast<long long>(budget.others), static_cast<long long>(budget.monitors),
                            static_cast<long long>(std::max(0, budget.available()))),
            .hint = text(QT_TRANSLATE_NOOP("core", "Remove %1 slots from the plan or raise that limit: %2."),
                         static_cast<long long>(-budget.left()), raisedLimit(budget, budget.committed))};
}

// Server connections. What the pooler does not tell is what was seen of them.
int committedBehind(const Pooler &pooler, const Plan &plan, const ServerSample &server)
{
    return std::min(committedSlots(plan), pooler.poolSize.value_or(server.ours));
}

} // namespace

Budget makeBudget(const Plan &plan, const ServerSample &server)
{
    if (server.pooler)
        return {.limits = server.limits,
                .usable = server.limits.usable(),
                .others = server.others, // at their peak were those of the pooler that serve us by now
                .monitors = server.monitors,
                .committed = committedBehind(*server.pooler, plan, server),
                .byFleet = committedByFleet(plan),
                .pooler = server.pooler};
    Budget budget{.limits = server.limits,
                  .usable = server.limits.unreserved(),
                  .others = std::max(server.others, server.othersPeak),
                  .monitors = server.monitors,
                  .committed = committedSlots(plan),
                  .byFleet = committedByFleet(plan)};
    if (const auto limit = server.limits.roleLimit)
        lower(budget, Budget::Ceiling::Role, *limit, std::max(server.othersOfRole, server.othersOfRolePeak));
    if (const auto limit = server.limits.databaseLimit)
        lower(budget, Budget::Ceiling::Database, *limit, std::max(server.othersOfDatabase, server.othersOfDatabasePeak));
    return budget;
}

Done checkBudget(const Budget &budget)
{
    if (budget.fits())
        return done();
    if (budget.ceiling != Budget::Ceiling::Server)
        return beyondOwnLimit(budget);
    return Error{
        .kind = ErrorKind::BudgetExceeded,
        .message =
            text(QT_TRANSLATE_NOOP("core", "The plan needs %1 connections, but only %2 are available: %3 usable of max_connections %4, "
                                           "minus %5 used by others and %6 used by the monitor."),
                 static_cast<long long>(budget.committed), static_cast<long long>(std::max(0, budget.available())),
                 static_cast<long long>(budget.usable), static_cast<long long>(budget.limits.maxConnections),
                 static_cast<long long>(budget.others), static_cast<long long>(budget.monitors)),
        .hint = text(QT_TRANSLATE_NOOP("core", "Remove %1 slots from the plan or raise max_connections."),
                     static_cast<long long>(-budget.left())),
    };
}

std::string raisedLimit(const Budget &budget, long long connections)
{
    const bool isRole = budget.ceiling == Budget::Ceiling::Role;
    return (isRole ? "ALTER ROLE " + quotedName(budget.limits.role) : "ALTER DATABASE " + quotedName(budget.limits.database))
         + " CONNECTION LIMIT " + std::to_string(connections + budget.others + budget.monitors);
}

int largestFit(const Budget &budget, const Plan &plan, PoolId id)
{
    if (budget.pooler)
        return limits::maxSlotsPerPool;
    const PoolPlan *pool = findPool(plan, id);
    const int own = pool ? pool->slots : 0;
    return std::clamp(budget.available() - (committedSlots(plan) - own), 0, limits::maxSlotsPerPool);
}

std::string budgetSentence(const Budget &budget)
{
    const auto free = static_cast<long long>(std::max(0, budget.left()));
    const auto usable = static_cast<long long>(budget.usable);
    if (budget.ceiling == Budget::Ceiling::Role)
        return text(QT_TRANSLATE_NOOP("core", "%1 of %2 slots free within the CONNECTION LIMIT of the role “%3”"), free, usable,
                    budget.limits.role);
    if (budget.ceiling == Budget::Ceiling::Database)
        return text(QT_TRANSLATE_NOOP("core", "%1 of %2 slots free within the CONNECTION LIMIT of the database “%3”"), free, usable,
                    budget.limits.database);
    return text(QT_TRANSLATE_NOOP("core", "%1 of %2 usable slots free (%3 reserved for superusers)"), free, usable,
                static_cast<long long>(budget.limits.superuserReserved + budget.limits.reserved));
}

} // namespace poolwart
