// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/budget.h"

#include "model/core/text.h"

#include <algorithm>

namespace poolwart {

Budget makeBudget(const Plan &plan, const ServerSample &server)
{
    return {.limits = server.limits,
            .usable = server.limits.usable(),
            .others = std::max(server.others, server.othersPeak),
            .monitors = server.monitors,
            .committed = committedSlots(plan),
            .byFleet = committedByFleet(plan)};
}

Done checkBudget(const Budget &budget)
{
    if (budget.fits())
        return done();
    return Error{
        .kind = ErrorKind::BudgetExceeded,
        .message = text(QT_TRANSLATE_NOOP("core",
                                          "The plan needs %1 connections, but only %2 are to be had: "
                                          "%3 usable of max_connections %4, less %5 of others and %6 of the monitor."),
                        static_cast<long long>(budget.committed),
                        static_cast<long long>(std::max(0, budget.available())),
                        static_cast<long long>(budget.usable),
                        static_cast<long long>(budget.limits.maxConnections),
                        static_cast<long long>(budget.others),
                        static_cast<long long>(budget.monitors)),
        .hint = text(QT_TRANSLATE_NOOP("core", "Take %1 slots out of the plan, or raise max_connections."),
                     static_cast<long long>(-budget.left())),
    };
}

int largestFit(const Budget &budget, const Plan &plan, PoolId id)
{
    const PoolPlan *pool = findPool(plan, id);
    const int own = pool ? pool->slots : 0;
    return std::clamp(budget.available() - (committedSlots(plan) - own), 0, limits::maxSlotsPerPool);
}

std::string budgetSentence(const Budget &budget)
{
    return text(QT_TRANSLATE_NOOP("core", "%1 of %2 usable slots free (%3 reserved for superusers)"),
                static_cast<long long>(std::max(0, budget.left())),
                static_cast<long long>(budget.usable),
                static_cast<long long>(budget.limits.superuserReserved + budget.limits.reserved));
}

} // namespace poolwart
