// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/runfile.h"

#include "model/core/text.h"
#include "model/store/files.h"
#include "model/store/jsonfields.h"
#include "model/store/jsonwriter.h"
#include "model/store/planfile.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

// Each `describe…` names the fields once, for both ways: `Json` is a JsonWriter or a JsonFields.

template <class Json>
void describeArrivals(Json &json, ClosedLoop &loop)
{
    json.field("clients", loop.clients);
    json.field("think_time", loop.thinkTime);
}

template <class Json>
void describeArrivals(Json &json, OpenLoop &loop)
{
    json.field("rate_per_s", loop.ratePerSecond);
    json.field("poisson", loop.poisson);
}

template <class Json>
void describeTraffic(Json &json, RunRecord &run)
{
    std::visit([&json](auto &loop) { describeArrivals(json, loop); }, run.traffic.arrivals);
    json.field("statement", run.traffic.workload.scripts.front().text);
    json.field("seed", run.seed);
}

template <class Json>
void describeServer(Json &json, RunServer &server)
{
    json.field("version", server.version);
    json.field("max_connections", server.maxConnections);
    json.field("superuser_reserved_connections", server.superuserReserved);
    json.field("reserved_connections", server.reserved);
    json.field("usable", server.usable);
    json.field("service_time", server.serviceTime);
}

template <class Json>
void describeRequests(Json &json, RequestCounts &requests)
{
    json.field("offered", requests.offered);
    json.field("completed", requests.completed);
    json.field("failed", requests.failed);
    json.field("timed_out", requests.timedOut);
    json.field("rejected", requests.rejected);
    json.field("cancelled", requests.cancelled);
    json.field("dropped", requests.dropped);
}

template <class Json>
void describeSummary(Json &json, LatencySummary &summary)
{
    json.field("count", summary.count);
    json.field("mean", summary.mean);
    json.field("p50", summary.p50);
    json.field("p95", summary.p95);
    json.field("p99", summary.p99);
    json.field("p999", summary.p999);
    json.field("p9999", summary.p9999);
    json.field("max", summary.max);
}

template <class Json>
void describeLatency(Json &json, RunRecord &run)
{
    json.nested("acquire", [&run](Json &inner) { describeSummary(inner, run.acquire); });
    json.nested("service", [&run](Json &inner) { describeSummary(inner, run.service); });
    json.nested("response", [&run](Json &inner) { describeSummary(inner, run.response); });
}

template <class Json>
void describePool(Json &json, RunPool &pool)
{
    json.field("name", pool.name);
    json.field("slots", pool.slots);
    json.field("opened", pool.opened);
    json.field("served", pool.served);
    json.field("timeouts", pool.timeouts);
    json.field("peak_in_use", pool.peakInUse);
    json.field("peak_waiting", pool.peakWaiting);
}

template <class Json>
void describeGenerator(Json &json, RunRecord &run)
{
    json.nested("schedule_lag_us", [&run](Json &inner) {
        inner.field("p50", run.scheduleLag.p50);
        inner.field("p99", run.scheduleLag.p99);
        inner.field("max", run.scheduleLag.max);
    });
    json.field("cpu_us_per_request", run.cpuMicrosPerRequest);
}

template <class Json>
void describeShutdown(Json &json, RunShutdown &shutdown)
{
    json.field("drained", shutdown.drained);
    json.field("cancelled", shutdown.cancelled);
    json.field("cut", shutdown.cut);
    json.field("backends_left", shutdown.backendsLeft);
    json.field("elapsed_ms", shutdown.elapsedMs);
}

void describeErrors(JsonWriter &json, const std::map<std::string, std::uint64_t> &errors)
{
    for (const auto &[sqlState, count] : errors)
        json.field(sqlState.c_str(), count);
}

void describeErrors(JsonFields &json, std::map<std::string, std::uint64_t> &errors)
{
    for (const QString &sqlState : json.object().keys())
        json.field(sqlState.toUtf8().constData(), errors[sqlState.toStdString()]);
}

