// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/metricstext.h"

namespace poolwart {

namespace {

using Kind = MetricFamily::Kind;
using Labels = std::vector<std::pair<std::string, std::string>>;

double number(auto value)
{
    return static_cast<double>(value);
}

void addSummary(MetricFamily &family, const Labels &labels, const LatencySummary &summary)
{
    const std::pair<const char *, Duration> quantiles[] = {{"0.5", summary.p50},    {"0.95", summary.p95},     {"0.99", summary.p99},
                                                           {"0.999", summary.p999}, {"0.9999", summary.p9999}, {"1", summary.max}};
    for (const auto &[quantile, value] : quantiles) {
        Labels all = labels;
        all.emplace_back("quantile", quantile);
        family.samples.push_back({.labels = std::move(all), .value = inSeconds(value)});
    }
    family.samples.push_back({.labels = labels, .value = inSeconds(summary.mean) * number(summary.count), .suffix = "_sum"});
    family.samples.push_back({.labels = labels, .value = number(summary.count), .suffix = "_count"});
}

// A family with one value a pool.
template <class Value>
MetricFamily perPool(const Snapshot &snapshot, const char *name, Kind kind, const char *help, Value value)
{
    MetricFamily family{.name = name, .kind = kind, .help = help};
    for (const PoolSnapshot &pool : snapshot.pools)
        family.samples.push_back({.labels = {{"pool", pool.name}}, .value = number(value(pool))});
    return family;
}

MetricFamily summaries(const Snapshot &snapshot, const char *name, const char *help, LatencySummary PoolSnapshot::*summary)
{
    MetricFamily family{.name = name, .kind = Kind::Summary, .help = help};
    for (const PoolSnapshot &pool : snapshot.pools)
        addSummary(family, {{"pool", pool.name}}, pool.*summary);
    return family;
}

MetricFamily single(const char *name, Kind kind, const char *help, double value)
{
    return {.name = name, .kind = kind, .help = help, .samples = {{.value = value}}};
}

MetricFamily single(const char *name, const char *help, const LatencySummary &summary)
{
    MetricFamily family{.name = name, .kind = Kind::Summary, .help = help};
    addSummary(family, {}, summary);
    return family;
}

// Families of pools, one after the other.
class PoolFamilies
{
public:
    PoolFamilies(std::vector<MetricFamily> &all, const Snapshot &of)
        : m_all(all)
        , m_of(of)
    {}

