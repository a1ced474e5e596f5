// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/core/pooler.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// What limits the number of connections, as this role sees it. All three server settings need a restart.
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

    // What the server leaves to ordinary roles: max_connections less both reserves.
    int unreserved() const;
    // What an ordinary role can use of it: max_connections less both reserves, at most the role's and the
    // database's own limits.
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

// One sample of the monitor connection. Counts are of client backends only; the monitor's own is apart.
struct ServerSample
{
    std::chrono::steady_clock::time_point takenAt;
    bool connected = false;
    std::optional<Error> error; // why the last sample failed; history is kept all the same
    ServerLimits limits;
    int ours = 0; // of this run, by application_name
    int oursActive = 0;
    int others = 0; // everyone else's, the monitor's not counted
    int othersPeak = 0;
    int othersOfRole = 0; // of them, those of our role: they count against its CONNECTION LIMIT
    int othersOfRolePeak = 0;
    int othersOfDatabase = 0; // and those in our database
    int othersOfDatabasePeak = 0;
    int othersActive = 0;
    int othersIdleInTransaction = 0;
    int monitors = 0;            // connections of our own that are not slots
    bool seesOthersState = true; // false where the role lacks pg_read_all_stats / pg_monitor
    double commitsPerSecond = 0; // of the whole database, from measured time between samples
    double rollbacksPerSecond = 0;
    std::vector<BackendRow> backends; // ours; behind a pooler its server connections that were last lent to us
    std::optional<Pooler> pooler;     // between the monitor and the server
    std::optional<int> pgbenchScale;  // rows of pgbench_branches, as a probe saw them; none: no such table, or not looked at
};

} // namespace poolwart
