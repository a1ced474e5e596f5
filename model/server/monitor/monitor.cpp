// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/monitor/monitor.h"

#include "model/core/text.h"
#include "model/server/connection/connecttimeout.h"
#include "model/server/connection/poolerprobe.h"
#include "model/server/monitor/monitorworker.h"

#include <QByteArray>

#include <unistd.h>

namespace poolwart {

namespace {

Error notRunning()
{
    return {.kind = ErrorKind::Cancelled, .message = text(QT_TRANSLATE_NOOP("core", "The monitor is not running."))};
}

// An answer, or a connection that must be closed before it is asked again.
// What of the server's settings moves the figures: memory, durability, planner, limits. All are readable by every role.
constexpr auto settingsSql =
    "/* poolwart */ SELECT name, current_setting(name) FROM pg_settings WHERE name IN"
    " ('autovacuum', 'checkpoint_timeout', 'commit_delay', 'effective_cache_size', 'effective_io_concurrency', 'fsync',"
    " 'full_page_writes', 'huge_pages', 'idle_in_transaction_session_timeout', 'jit', 'log_min_duration_statement',"
    " 'maintenance_work_mem', 'max_connections', 'max_parallel_workers', 'max_parallel_workers_per_gather', 'max_wal_size',"
    " 'max_worker_processes', 'password_encryption', 'random_page_cost', 'reserved_connections', 'server_version',"
    " 'shared_buffers', 'shared_preload_libraries', 'ssl', 'superuser_reserved_connections',"
    " 'synchronous_commit', 'track_io_timing', 'wal_level', 'work_mem') ORDER BY name";

bool isBroken(const Error &error)
{
    return error.kind == ErrorKind::ConnectionLost || error.kind == ErrorKind::TimedOut || error.kind == ErrorKind::Cancelled;
}

template <class T, class Work>
Question makeQuestion(std::chrono::milliseconds time, const std::shared_ptr<Answer<T>> &answer, Work work)
{
    return {.deadline = std::chrono::steady_clock::now() + time,
            .ask = [answer, work](pg_conn *connection, const WaitLimit &limit) -> std::optional<Error> {
                Outcome<T> outcome = work(connection, limit);
                if (!outcome && isBroken(outcome.error()))
                    return outcome.error();
                answer->give(std::move(outcome));
                return std::nullopt;
            },
            .giveUp = [answer](const Error &error) { answer->give(error); }};
}

// Asked for first, so that the server need not log an error.
std::optional<int> pgbenchScale(pg_conn *connection, const WaitLimit &limit)
{
    const auto known = askServer(connection, "/* poolwart */ SELECT to_regclass('pgbench_branches')", limit);
    if (!known || known->empty() || !known->front().front())
        return std::nullopt;
    const auto branches = askServer(connection, "/* poolwart */ SELECT count(*) FROM pgbench_branches", limit);
    if (!branches || branches->empty() || !branches->front().front())
        return std::nullopt;
    const int count = QByteArray::fromStdString(*branches->front().front()).toInt();
    return count > 0 ? std::optional(count) : std::nullopt;
}

} // namespace

ServerMonitor::ServerMonitor() = default;

ServerMonitor::~ServerMonitor()
{
    stop();
}

void ServerMonitor::start(Target target, std::string runPrefix)
{
    stop();
    const std::lock_guard lock(m_mutex);
    m_last = {};
    m_runPrefix = runPrefix;
    m_target = target;
    m_worker = std::make_unique<MonitorWorker>(std::move(target), std::move(runPrefix));
}

void ServerMonitor::stop()
{
    std::unique_ptr<MonitorWorker> ending; // waits for its threads when the lock is released
    const std::lock_guard lock(m_mutex);
    if (m_worker)
        m_last = m_worker->latest();
    ending.swap(m_worker);
}

ServerSample ServerMonitor::latest() const
{
    const std::lock_guard lock(m_mutex);
    return m_worker ? m_worker->latest() : m_last;
}

void ServerMonitor::sampleNow()
{
    const std::lock_guard lock(m_mutex);
    if (m_worker)
        m_worker->sampleNow();
}

template <class T, class Work>
std::future<Outcome<T>> ServerMonitor::ask(Deadline deadline, Work work)
{
    const auto answer = std::make_shared<Answer<T>>();
    const std::lock_guard lock(m_mutex);
    if (m_worker)
        m_worker->post(makeQuestion<T>(deadline, answer, work));
    else
        answer->give(notRunning());
    return answer->future();
}

std::future<Outcome<int>> ServerMonitor::backendsOfRun(Deadline deadline)
{
    std::unique_lock lock(m_mutex);
    const auto runPrefix = m_runPrefix;
    const auto target = m_target;
    lock.unlock();
    return ask<int>(deadline, [runPrefix, target](pg_conn *connection, const WaitLimit &limit) -> Outcome<int> {
        if (target.pooler) // its server connections keep our names after we are gone
            return clientsOfPooler(target, runPrefix + "/p", limit);
        const auto rows = lookAtServer(connection, limit);
        if (!rows)
            return rows.error();
        return SampleBuilder(runPrefix).build(*rows).ours;
    });
}

std::future<Outcome<ServerMonitor::Settings>> ServerMonitor::settings(Deadline deadline)
{
    return ask<Settings>(deadline, [](pg_conn *connection, const WaitLimit &limit) -> Outcome<Settings> {
        const auto rows = askServer(connection, settingsSql, limit);
        if (!rows)
            return rows.error();
        Settings settings;
        for (const QueryRow &row : *rows)
            settings[row[0].value_or("")] = row[1].value_or("");
        return settings;
    });
}

Outcome<ServerSample> probe(const Target &target, std::chrono::milliseconds timeout, std::stop_token stop)
{
    const auto slack = timeout / 6; // longer than libpq's own timeout, whose message says more
    const auto connectTimeout = timeout - slack;
    const std::string name = "poolwart/check-" + std::to_string(::getpid());
    ConnectionThread connection(target, {.applicationName = name + "/monitor", .connectTimeout = connectTimeout});
    auto handle = connection.wait(WaitLimit::in(longestConnect(target, connectTimeout) + slack, stop));
    if (!handle) {
        Error error = handle.error();
        if (error.kind == ErrorKind::TimedOut)
            error.kind = ErrorKind::CannotConnect;
        return error;
    }
    const auto limit = WaitLimit::in(timeout, std::move(stop));
    const auto rows = lookAtServer(*handle, limit);
    if (!rows)
        return rows.error();
    ServerSample sample = SampleBuilder(name).build(*rows);
    sample.pgbenchScale = pgbenchScale(*handle, limit);
    if (connection.isPooled())
        sample.pooler = lookAtPooler(target, connection, limit); // last: it may cost the connection
    return sample;
}

} // namespace poolwart
