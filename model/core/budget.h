// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/plan.h"
#include "model/core/serverstate.h"

namespace poolwart {

// The connection budget as a bill: from max_connections down to what is left. Each figure is in connections.
struct Budget
{
    // What leaves the plan the least. The CONNECTION LIMIT of a role or a database counts only its own sessions.
    enum class Ceiling { Server, Role, Database };

    ServerLimits limits;
    Ceiling ceiling = Ceiling::Server;
    int usable = 0;               // under that ceiling
    int others = 0;               // the peak of everyone else's client backends that count against it
    int monitors = 0;             // our own connections that are not slots
    int committed = 0;            // slots of the plan, this process; behind a pooler the server connections that it takes for them
    long long byFleet = 0;        // slots of the plan, the whole fleet
    std::optional<Pooler> pooler; // whose clients the slots are

    // What the plan of this process may have at most, and what is left of it. Left is negative over budget.
    int available() const { return usable - others - monitors; }
    int left() const { return available() - committed; }
    // A pooler takes any number of slots: they wait for its server connections.
    bool fits() const { return pooler || left() >= 0; }

    bool operator==(const Budget &) const = default;
};

Budget makeBudget(const Plan &plan, const ServerSample &server);

// done(), or the refusal: the line of the budgetTable that is short, and the largest number that fits.
// For a plan in this process; the fleet is judged by exports.
Done checkBudget(const Budget &budget);

// How the role's or the database's limit, if that is the ceiling, must be raised for the plan's connections:
// "ALTER ROLE "app" CONNECTION LIMIT 25".
std::string raisedLimit(const Budget &budget, long long connections);

// How many slots pool `id` could have at most with everything else unchanged; 0 if not even one.
int largestFit(const Budget &budget, const Plan &plan, PoolId id);

// "37 of 97 usable slots free (3 reserved for superusers)". Translated.
std::string budgetSentence(const Budget &budget);

} // namespace poolwart
