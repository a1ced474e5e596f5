// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tables/budgettable.h"

#include "model/core/text.h"
#include "model/tables/shown.h"

namespace poolwart {

namespace {

using Kind = BudgetLine::Kind;

std::vector<BudgetLine> upToUsable(const Budget &budget)
{
    const ServerLimits &limits = budget.limits;
    std::vector<BudgetLine> lines{
        {Kind::Start, shown(QT_TRANSLATE_NOOP("core", "max_connections")), limits.maxConnections,
         shown(QT_TRANSLATE_NOOP("core", "Set at the start of the server; a change needs a restart."))},
        {Kind::Less, shown(QT_TRANSLATE_NOOP("core", "reserved for superusers")), -static_cast<long long>(limits.superuserReserved),
         shown(
             QT_TRANSLATE_NOOP("core", "superuser_reserved_connections: lets a superuser log in when all other connections are in use."))}};
    if (limits.reserved > 0) {
        lines.push_back({Kind::Less, shown(QT_TRANSLATE_NOOP("core", "reserved for pg_use_reserved_connections")),
                         -static_cast<long long>(limits.reserved),
                         shown(QT_TRANSLATE_NOOP("core", "reserved_connections, PostgreSQL 16 and later."))});
    }
    const int byServer = limits.maxConnections - limits.superuserReserved - limits.reserved;
    if (budget.ceiling != Budget::Ceiling::Server) {
        lines.push_back({Kind::Less,
                         budget.ceiling == Budget::Ceiling::Role
                             ? shown(QT_TRANSLATE_NOOP("core", "above the role’s CONNECTION LIMIT"))
                             : shown(QT_TRANSLATE_NOOP("core", "above the database’s CONNECTION LIMIT")),
                         static_cast<long long>(budget.usable) - byServer,
                         shown(QT_TRANSLATE_NOOP("core", "ALTER ROLE or ALTER DATABASE … CONNECTION LIMIT."))});
    }
    return lines;
}

// What the plan takes of the server.
BudgetLine committedLine(const Budget &budget)
{
    const auto committed = -static_cast<long long>(budget.committed);
    if (!budget.pooler)
        return {Kind::Less, shown(QT_TRANSLATE_NOOP("core", "slots of the plan")), committed,
                shown(QT_TRANSLATE_NOOP("core", "All slots of all pools, whether in use or not."))};
    if (budget.pooler->poolSize)
        return {Kind::Less, shown(QT_TRANSLATE_NOOP("core", "server connections of the pooler")), committed,
                shown(QT_TRANSLATE_NOOP("core", "At most its pool_size, regardless of the number of slots."))};
    return {Kind::Less, shown(QT_TRANSLATE_NOOP("core", "server connections of the pooler, as seen")), committed,
            shown(QT_TRANSLATE_NOOP("core", "The connections last lent to slots; the pooler does not report its pool_size."))};
}

} // namespace

std::vector<BudgetLine> budgetLines(const Budget &budget)
{
    std::vector<BudgetLine> lines = upToUsable(budget);
    lines.push_back({Kind::Sum, shown(QT_TRANSLATE_NOOP("core", "usable")), budget.usable,
                     shown(QT_TRANSLATE_NOOP("core", "Connections of this server that an ordinary role can use."))});
    lines.push_back({Kind::Less, shown(QT_TRANSLATE_NOOP("core", "other sessions (peak)")), -static_cast<long long>(budget.others),
                     shown(QT_TRANSLATE_NOOP("core", "Client backends that do not belong to this run, at most seen at once."))});
    lines.push_back({Kind::Less, shown(QT_TRANSLATE_NOOP("core", "Poolwart’s own monitor")), -static_cast<long long>(budget.monitors),
                     shown(QT_TRANSLATE_NOOP("core", "The connection that reads these figures."))});
    lines.push_back({Kind::Sum, shown(QT_TRANSLATE_NOOP("core", "available to the plan")), budget.available(),
                     shown(QT_TRANSLATE_NOOP("core", "A plan with more slots is refused."))});
    lines.push_back(committedLine(budget));
    lines.push_back({Kind::Sum, shown(QT_TRANSLATE_NOOP("core", "left")), budget.left(),
                     shown(QT_TRANSLATE_NOOP("core", "Slots that can still be added."))});
    return lines;
}

} // namespace poolwart
