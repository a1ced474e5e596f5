// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/runseriesjson.h"

#include "model/core/plan.h"
#include "model/core/text.h"
#include "model/figures/histogramcodec.h"
#include "model/run/runclass.h"
#include "model/store/runclassjson.h"

#include <algorithm>

namespace poolwart {

namespace {

constexpr int maxClasses = 10'000;              // of a long stretch in which the workload changed
constexpr std::uint64_t maxValues = 1ULL << 45; // so that no sum over a file overflows

template <class Json>
void requestFields(Json &json, RequestCounts &requests)
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
void poolFields(Json &json, PoolFigures &pool)
{
    json.field("name", pool.name);
    json.field("slots", pool.slots);
    json.field("in_use", pool.inUse);
    json.field("idle", pool.idle);
    json.field("waiting", pool.waiting);
    json.field("served", pool.requests.completed);
    json.field("timeouts", pool.requests.timedOut);
    json.field("opened", pool.counters.opened);
    json.field("stranded_us", pool.blockedWait);
    json.field("acquire_p99_us", pool.acquire.p99);
    json.field("response_p99_us", pool.response.p99);
}

template <class Json>
void classFields(Json &json, ClassFigures &part)
{
    json.field("name", part.name);
    json.nested("requests", [&part](Json &inner) { requestFields(inner, part.requests); });
    json.nested("errors", [&part](Json &inner) { describeErrors(inner, part.errors); });
    json.field("response_p99_us", part.response.p99);
}

template <class Json>
void serverFields(Json &json, RunServerSecond &server)
{
    json.field("ours", server.ours);
    json.field("others", server.others);
    json.field("commits_per_s", server.commitsPerSecond);
}

void describeServer(JsonWriter &json, std::optional<RunServerSecond> &server)
{
    if (server)
        json.nested("server", [&server](JsonWriter &inner) { serverFields(inner, *server); });
}

void describeServer(JsonFields &json, std::optional<RunServerSecond> &server)
{
    if (json.has("server"))
        json.nested("server", [&server](JsonFields &inner) { serverFields(inner, server.emplace()); });
}

bool hasClasses(JsonWriter &, const RunSecond &second)
{
    return !second.classes.empty();
}

bool hasClasses(JsonFields &json, const RunSecond &)
{
    return json.has("classes");
}

template <class Json>
void secondFields(Json &json, RunSecond &second)
{
    json.field("from_us", second.from);
    json.field("to_us", second.to);
    json.nested("requests", [&second](Json &inner) { requestFields(inner, second.requests); });
    describeLatency(json, "acquire", second.acquire);
    describeLatency(json, "service", second.service);
    describeLatency(json, "response", second.response);
    json.nested("errors", [&second](Json &inner) { describeErrors(inner, second.errors); });
    json.nested("retries", [&second](Json &inner) { describeRetried(inner, second.retries); });
    json.field("deadlines_passed", second.deadlinesPassed);
    json.field("stranded_us", second.blockedWait);
    json.list("pools", second.pools, limits::maxPools * 2, poolFields<Json>); // those on their way out too
    if (hasClasses(json, second))
        json.list("classes", second.classes, maxClasses, classFields<Json>);
    describeServer(json, second.server);
    json.field("lag_p99_us", second.lagP99);
    json.field("cpu_share", second.cpuShare);
}

template <class Json>
void markFields(Json &json, RunMark &mark)
{
    json.field("at_us", mark.at);
    json.field("kind", mark.kind);
    json.field("pool", mark.pool);
    json.field("text", mark.text);
}

} // namespace

void describeRequests(JsonWriter &json, RequestCounts &requests)
{
    requestFields(json, requests);
}

void describeRequests(JsonFields &json, RequestCounts &requests)
{
    requestFields(json, requests);
}

void describeErrors(JsonWriter &json, std::map<std::string, std::uint64_t> &errors)
{
    for (const auto &[sqlState, count] : errors)
        json.field(sqlState.c_str(), count);
}

void describeErrors(JsonFields &json, std::map<std::string, std::uint64_t> &errors)
{
    for (const QString &sqlState : json.object().keys())
        json.field(sqlState.toUtf8().constData(), errors[sqlState.toStdString()]);
}

void describeLatency(JsonWriter &json, const char *name, RunLatency &latency)
{
    json.field(name, latency.histogram);
}

void describeLatency(JsonFields &json, const char *name, RunLatency &latency)
{
    json.field(name, latency.histogram);
    if (latency.histogram.empty())
        return;
    const auto read = decodeHistogram(latency.histogram);
    if (!read || read->count() > maxValues)
        latency.histogram.clear();
    if (!read)
        json.failFigure(name,
                        text(QT_TRANSLATE_NOOP("core", "this is not a histogram in HdrHistogram's V2 format, or it has another range.")));
    else if (read->count() > maxValues)
        json.failFigure(name,
                        text(QT_TRANSLATE_NOOP("core", "%1 values exceed the limit of a run."), static_cast<long long>(read->count())));
    else
        latency.summary = read->summary();
}

void describeSecond(JsonWriter &json, RunSecond &second)
{
    secondFields(json, second);
}

void describeSecond(JsonFields &json, RunSecond &second)
{
    secondFields(json, second);
    if (second.to < second.from)
        json.failFigure("to_us", text(QT_TRANSLATE_NOOP("core", "this is before the start of the run.")));
    second.to = std::max(second.from, second.to);
}

void describeTexts(JsonWriter &json, std::map<std::string, std::string> &texts)
{
    for (const auto &[name, value] : texts)
        json.field(name.c_str(), value);
}

void describeTexts(JsonFields &json, std::map<std::string, std::string> &texts)
{
    for (const QString &name : json.object().keys())
        json.field(name.toUtf8().constData(), texts[name.toStdString()]);
}

void describeMark(JsonWriter &json, RunMark &mark)
{
    markFields(json, mark);
}

void describeMark(JsonFields &json, RunMark &mark)
{
    markFields(json, mark);
}

} // namespace poolwart