template <class Json>
void describeMeasured(Json &json, RunRecord &run)
{
    json.nested("server", [&run](Json &inner) { describeServer(inner, run.server); });
    json.field("elapsed_s", run.elapsedSeconds);
    json.field("throughput_per_s", run.throughputPerSecond);
    json.nested("requests", [&run](Json &inner) { describeRequests(inner, run.requests); });
    json.nested("latency_us", [&run](Json &inner) { describeLatency(inner, run); });
    json.list("pools", run.pools, limits::maxPools, describePool<Json>);
    json.nested("errors", [&run](Json &inner) { describeErrors(inner, run.errors); });
    json.nested("generator", [&run](Json &inner) { describeGenerator(inner, run); });
    json.nested("shutdown", [&run](Json &inner) { describeShutdown(inner, run.shutdown); });
}

void checkHeader(JsonFields &fields)
{
    std::string format;
    int version = 0;
    fields.field("format", format);
    fields.field("version", version);
    if (format != "poolwart-run")
        fields.fail("format",
                    text(QT_TRANSLATE_NOOP("core", "this is no run: “poolwart-run” is expected, not “%1”."), format));
    if (version < 1 || version > runFileVersion)
        fields.fail("version",
                    text(QT_TRANSLATE_NOOP("core", "the file is of version %1; this program reads version %2."),
                         version,
                         runFileVersion));
}

void readStart(JsonFields &fields, std::chrono::sys_seconds &target)
{
    std::string written;
    fields.field("started_at", written);
    const QDateTime start = QDateTime::fromString(QString::fromStdString(written), Qt::ISODate);
    if (start.isValid())
        target = std::chrono::sys_seconds(std::chrono::seconds(start.toSecsSinceEpoch()));
    else
        fields.fail("started_at", text(QT_TRANSLATE_NOOP("core", "“%1” is no moment in time."), written));
}

void readTraffic(JsonFields &fields, RunRecord &run)
{
    std::string protocol;
    fields.field("protocol", protocol);
    if (const auto known = protocolFromId(protocol))
        run.traffic.protocol = *known;
    else
        fields.fail("protocol", text(QT_TRANSLATE_NOOP("core", "there is no protocol “%1”."), protocol));
    if (fields.has("rate_per_s"))
        run.traffic.arrivals = OpenLoop();
    describeTraffic(fields, run);
}

void writeRun(JsonWriter &json, RunRecord run)
{
    const auto start = QDateTime::fromSecsSinceEpoch(run.startedAt.time_since_epoch().count(), Qt::UTC);
    json.field("format", std::string("poolwart-run"));
    json.field("version", runFileVersion);
    json.field("started_at", start.toString(Qt::ISODate).toStdString());
    json.nested("plan", [&run](JsonWriter &inner) { writePlan(inner, run.plan); });
    json.nested("traffic", [&run](JsonWriter &inner) {
        inner.field("protocol", std::string(protocolId(run.traffic.protocol)));
        describeTraffic(inner, run);
    });
    describeMeasured(json, run);
}

} // namespace

QJsonObject runToJson(const RunRecord &run)
{
    JsonWriter json;
    writeRun(json, run);
    return json.object();
}

Outcome<RunRecord> runFromJson(const QJsonObject &object)
{
    std::optional<Error> fault;
    JsonFields fields(object, {}, fault);
    checkHeader(fields);

    RunRecord run;
    readStart(fields, run.startedAt);
    fields.nested("traffic", [&run](JsonFields &inner) { readTraffic(inner, run); });
    describeMeasured(fields, run);
    if (fault)
        return *fault;

    auto plan = planFromJson(object);
    if (!plan)
        return plan.error();
    run.plan = *std::move(plan);
    return run;
}

QByteArray runText(const RunRecord &run)
{
    JsonWriter json;
    writeRun(json, run);
    return json.text();
}

Outcome<RunRecord> readRunFile(const std::string &path)
{
    const auto object = readJsonFile(path);
    if (!object)
        return object.error();
    auto run = runFromJson(*object);
    if (run)
        return run;
    Error error = run.error();
    error.message = text(QT_TRANSLATE_NOOP("core", "“%1” is refused: %2"), path, error.message);
    return error;
}

Done writeRunFile(const RunRecord &run, const std::string &path)
{
    return writeFile(runText(run), path);
}

} // namespace poolwart
