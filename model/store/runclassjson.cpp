// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/runclassjson.h"

#include "model/run/arrivalscodec.h"
#include "model/store/jsonfields.h"
#include "model/store/jsonwriter.h"
#include "model/store/runseriesjson.h"
#include "model/workload/workload.h"

namespace poolwart {

namespace {

constexpr int maxParts = limits::maxClasses + limits::maxScripts; // of a merged run with others too

template <class Json>
void summaryFields(Json &json, LatencySummary &summary)
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
void retriedFields(Json &json, RetryCounts &retries)
{
    json.field("attempts", retries.attempts);
    json.field("completed", retries.completed);
    json.field("refused", retries.refused);
}

template <class Json>
void partFields(Json &json, RunClass &part)
{
    json.field("name", part.name);
    json.field("class", part.className);
    json.nested("requests", [&part](Json &inner) { describeRequests(inner, part.requests); });
    json.nested("latency_us", [&part](Json &inner) {
        inner.nested("service", [&part](Json &of) { summaryFields(of, part.service); });
        inner.nested("response", [&part](Json &of) { summaryFields(of, part.response); });
    });
    json.nested("errors", [&part](Json &inner) { describeErrors(inner, part.errors); });
    json.nested("histograms", [&part](Json &inner) {
        describeLatency(inner, "service", part.serviceHistogram);
        describeLatency(inner, "response", part.responseHistogram);
    });
}

template <class Json>
void breakdownFields(Json &json, RunBreakdown &breakdown)
{
    json.field("workload", breakdown.workload);
    describeClasses(json, "classes", breakdown.classes);
    describeClasses(json, "scripts", breakdown.scripts);
    json.nested("error_texts", [&breakdown](Json &inner) { describeTexts(inner, breakdown.errorTexts); });
}

template <class Json>
void arrivalFields(Json &json, RunArrivals &arrivals)
{
    json.field("requests", arrivals.requests);
    json.field("left_out", arrivals.leftOut);
    json.field("data", arrivals.data);
}

} // namespace

void describeSummary(JsonWriter &json, LatencySummary &summary)
{
    summaryFields(json, summary);
}

void describeSummary(JsonFields &json, LatencySummary &summary)
{
    summaryFields(json, summary);
}

void describeRetried(JsonWriter &json, RetryCounts &retries)
{
    retriedFields(json, retries);
}

void describeRetried(JsonFields &json, RetryCounts &retries)
{
    retriedFields(json, retries);
}

void describeClasses(JsonWriter &json, const char *name, std::vector<RunClass> &parts)
{
    json.list(name, parts, maxParts, partFields<JsonWriter>);
}

void describeClasses(JsonFields &json, const char *name, std::vector<RunClass> &parts)
{
    json.list(name, parts, maxParts, partFields<JsonFields>);
}

void describeArrivals(JsonWriter &json, std::optional<RunArrivals> &arrivals)
{
    if (arrivals)
        json.nested("arrivals", [&arrivals](JsonWriter &inner) { arrivalFields(inner, *arrivals); });
}

void describeArrivals(JsonFields &json, std::optional<RunArrivals> &arrivals)
{
    if (json.has("arrivals"))
        json.nested("arrivals", [&arrivals](JsonFields &inner) { arrivalFields(inner, arrivals.emplace()); });
}

void describeBreakdown(JsonWriter &json, RunBreakdown &breakdown)
{
    breakdownFields(json, breakdown);
    if (breakdown.arrivals.empty() && breakdown.arrivalsLeftOut == 0)
        return;
    std::ranges::stable_sort(breakdown.arrivals, {}, &RecordedArrival::at); // an overdue one stands behind those due later
    std::optional arrivals = RunArrivals{
        .requests = breakdown.arrivals.size(), .leftOut = breakdown.arrivalsLeftOut, .data = encodeArrivals(breakdown.arrivals)};
    describeArrivals(json, arrivals);
}

void describeBreakdown(JsonFields &json, RunBreakdown &breakdown)
{
    breakdownFields(json, breakdown);
    std::optional<RunArrivals> arrivals;
    describeArrivals(json, arrivals);
    if (!arrivals)
        return;
    auto decoded = decodeArrivals(arrivals->data, arrivals->requests);
    if (!decoded)
        json.fail("arrivals", decoded.error().message);
    else
        breakdown.arrivals = *std::move(decoded);
    breakdown.arrivalsLeftOut = arrivals->leftOut;
}

} // namespace poolwart
