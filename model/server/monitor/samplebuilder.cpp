// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/monitor/samplebuilder.h"

#include "model/core/clock.h"

#include <algorithm>
#include <charconv>

namespace poolwart {

const char *const serverSql = "/* poolwart */ SELECT current_setting('server_version_num'), current_setting('server_version'),"
                              " current_setting('max_connections'), current_setting('superuser_reserved_connections'),"
                              " current_setting('reserved_connections', true), r.rolconnlimit, d.datconnlimit, r.rolsuper,"
                              " pg_has_role('pg_read_all_stats', 'USAGE'), s.xact_commit, s.xact_rollback, r.rolname, d.datname"
                              " FROM pg_roles r, pg_database d, pg_stat_database s"
                              " WHERE r.rolname = session_user AND d.datname = current_database() AND s.datid = d.oid";

// Where the role may not see a backend's type, a database and a user mark the client backends (and, rarely, a parallel
// worker of theirs).
const char *const backendsSql =
    "/* poolwart */ SELECT pid, application_name, state, wait_event_type, wait_event,"
    " (extract(epoch FROM clock_timestamp() - state_change) * 1000)::bigint,"
    " usename = session_user, datname = current_database()"
    " FROM pg_stat_activity"
    " WHERE backend_type = 'client backend' OR (backend_type IS NULL AND datid IS NOT NULL AND usesysid IS NOT NULL)"
    " ORDER BY application_name, pid";

namespace {

enum ServerColumn {
    VersionNumber,
    Version,
    MaxConnections,
    SuperuserReserved,
    Reserved,
    RoleLimit,
    DatabaseLimit,
    IsSuperuser,
    SeesAll,
    Commits,
    Rollbacks,
    Role,
    Database,
};

enum BackendColumn {
    Pid,
    ApplicationName,
    State,
    WaitEventType,
    WaitEvent,
    StateAge,
    IsOfRole,
    IsOfDatabase,
};

template <class Number = int>
Number number(const std::optional<std::string> &field)
{
    Number value{};
    if (field)
        std::from_chars(field->data(), field->data() + field->size(), value);
    return value;
}

// The catalogue's −1 is "no limit"; superusers are under none.
std::optional<int> limit(const std::optional<std::string> &field, bool isSuperuser)
{
    const int value = number(field);
    return isSuperuser || !field || value < 0 ? std::nullopt : std::optional(value);
}

ServerLimits limitsFrom(const QueryRow &row)
{
    ServerLimits limits;
    limits.versionNumber = number(row[VersionNumber]);
    limits.version = row[Version].value_or("");
    limits.maxConnections = number(row[MaxConnections]);
    limits.superuserReserved = number(row[SuperuserReserved]);
    limits.reserved = number(row[Reserved]);
    limits.isSuperuser = row[IsSuperuser] == "t";
    limits.role = row[Role].value_or("");
    limits.database = row[Database].value_or("");
    limits.roleLimit = limit(row[RoleLimit], limits.isSuperuser);
    limits.databaseLimit = limit(row[DatabaseLimit], limits.isSuperuser);
    return limits;
}

BackendRow backendFrom(const QueryRow &row)
{
    BackendRow backend;
    backend.pid = number(row[Pid]);
    backend.applicationName = row[ApplicationName].value_or("");
    backend.state = row[State].value_or("");
    if (row[WaitEventType])
        backend.waitEvent = *row[WaitEventType] + ": " + row[WaitEvent].value_or("");
    backend.stateAge = std::chrono::milliseconds(std::max(0LL, number<long long>(row[StateAge])));
    return backend;
}

} // namespace

SampleBuilder::SampleBuilder(std::string runPrefix)
    : m_ours(std::move(runPrefix) + "/")
{}

bool SampleBuilder::isSlot(const std::string &applicationName) const
{
    const auto at = m_ours.size();
    return applicationName.starts_with(m_ours) && applicationName.size() > at + 1 && applicationName[at] == 'p'
        && applicationName[at + 1] >= '0' && applicationName[at + 1] <= '9';
}

ServerSample SampleBuilder::build(const MonitorRows &rows)
{
    ServerSample sample;
    sample.takenAt = rows.takenAt;
    sample.connected = true;
    sample.limits = limitsFrom(rows.server);
    sample.seesOthersState = rows.server[SeesAll] == "t";
    countBackends(rows.backends, sample);
    sample.othersPeak = std::max(m_last.othersPeak, sample.others);
    sample.othersOfRolePeak = std::max(m_last.othersOfRolePeak, sample.othersOfRole);
    sample.othersOfDatabasePeak = std::max(m_last.othersOfDatabasePeak, sample.othersOfDatabase);
    measureRates(rows.server, sample);
    m_last = sample;
    return sample;
}

void SampleBuilder::countBackends(const QueryRows &rows, ServerSample &sample) const
{
    for (const auto &row : rows) {
        auto backend = backendFrom(row);
        const bool isActive = backend.state == "active";
        if (isSlot(backend.applicationName)) {
            sample.ours += 1;
            sample.oursActive += isActive;
            sample.backends.push_back(std::move(backend));
        } else if (backend.applicationName.starts_with(m_ours)) {
            sample.monitors += 1;
        } else {
            sample.others += 1;
            sample.othersOfRole += row[IsOfRole] == "t";
            sample.othersOfDatabase += row[IsOfDatabase] == "t";
            sample.othersActive += isActive;
            sample.othersIdleInTransaction += backend.state.starts_with("idle in transaction");
        }
    }
}

// Counters that went back were reset, or the server was; then there is no rate.
void SampleBuilder::measureRates(const QueryRow &server, ServerSample &sample)
{
    const Transactions now{sample.takenAt, number<long long>(server[Commits]), number<long long>(server[Rollbacks])};
    if (m_transactions) {
        const auto seconds = inSeconds(now.at - m_transactions->at);
        const auto rate = [seconds](long long before, long long after) {
            return seconds > 0 && after >= before ? static_cast<double>(after - before) / seconds : 0.0;
        };
        sample.commitsPerSecond = rate(m_transactions->commits, now.commits);
        sample.rollbacksPerSecond = rate(m_transactions->rollbacks, now.rollbacks);
    }
    m_transactions = now;
}

ServerSample SampleBuilder::failure(Error error, bool connected, std::chrono::steady_clock::time_point now) const
{
    ServerSample sample;
    sample.takenAt = now;
    sample.connected = connected;
    sample.error = std::move(error);
    sample.limits = m_last.limits;
    sample.seesOthersState = m_last.seesOthersState;
    sample.others = m_last.others;
    sample.othersPeak = m_last.othersPeak;
    sample.othersOfRole = m_last.othersOfRole;
    sample.othersOfRolePeak = m_last.othersOfRolePeak;
    sample.othersOfDatabase = m_last.othersOfDatabase;
    sample.othersOfDatabasePeak = m_last.othersOfDatabasePeak;
    return sample;
}

} // namespace poolwart
