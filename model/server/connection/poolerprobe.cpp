// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/poolerprobe.h"

#include "model/server/connection/target.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto consoleTimeout = 2s;
constexpr auto secondTimeout = 1s;

WaitLimit atMost(std::chrono::milliseconds time, const WaitLimit &limit)
{
    return {std::min(limit.deadline, std::chrono::steady_clock::now() + time), limit.stop};
}

class PoolerConsole
{
public:
    explicit PoolerConsole(Target target)
        : m_connection(consoleOf(std::move(target)),
                       {.applicationName = "poolwart/console", .connectTimeout = consoleTimeout, .asksSession = false})
    {}

    Outcome<std::vector<NamedRow>> show(const char *what, const WaitLimit &limit)
    {
        const auto opened = m_connection.wait(atMost(consoleTimeout, limit));
        if (!opened)
            return opened.error();
        return runNamedQuery(*opened, std::string("SHOW ") + what, atMost(consoleTimeout, limit));
    }

private:
    static Target consoleOf(Target target)
    {
        target.parameters["dbname"] = "pgbouncer";
        return target;
    }

    ConnectionThread m_connection;
};

std::optional<int> positive(const std::string &text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value > 0 ? std::optional(value) : std::nullopt;
}

std::string field(const NamedRow &row, const char *name)
{
    const auto found = row.find(name);
    return found == row.end() ? std::string() : found->second;
}

// "PgBouncer 1.18.0"
void takeVersion(const std::vector<NamedRow> &rows, Pooler &pooler)
{
    if (rows.empty() || rows.front().empty())
        return;
    const std::string &words = rows.front().begin()->second;
    const auto blank = words.find(' ');
    pooler.name = words.substr(0, blank);
    pooler.version = blank == std::string::npos ? std::string() : words.substr(blank + 1, words.find(' ', blank + 1) - blank - 1);
}

// Of several pools of the database the role's own; a pooler may know it under another name.
void takeMode(const std::vector<NamedRow> &pools, const std::string &database, const std::string &user, Pooler &pooler)
{
    for (const NamedRow &row : pools) {
        if (field(row, "database") != database || (pooler.mode && field(row, "user") != user))
            continue;
        pooler.mode = poolerModeFromId(field(row, "pool_mode"));
    }
}

void takeSize(const std::vector<NamedRow> &databases, const std::string &database, Pooler &pooler)
{
    const auto found = std::ranges::find(databases, database, [](const NamedRow &row) { return field(row, "name"); });
    if (found == databases.end())
        return;
    const auto size = positive(field(*found, "pool_size"));
    if (!size)
        return;
    const int reserve = positive(field(*found, "reserve_pool")).value_or(positive(field(*found, "reserve_pool_size")).value_or(0));
    pooler.poolSize = std::min(*size + reserve, positive(field(*found, "max_connections")).value_or(*size + reserve));
}

std::optional<Pooler> askConsole(const Target &target, const WaitLimit &limit)
{
    PoolerConsole console(target);
    const auto version = console.show("VERSION", limit);
    if (!version)
        return std::nullopt;
    Pooler pooler;
    takeVersion(*version, pooler);
    const auto ours = effectiveParameters(target);
    const auto own = [&ours](const char *keyword) {
        const auto found = ours.find(keyword);
        return found == ours.end() ? std::string() : found->second;
    };
    const std::string database = own("dbname").empty() ? own("user") : own("dbname");
    if (const auto pools = console.show("POOLS", limit))
        takeMode(*pools, database, own("user"), pooler);
    if (const auto databases = console.show("DATABASES", limit))
        takeSize(*databases, database, pooler);
    const auto clients = console.show("CLIENTS", limit);
    pooler.listsClients = clients && !clients->empty() && clients->front().contains("application_name");
    return pooler;
}

// Two connections at once that one server session answers: it is lent for less than a connection.
bool sharesSessions(const Target &target, pg_conn *first, int firstPid, const WaitLimit &limit)
{
    ConnectionThread second(target, {.applicationName = "poolwart/check", .connectTimeout = secondTimeout});
    if (!second.wait(atMost(secondTimeout, limit)))
        return false;
    const auto again = runQuery(first, "/* poolwart */ SELECT pg_backend_pid()", atMost(secondTimeout, limit));
    return second.serverPid() == firstPid || (again && !again->empty() && again->front().front() != std::to_string(firstPid));
}

// In statement mode the pooler ends a connection that begins a transaction.
bool allowsTransactions(pg_conn *connection, const WaitLimit &limit)
{
    if (!runQuery(connection, "/* poolwart */ BEGIN READ ONLY", limit))
        return false;
    return runQuery(connection, "/* poolwart */ ROLLBACK", limit).ok();
}

std::optional<PoolerMode> modeByBehaviour(const Target &target, ConnectionThread &connection, const WaitLimit &limit)
{
    const auto handle = connection.wait(limit);
    if (!handle)
        return std::nullopt;
    const bool isShared = sharesSessions(target, *handle, connection.serverPid(), limit);
    if (!allowsTransactions(*handle, limit))
        return PQstatus(*handle) == CONNECTION_BAD ? std::optional(PoolerMode::Statement) : std::nullopt;
    return isShared ? std::optional(PoolerMode::Transaction) : std::nullopt;
}

} // namespace

Pooler lookAtPooler(const Target &target, ConnectionThread &connection, const WaitLimit &limit)
{
    Pooler pooler = askConsole(target, limit).value_or(Pooler());
    if (!pooler.mode)
        pooler.mode = modeByBehaviour(target, connection, limit);
    return pooler;
}

Outcome<int> clientsOfPooler(const Target &target, const std::string &applicationNamePrefix, const WaitLimit &limit)
{
    PoolerConsole console(target);
    const auto clients = console.show("CLIENTS", limit);
    if (!clients)
        return clients.error();
    return static_cast<int>(std::ranges::count_if(
        *clients, [&](const NamedRow &row) { return field(row, "application_name").starts_with(applicationNamePrefix); }));
}

} // namespace poolwart
