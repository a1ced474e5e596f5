// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"
#include "model/core/serverstate.h"

namespace poolwart {

// The connection budget, from max_connections down to the connections left. All figures are numbers of connections.
struct Budget
{
    // The smallest limit. The CONNECTION LIMIT of a role or a database counts only its own sessions.
    enum class Ceiling { Server, Role, Database };

    ServerLimits limits;
    Ceiling ceiling = Ceiling::Server;
    int usable = 0;               // under that ceiling
    int others = 0;               // peak of other client backends that count against the ceiling
    int monitors = 0;             // our connections that are not slots
    int committed = 0;            // slots of the plan in this process; behind a pooler the server connections used by them
    long long byFleet = 0;        // slots of the plan, the whole fleet
    std::optional<Pooler> pooler; // pooler whose clients the slots are

    // Connections available to the plan of this process, and those left over. Negative if over budget.
    int available() const { return usable - others - monitors; }
    int left() const { return available() - committed; }
    // A pooler accepts any number of slots, which wait for its server connections.
    bool fits() const { return pooler || left() >= 0; }

    bool operator==(const Budget &) const = default;
};

Budget makeBudget(const Plan &plan, const ServerSample &server);

// done(), or the refusal with the row of the budget table that is too small and the largest number that fits. For a plan in
// this process; exports check the fleet.
Done checkBudget(const Budget &budget);

// Returns the statement that raises the role's or database's limit for the plan's connections, if that is the ceiling: "ALTER
// ROLE "app" CONNECTION LIMIT 25".
std::string raisedLimit(const Budget &budget, long long connections);

// The largest number of slots for pool `id` with everything else unchanged; 0 if not even one fits.
int largestFit(const Budget &budget, const Plan &plan, PoolId id);

// "37 of 97 usable slots free (3 reserved for superusers)", translated.
std::string budgetSentence(const Budget &budget);

} // namespace poolwart
