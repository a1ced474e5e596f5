// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/runtrafficjson.h"

#include "model/core/text.h"
#include "model/store/jsonfields.h"
#include "model/store/jsonwriter.h"
#include "model/store/workloadfile.h"
#include "model/workload/redaction.h"

namespace poolwart {

namespace {

// Each `describe…` names the fields once, for both ways: `Json` is a JsonWriter or a JsonFields.

template <class Json>
void describeArrivals(Json &json, ClosedLoop &loop)
{
    json.field("clients", loop.clients);
    json.field("think_time", loop.thinkTime);
    json.field("think_exponential", loop.thinksExponentially);
}

template <class Json, class Shape>
void describeShape(Json &json, Shape &shape)
{
    if (*shape.facts.key == '\0')
        return;
    json.nested(shape.facts.key, [&shape](Json &inner) {
        shape.figures(shape, [&inner](const ShapeFigure &facts, auto &figure) { inner.field(facts.key, figure); });
    });
}

template <class Json>
void describeArrivals(Json &json, OpenLoop &loop)
{
    json.field("rate_per_s", loop.ratePerSecond);
    json.field("poisson", loop.poisson);
    std::visit([&json](auto &shape) { describeShape(json, shape); }, loop.shape);
}

Workload keptOf(Workload workload)
{
    for (WorkloadScript &script : workload.scripts)
        script.text = withoutSecrets(script.text);
    return workload;
}

// A workload of one script and nothing else is a statement, as in the files before there were workloads.
void describeWorkload(JsonWriter &json, const TrafficPlan &traffic)
{
    const Workload kept = keptOf(traffic.workload);
    if (kept == soleWorkload(kept.scripts.front().text))
        json.field("statement", kept.scripts.front().text);
    else
        json.nested("workload", [&kept](JsonWriter &inner) { writeWorkload(inner, kept); });
}

void describeWorkload(JsonFields &fields, TrafficPlan &traffic)
{
    if (!fields.has("workload")) {
        fields.field("statement", traffic.workload.scripts.front().text);
        return;
    }
    traffic.workload = {};
    fields.nested("workload", [&traffic](JsonFields &inner) { readWorkload(inner, traffic.workload); });
    if (traffic.workload.scripts.empty())
        fields.fail("workload", text(QT_TRANSLATE_NOOP("core", "workload: there is no script.")));
}

template <class Json>
void describeRetryPolicy(Json &json, RetryPolicy &policy)
{
    json.field("attempts", policy.maxAttempts);
    json.field("initial_backoff", policy.initialBackoff);
    json.field("max_backoff", policy.maxBackoff);
    json.field("jitter", policy.jitter);
    json.field("budget", policy.budget);
}

template <class Json>
void describeTraffic(Json &json, RunRecord &run)
{
    json.field("protocol_used", run.usedProtocol);
    std::visit([&json](auto &loop) { describeArrivals(json, loop); }, run.traffic.arrivals);
    describeWorkload(json, run.traffic);
    json.nested("retries", [&run](Json &inner) { describeRetryPolicy(inner, run.traffic.retries); });
    json.field("seed", run.seed);
}

// As with the loops, the field that is there tells which it is.
RateShape shapeNamedIn(JsonFields &fields)
{
    for (const RateShape &shape : rateShapes()) {
        if (fields.has(factsOf(shape).key))
            return shape;
    }
    return {};
}

} // namespace

void writeTraffic(JsonWriter &json, RunRecord &run)
{
    json.field("protocol", std::string(protocolId(run.traffic.protocol)));
    describeTraffic(json, run);
}

void readTraffic(JsonFields &fields, RunRecord &run)
{
    std::string protocol;
    fields.field("protocol", protocol);
    if (const auto known = protocolFromId(protocol))
        run.traffic.protocol = *known;
    else
        fields.fail("protocol", text(QT_TRANSLATE_NOOP("core", "unknown protocol “%1”."), protocol));
    if (fields.has("rate_per_s"))
        run.traffic.arrivals = OpenLoop{.shape = shapeNamedIn(fields)};
    describeTraffic(fields, run);
    if (const Done valid = validate(run.traffic.arrivals); !valid)
        fields.fail(fields.has("rate_per_s") ? "rate_per_s" : "clients", valid.error().message);
    if (const Done valid = validate(run.traffic.retries); !valid)
        fields.fail("retries", valid.error().message);
}

} // namespace poolwart
