// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/runexport.h"

#include "model/core/text.h"
#include "model/figures/histogramcodec.h"
#include "model/figures/histogramlog.h"
#include "model/store/metricstext.h"

#include <algorithm>

namespace poolwart {

namespace {

QByteArray number(auto value)
{
    return QByteArray::number(value);
}

QByteArray micros(Duration time)
{
    return QByteArray::number(static_cast<double>(time.count()) / 1e3, 'g', 15);
}

QByteArray quoted(QByteArray text)
{
    const bool isPlain = !text.contains(',') && !text.contains('"') && !text.contains('\n') && !text.contains('\r');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
}

// In the order in which they come up.
template <class Part>
std::vector<std::string> namesOf(const RunRecord &run, std::vector<Part> RunSecond::*parts)
{
    std::vector<std::string> names;
    for (const RunSecond &second : run.series) {
        for (const Part &part : second.*parts) {
            if (std::ranges::find(names, part.name) == names.end())
                names.push_back(part.name);
        }
    }
    return names;
}

QByteArrayList csvHeader(const std::vector<std::string> &pools, const std::vector<std::string> &classes)
{
    QByteArrayList header{"from_us", "to_us", "offered", "completed", "failed", "timed_out", "rejected", "cancelled", "dropped"};
    for (const char *latency : {"acquire", "service", "response"}) {
        for (const char *figure : {"p50", "p95", "p99", "p999", "p9999", "max"})
            header.append(QByteArray(latency) + '_' + figure + "_us");
    }
    header << "lag_p99_us"
           << "cpu_share"
           << "server_ours"
           << "server_others"
           << "server_commits_per_s"
           << "retries"
           << "deadlines_passed"
           << "stranded_us";
    for (const std::string &pool : pools) {
        for (const char *figure : {"slots", "in_use", "idle", "waiting", "served", "timeouts", "stranded_us"})
            header.append(quoted(QByteArray::fromStdString(pool) + ' ' + figure));
    }
    for (const std::string &name : classes) {
        for (const char *figure : {"completed", "failed", "timed_out", "response_p99_us"})
            header.append(quoted((name.empty() ? QByteArray("no class") : "class " + QByteArray::fromStdString(name)) + ' ' + figure));
    }
    return header;
}

void addPool(QByteArrayList &cells, const RunSecond &second, const std::string &name)
{
    const auto pool = std::ranges::find(second.pools, name, &PoolFigures::name);
    if (pool == second.pools.end())
        cells << ""
              << ""
              << ""
              << ""
              << ""
              << ""
              << "";
    else
        cells << number(pool->slots) << number(pool->inUse) << number(pool->idle) << number(pool->waiting)
              << number(quint64(pool->requests.completed)) << number(quint64(pool->requests.timedOut)) << micros(pool->blockedWait);
}

void addClass(QByteArrayList &cells, const RunSecond &second, const std::string &name)
{
    const auto part = std::ranges::find(second.classes, name, &ClassFigures::name);
    if (part == second.classes.end())
        cells << ""
              << ""
              << ""
              << "";
    else
        cells << number(quint64(part->requests.completed)) << number(quint64(part->requests.failed))
              << number(quint64(part->requests.timedOut)) << (part->requests.completed == 0 ? QByteArray() : micros(part->response.p99));
}

QByteArrayList csvRow(const RunSecond &second, const std::vector<std::string> &pools, const std::vector<std::string> &classes)
{
    QByteArrayList cells{micros(second.from), micros(second.to)};
    const RequestCounts &counts = second.requests;
    for (const std::uint64_t count :
         {counts.offered, counts.completed, counts.failed, counts.timedOut, counts.rejected, counts.cancelled, counts.dropped})
        cells.append(number(quint64(count)));
    for (const RunLatency *latency : {&second.acquire, &second.service, &second.response}) {
        const LatencySummary &of = latency->summary;
        for (const Duration time : {of.p50, of.p95, of.p99, of.p999, of.p9999, of.max})
            cells.append(of.count == 0 ? QByteArray() : micros(time)); // nothing is not zero
    }
    cells << micros(second.lagP99) << number(second.cpuShare);
    if (second.server)
        cells << number(second.server->ours) << number(second.server->others) << number(second.server->commitsPerSecond);
    else
        cells << ""
              << ""
              << "";
    cells << number(quint64(second.retries.attempts)) << number(quint64(second.deadlinesPassed)) << micros(second.blockedWait);
    for (const std::string &pool : pools)
        addPool(cells, second, pool);
    for (const std::string &name : classes)
        addClass(cells, second, name);
    return cells;
}

QByteArray csv(const RunRecord &run)
{
    const std::vector<std::string> pools = namesOf(run, &RunSecond::pools);
    const std::vector<std::string> classes = namesOf(run, &RunSecond::classes);
    QByteArray text = csvHeader(pools, classes).join(',') + "\r\n";
    for (const RunSecond &second : run.series)
        text += csvRow(second, pools, classes).join(',') + "\r\n";
    return text;
}

// --- as metrics: the run's counters, grown second by second

PoolFigures &poolNamed(Snapshot &shown, const std::string &name)
{
    const auto known = std::ranges::find(shown.pools, name, &PoolSnapshot::name);
    if (known != shown.pools.end())
        return *known;
    PoolSnapshot &added = shown.pools.emplace_back();
    added.name = name;
    return added;
}

Snapshot finalFigures(const RunRecord &run)
{
    Snapshot shown;
    shown.requests = run.requests;
    shown.acquire = run.acquire;
    shown.service = run.service;
    shown.response = run.response;
    for (const auto &[sqlState, count] : run.errors)
        shown.errors.push_back({.sqlState = sqlState, .count = count});
    shown.health.lag = {.p50 = run.scheduleLag.p50, .p99 = run.scheduleLag.p99, .max = run.scheduleLag.max};
    shown.retries = run.retries;
    shown.deadlinesPassed = run.deadlinesPassed;
    shown.blockedWait = run.blockedWait;
    shown.classes = {run.classes.begin(), run.classes.end()};
    shown.scripts = {run.scripts.begin(), run.scripts.end()};
    for (const RunPool &pool : run.pools)
        poolNamed(shown, pool.name) = pool;
    return shown;
}

// Counters so far, and the gauges and percentiles of this second.
void show(Snapshot &shown, const RunSecond &second)
{
    shown.requests = shown.requests + second.requests;
    shown.retries = shown.retries + second.retries;
    shown.deadlinesPassed += second.deadlinesPassed;
    shown.blockedWait += second.blockedWait;
    shown.acquire = second.acquire.summary;
    shown.service = second.service.summary;
    shown.response = second.response.summary;
    shown.health.engineCpuShare = second.cpuShare;
    for (const auto &[sqlState, count] : second.errors) {
        auto known = std::ranges::find(shown.errors, sqlState, &ErrorFigure::sqlState);
        if (known == shown.errors.end())
            known = shown.errors.insert(shown.errors.end(), {.sqlState = sqlState});
        known->count += count;
    }
    for (const ClassFigures &one : second.classes) {
        auto known = std::ranges::find(shown.classes, one.name, &ClassFigures::name);
        if (known == shown.classes.end())
            known = shown.classes.insert(shown.classes.end(), {.name = one.name, .className = {}, .errors = {}});
        addCounts(*known, one);
    }
    for (const PoolFigures &pool : second.pools) {
        PoolFigures &known = poolNamed(shown, pool.name);
        addCounts(known, pool);
        known.slots = pool.slots;
        known.inUse = pool.inUse;
        known.idle = pool.idle;
        known.waiting = pool.waiting;
    }
    for (PoolSnapshot &pool : shown.pools)
        pool.open = pool.inUse + pool.idle;
}

// A summary's parts would have to grow; those of a second do not, and so its percentiles are told as what they are.
void percentilesAsGauges(std::vector<MetricFamily> &families)
{
    const std::vector<std::string> known{"poolwart_acquire_seconds", "poolwart_service_seconds", "poolwart_response_seconds"};
    std::erase_if(families, [&known](const MetricFamily &family) {
        return family.kind == MetricFamily::Kind::Summary && std::ranges::find(known, family.name) == known.end();
    });
    for (MetricFamily &family : families) {
        if (family.kind != MetricFamily::Kind::Summary)
            continue;
        family.kind = MetricFamily::Kind::Gauge;
        std::erase_if(family.samples, [](const MetricSample &sample) { return !sample.suffix.empty(); });
    }
}

QByteArray openMetrics(const RunRecord &run)
{
    std::vector<std::vector<MetricFamily>> readings;
    Snapshot shown;
    for (const RunSecond &second : run.series) {
        show(shown, second);
        std::vector<MetricFamily> reading = recordedMetrics(shown);
        percentilesAsGauges(reading);
        const auto at = run.startedAt.time_since_epoch() + std::chrono::floor<std::chrono::milliseconds>(second.to);
        for (MetricFamily &family : reading) {
            for (MetricSample &sample : family.samples)
                sample.at = at;
        }
        readings.push_back(std::move(reading));
    }
    return QByteArray::fromStdString(openMetricsText(joined(std::move(readings))));
}

// --- as an interval log

QByteArray intervalLog(const RunRecord &run)
{
    std::vector<LogInterval> intervals;
    for (const RunSecond &second : run.series) {
        const std::pair<const char *, const RunLatency *> latencies[]{
            {"acquire", &second.acquire}, {"service", &second.service}, {"response", &second.response}};
        for (const auto &[tag, latency] : latencies) {
            if (auto histogram = decodeHistogram(latency->histogram))
                intervals.push_back(
                    {.tag = tag, .start = second.from, .length = second.to - second.from, .histogram = *std::move(histogram)});
        }
    }
    return QByteArray::fromStdString(histogramLog(run.startedAt, intervals));
}

bool needsSeries(std::string_view format)
{
    return format == "csv" || format == "openmetrics" || format == "hdr";
}

} // namespace

Outcome<QByteArray> exportRun(const RunRecord &run, std::string_view format)
{
    if (std::ranges::find(runExportFormats, format) == runExportFormats.end())
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "There is no run format “%1”."), std::string(format)),
                     .hint =
                         text(QT_TRANSLATE_NOOP("core", "The formats are %1."), std::string("csv, json, prometheus, openmetrics, hdr"))};
    if (needsSeries(format) && run.series.empty())
        return Error{.kind = ErrorKind::BadInput,
                     .message = text(QT_TRANSLATE_NOOP("core", "The run has no figures per second, which %1 needs."), std::string(format))};
    if (format == "csv")
        return csv(run);
    if (format == "json")
        return runText(run);
    if (format == "prometheus")
        return QByteArray::fromStdString(prometheusText(recordedMetrics(finalFigures(run))));
    return format == "hdr" ? intervalLog(run) : openMetrics(run);
}

} // namespace poolwart
