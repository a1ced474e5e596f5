// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/core/pooler.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// The limits of the number of connections for this role. A change of the three server settings needs a restart.
struct ServerLimits
{
    int versionNumber = 0; // as server_version_num: 150018
    std::string version;   // as server_version: "15.18 (Debian …)"
    int maxConnections = 0;
    int superuserReserved = 0;
    int reserved = 0;                 // reserved_connections, 16 and later; 0 before
    std::optional<int> roleLimit;     // rolconnlimit of our role; none: unlimited
    std::optional<int> databaseLimit; // datconnlimit of our database; none: unlimited
    bool isSuperuser = false;
    std::string role{};     // ours, as session_user
    std::string database{}; // ours

    // Connections for ordinary roles: max_connections minus both reserves.
    int unreserved() const;
    // Connections that an ordinary role can use: max_connections minus both reserves, at most the role's and the database's
    // limits.
    int usable() const;

    bool operator==(const ServerLimits &) const = default;
};

// One client backend of this run, from pg_stat_activity.
struct BackendRow
{
    int pid = 0;
    std::string applicationName; // "poolwart/<run>/p3/s07"
    std::string state;           // "active", "idle", "idle in transaction", …
    std::string waitEvent;       // "Client: ClientRead"; empty when running
    std::chrono::milliseconds stateAge{0};

    bool operator==(const BackendRow &) const = default;
};

// One sample of the monitor connection. Counts cover client backends without the monitor's own connection.
struct ServerSample
{
    std::chrono::steady_clock::time_point takenAt;
    bool connected = false;
    std::optional<Error> error; // reason of the last failed sample; the history is kept
    ServerLimits limits;
    int ours = 0; // of this run, by application_name
    int oursActive = 0;
    int others = 0; // everyone else's, the monitor's not counted
    int othersPeak = 0;
    int othersOfRole = 0; // those of our role, which count against its CONNECTION LIMIT
    int othersOfRolePeak = 0;
    int othersOfDatabase = 0; // those in our database
    int othersOfDatabasePeak = 0;
    int othersActive = 0;
    int othersIdleInTransaction = 0;
    int monitors = 0;            // our connections that are not slots
    bool seesOthersState = true; // false where the role lacks pg_read_all_stats / pg_monitor
    double commitsPerSecond = 0; // of the whole database, over the measured time between samples
    double rollbacksPerSecond = 0;
    std::vector<BackendRow> backends; // ours; behind a pooler the server connections last lent to us
    std::optional<Pooler> pooler;     // between the monitor and the server
    std::optional<int> pgbenchScale;  // rows of pgbench_branches seen by a probe; empty: no such table, or not probed
};

} // namespace poolwart
