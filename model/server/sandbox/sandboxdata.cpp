// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/sandbox/sandboxdata.h"

#include "model/server/connection/connectionthread.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr int accountsPerBranch = 100'000; // as in pgbench
constexpr int tellersPerBranch = 10;

Done execute(const Target &target, const std::vector<std::string> &statements, std::chrono::milliseconds timeout)
{
    ConnectionThread connection(target, {.applicationName = "poolwart/sandbox"});
    const auto handle = connection.wait(WaitLimit::in(std::chrono::seconds(60)));
    if (!handle)
        return handle.error();
    const auto limit = WaitLimit::in(timeout);
    for (const auto &statement : statements) {
        if (const auto rows = runQuery(*handle, statement, limit); !rows)
            return rows.error();
    }
    return done();
}

} // namespace

Done createRoleAndDatabase(const Target &superuser, const Secret &password)
{
    return execute(superuser,
                   {
                       "DROP DATABASE IF EXISTS app",
                       "DROP ROLE IF EXISTS app",
                       "CREATE ROLE app LOGIN PASSWORD '" + password.reveal() + "'", // letters and digits only
                       "GRANT pg_monitor TO app",
                       "CREATE DATABASE app OWNER app",
                   },
                   std::chrono::minutes(5));
}

Done loadTables(const Target &owner, int accounts)
{
    const auto branches = std::to_string(std::max(1, accounts / accountsPerBranch));
    const auto tellers = std::to_string(std::max(1, accounts / accountsPerBranch) * tellersPerBranch);
    const auto perBranch = std::to_string(accountsPerBranch);
    const auto rows = std::to_string(accounts);
    return execute(owner,
                   {
                       "DROP TABLE IF EXISTS pgbench_accounts, pgbench_branches, pgbench_tellers, pgbench_history",
                       "CREATE TABLE pgbench_branches (bid int NOT NULL, bbalance int, filler char(88)) WITH (fillfactor = 100)",
                       "CREATE TABLE pgbench_tellers (tid int NOT NULL, bid int, tbalance int, filler char(84)) WITH (fillfactor = 100)",
                       "CREATE TABLE pgbench_accounts (aid int NOT NULL, bid int, abalance int, filler char(84)) WITH (fillfactor = 100)",
                       "CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))",
                       "INSERT INTO pgbench_branches SELECT b, 0, NULL FROM generate_series(1, " + branches + ") b",
                       "INSERT INTO pgbench_tellers SELECT t, (t - 1) / " + std::to_string(tellersPerBranch)
                           + " + 1, 0, NULL FROM generate_series(1, " + tellers + ") t",
                       "INSERT INTO pgbench_accounts SELECT a, (a - 1) / " + perBranch + " % " + branches
                           + " + 1, 0, '' FROM generate_series(1, " + rows + ") a",
                       "ALTER TABLE pgbench_branches ADD PRIMARY KEY (bid)",
                       "ALTER TABLE pgbench_tellers ADD PRIMARY KEY (tid)",
                       "ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)",
                       "VACUUM ANALYZE pgbench_branches, pgbench_tellers, pgbench_accounts, pgbench_history",
                   },
                   std::chrono::minutes(5) + std::chrono::seconds(accounts / 20'000));
}

} // namespace poolwart