    void gauge(const char *name, const char *help, auto value) { m_all.push_back(perPool(m_of, name, Kind::Gauge, help, value)); }
    void counter(const char *name, const char *help, auto value) { m_all.push_back(perPool(m_of, name, Kind::Counter, help, value)); }
    void summary(const char *name, const char *help, LatencySummary PoolSnapshot::*of) { m_all.push_back(summaries(m_of, name, help, of)); }

private:
    std::vector<MetricFamily> &m_all;
    const Snapshot &m_of;
};

using Pool = const PoolSnapshot &;

// What a run file holds of a pool too.
void addRecordedPools(std::vector<MetricFamily> &all, const Snapshot &of)
{
    PoolFamilies pools(all, of);
    pools.gauge("hikaricp_connections", "Open connections", [](Pool pool) { return pool.open; });
    pools.gauge("hikaricp_active_connections", "Connections lent to a request", [](Pool pool) { return pool.inUse; });
    pools.gauge("hikaricp_idle_connections", "Idle connections", [](Pool pool) { return pool.idle; });
    pools.gauge("hikaricp_pending_threads", "Requests waiting for a connection", [](Pool pool) { return pool.waiting; });
    pools.gauge("hikaricp_max_connections", "Most connections that the pool may open", [](Pool pool) { return pool.slots; });
    pools.counter("hikaricp_connection_timeout", "Requests that had no connection within the acquire timeout",
                  [](Pool pool) { return pool.requests.timedOut; });
    pools.counter("poolwart_pool_served", "Requests completed", [](Pool pool) { return pool.requests.completed; });
    pools.counter("poolwart_pool_stranded_seconds", "Waiting while another pool had a free slot, of all requests together",
                  [](Pool pool) { return inSeconds(pool.blockedWait); });
    pools.counter("poolwart_pool_opened", "Connections opened", [](Pool pool) { return pool.counters.opened; });
}

void addLivePools(std::vector<MetricFamily> &all, const Snapshot &of)
{
    PoolFamilies pools(all, of);
    pools.gauge("hikaricp_min_connections", "Connections that the pool keeps open", [](Pool pool) { return pool.minimumIdle; });
    pools.summary("hikaricp_connections_acquire_seconds", "From asking for a connection to having it", &PoolSnapshot::acquire);
    pools.summary("hikaricp_connections_usage_seconds", "From having a connection to its release", &PoolSnapshot::usage);
    pools.summary("hikaricp_connections_creation_seconds", "Opening a connection", &PoolSnapshot::creation);
    pools.summary("poolwart_pool_response_seconds", "From the intended start to the end", &PoolSnapshot::response);
    pools.counter("poolwart_pool_failed", "Requests that failed", [](Pool pool) { return pool.requests.failed; });
    pools.counter("poolwart_pool_rejected", "Requests rejected by a full queue", [](Pool pool) { return pool.requests.rejected; });
    pools.counter("poolwart_pool_open_failures", "Connections that could not be opened",
                  [](Pool pool) { return pool.counters.openFailures; });
    pools.counter("poolwart_pool_broken", "Connections lost", [](Pool pool) { return pool.counters.broken; });
}

void addEndings(MetricFamily &family, const Labels &labels, const RequestCounts &requests)
{
    const std::pair<const char *, std::uint64_t> endings[] = {{"completed", requests.completed}, {"failed", requests.failed},
                                                              {"timed_out", requests.timedOut},  {"rejected", requests.rejected},
                                                              {"cancelled", requests.cancelled}, {"dropped", requests.dropped}};
    for (const auto &[ending, count] : endings) {
        Labels all = labels;
        all.emplace_back("ending", ending);
        family.samples.push_back({.labels = std::move(all), .value = number(count)});
    }
}

MetricFamily requestFamily(const RequestCounts &requests)
{
    MetricFamily family{.name = "poolwart_requests", .kind = Kind::Counter, .help = "Requests by how they ended"};
    addEndings(family, {}, requests);
    return family;
}

// Of the classes or of the scripts; nothing where there is but one.
void addParts(std::vector<MetricFamily> &all, const std::vector<ClassFigures> &parts, const std::string &kind)
{
    MetricFamily requests{
        .name = "poolwart_" + kind + "_requests", .kind = Kind::Counter, .help = "Requests of a " + kind + " by how they ended"};
    MetricFamily service{.name = "poolwart_" + kind + "_service_seconds", .kind = Kind::Summary, .help = "From sending to the last byte"};
    MetricFamily response{
        .name = "poolwart_" + kind + "_response_seconds", .kind = Kind::Summary, .help = "From the intended start to the end"};
    for (const ClassFigures &part : parts) {
        Labels labels{{kind, part.name}};
        if (kind == "script")
            labels.emplace_back("class", part.className);
        addEndings(requests, labels, part.requests);
        addSummary(service, labels, part.service);
        addSummary(response, labels, part.response);
    }
    all.push_back(std::move(requests));
    all.push_back(std::move(service));
    all.push_back(std::move(response));
}

void addRequests(std::vector<MetricFamily> &all, const Snapshot &of)
{
    all.push_back(single("poolwart_requests_offered", Kind::Counter, "Requests that were due", number(of.requests.offered)));
    all.push_back(requestFamily(of.requests));
    all.push_back(single("poolwart_requests_in_flight", Kind::Gauge, "Requests sent and not answered", number(of.inFlight)));
    all.push_back(single("poolwart_requests_waiting", Kind::Gauge, "Requests in the pools' queues", number(of.waiting)));
    all.push_back(single("poolwart_acquire_seconds", "From asking for a connection to having it", of.acquire));
    all.push_back(single("poolwart_service_seconds", "From sending to the last byte", of.service));
    all.push_back(single("poolwart_response_seconds", "From the intended start to the end", of.response));
    MetricFamily errors{.name = "poolwart_errors", .kind = Kind::Counter, .help = "Failures by SQLSTATE"};
    for (const ErrorFigure &error : of.errors)
        errors.samples.push_back({.labels = {{"sqlstate", error.sqlState}, {"class", error.className}}, .value = number(error.count)});
    all.push_back(std::move(errors));
    all.push_back(single("poolwart_retries", Kind::Counter, "Attempts after a request's first one; in no count of requests",
                         number(of.retries.attempts)));
    all.push_back(
        single("poolwart_retried_completed", Kind::Counter, "Requests that completed after a retry", number(of.retries.completed)));
    all.push_back(single("poolwart_retries_refused", Kind::Counter, "Retries that the budget refused", number(of.retries.refused)));
    all.push_back(
        single("poolwart_deadlines_passed", Kind::Counter, "Requests not done at the deadline of their class", number(of.deadlinesPassed)));
    all.push_back(single("poolwart_stranded_seconds", Kind::Counter,
                         "Waiting in one pool while another had a free slot, of all requests together", inSeconds(of.blockedWait)));
    addParts(all, of.classes, "class");
    addParts(all, of.scripts, "script");
    all.push_back(single("poolwart_schedule_lag_seconds", "Sends behind their intended start", of.health.lag));
    all.push_back(single("poolwart_engine_cpu_share", Kind::Gauge, "Of one core, over the last second", of.health.engineCpuShare));
}

void addServer(std::vector<MetricFamily> &all, const ServerSample &server)
{
    all.push_back(single("poolwart_server_up", Kind::Gauge, "1 where the monitor is connected", server.connected ? 1 : 0));
    all.push_back(single("poolwart_server_max_connections", Kind::Gauge, "max_connections", server.limits.maxConnections));
    all.push_back(single("poolwart_server_usable_connections", Kind::Gauge, "Connections that the role can have", server.limits.usable()));
    MetricFamily backends{.name = "poolwart_server_backends", .kind = Kind::Gauge, .help = "Client backends by whose they are"};
    backends.samples = {{.labels = {{"owner", "ours"}}, .value = number(server.ours)},
                        {.labels = {{"owner", "others"}}, .value = number(server.others)},
                        {.labels = {{"owner", "monitor"}}, .value = number(server.monitors)}};
    all.push_back(std::move(backends));
    all.push_back(single("poolwart_server_commits_per_second", Kind::Gauge, "Commits of the whole database", server.commitsPerSecond));
    all.push_back(
        single("poolwart_server_rollbacks_per_second", Kind::Gauge, "Rollbacks of the whole database", server.rollbacksPerSecond));
}

bool isEmpty(const MetricFamily &family)
{
    return family.samples.empty();
}

} // namespace

std::vector<MetricFamily> recordedMetrics(const Snapshot &snapshot)
{
    std::vector<MetricFamily> all;
    addRecordedPools(all, snapshot);
    addRequests(all, snapshot);
    std::erase_if(all, isEmpty);
    return all;
}

std::vector<MetricFamily> metricsOf(const Snapshot &snapshot, const ServerSample *server)
{
    std::vector<MetricFamily> all = recordedMetrics(snapshot);
    addLivePools(all, snapshot);
    if (server)
        addServer(all, *server);
    std::erase_if(all, isEmpty);
    return all;
}

std::string prometheusText(const Snapshot &snapshot, const ServerSample *server)
{
    return prometheusText(metricsOf(snapshot, server));
}

std::string openMetricsText(const Snapshot &snapshot, const ServerSample *server)
{
    return openMetricsText(metricsOf(snapshot, server));
}

} // namespace poolwart
