// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/runoptions.h"

#include "app/options/workloadoptions.h"
#include "model/arrivals/arrivalstext.h"
#include "model/store/planfile.h"
#include "model/tables/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace poolwart {

namespace {

struct RunText
{
    Q_DECLARE_TR_FUNCTIONS(RunText)
};

constexpr int defaultPools = 5;
constexpr int defaultSlots = 12;

QString policyLine(RoutingPolicy policy)
{
    return QString::fromUtf8(policyId(policy)).leftJustified(14) + policyExplanation(policy);
}

void addMetricsOption(OptionParser &parser)
{
    parser.add(
        "metrics",
        RunText::tr("Serve Prometheus metrics at this address while the run lasts, for example 127.0.0.1:9187; only on this machine."),
        RunText::tr("ADDRESS:PORT"));
}

void readMetricsOption(OptionParser &parser, std::optional<MetricsAddress> &metrics)
{
    MetricsAddress address;
    parser.read("metrics", address, parseMetricsAddress);
    if (parser.isSet("metrics"))
        metrics = address;
}

OpenLoop readOpenLoop(OptionParser &parser)
{
    OpenLoop open;
    parser.read("rate", open.ratePerSecond);
    parser.read("arrivals", open, parseArrivals);
    if (parser.isSet("think"))
        parser.fail(RunText::tr("--think applies to clients only; a rate has no think time."));
    if (!parser.isSet("spacing"))
        return open;
    open.poisson = parser.text("spacing") == u"poisson"_s;
    if (!open.poisson && parser.text("spacing") != u"even"_s)
        parser.fail(RunText::tr("--spacing: there is no spacing “%1”.").arg(parser.text("spacing")),
                    RunText::tr("Choose poisson or even."));
    return open;
}

ClosedLoop readClosedLoop(OptionParser &parser)
{
    ClosedLoop closed;
    parser.read("clients", closed.clients, 1, limits::maxClients);
    parser.read("think", closed, [&closed](const std::string &written) { return parseThinkTime(written, closed); });
    if (parser.isSet("spacing"))
        parser.fail(RunText::tr("--spacing applies to a rate only; a client sends when it has its answer."));
    return closed;
}

} // namespace

void addRetryOptions(OptionParser &parser)
{
    parser.add("retries",
               RunText::tr("Retry a request up to N times after a serialization failure (40001), a deadlock (40P01) or "
                           "a lost connection [0]. Work that a lost connection had already committed is then done twice."),
               RunText::tr("N"));
    parser.add("retry-backoff", RunText::tr("Wait before the first retry; doubled with each further one, up to 1s [10ms]."),
               RunText::tr("TIME"));
    parser.add("retry-budget", RunText::tr("Retries as a percentage of the requests, at most [10%]."), RunText::tr("PCT"));
}

void addRetryParagraph(OptionParser &parser)
{
    parser.addParagraph(RunText::tr("Retries:"),
                        {RunText::tr("A request that ends with 40001, 40P01, class 08 or a lost connection is sent again "
                                     "through\n  the policy after a backoff. The backoff doubles with each attempt, is at most 1s "
                                     "and is\n  shortened at random by up to 50 %. Each request adds its share of a retry to the "
                                     "budget,\n  each retry uses up one, and at most 100 are saved. A retry that would start "
                                     "after the\n  deadline of its class is not made. Attempts are counted separately; a request "
                                     "ends once,\n  and its response time counts from its intended start.")});
}

void readRetryOptions(OptionParser &parser, RetryPolicy &policy)
{
    int retries = policy.maxAttempts - 1;
    parser.read("retries", retries, 0, limits::maxAttempts - 1);
    policy.maxAttempts = retries + 1;
    parser.read("retry-backoff", policy.initialBackoff, 0ms, limits::maxBackoff);
    policy.maxBackoff = std::max(policy.maxBackoff, policy.initialBackoff);
    if (!parser.isSet("retry-budget"))
        return;
    const QString budget = parser.text("retry-budget");
    bool isNumber = false;
    policy.budget = (budget.endsWith(u'%') ? budget.chopped(1) : budget).toInt(&isNumber);
    if (!isNumber || policy.budget < 0 || policy.budget > 100)
        parser.fail(RunText::tr("--retry-budget: “%1” is not a whole percentage from 0 to 100.").arg(budget));
}

void addPlanOptions(OptionParser &parser)
{
    parser.add("pools", RunText::tr("Number of pools when no plan file is given [5]."), RunText::tr("N"));
    parser.add("slots", RunText::tr("Slots per pool [12, or as in the plan]."), RunText::tr("M"));
    parser.add("acquire-timeout", RunText::tr("Acquire timeout: how long a request waits for a slot [20s]."), RunText::tr("TIME"));
    parser.add("policy", RunText::tr("Routing policy: which pool gets the next request [round-robin]; see below."), RunText::tr("POLICY"));
    parser.add("migration-share",
               RunText::tr("Migration share: percentage of requests that the policy spreads; the rest uses the first pool [100]."),
               RunText::tr("PCT"));
}

void addPolicyParagraph(OptionParser &parser)
{
    QStringList lines;
    for (const RoutingPolicy policy : routingPolicies)
        lines.append(policyLine(policy));
    lines.append(RunText::tr("A class with a pool of its own uses that pool under every policy. While the pool is not\n  "
                             "in the plan, or is draining, the policy decides."));
    parser.addParagraph(RunText::tr("Policies:"), lines);
}

void readPolicy(OptionParser &parser, RoutingPolicy &policy)
{
    if (!parser.isSet("policy"))
        return;
    if (const auto known = policyFromId(parser.text("policy").toStdString()))
        policy = *known;
    else
        parser.fail(RunText::tr("--policy: there is no policy “%1”.").arg(parser.text("policy")),
                    RunText::tr("The policies are %1.").arg(QString::fromStdString(policyIds())));
}

void addArrivalOptions(OptionParser &parser)
{
    parser.add("clients", RunText::tr("Number of clients; each sends its next request after its last answer [60]."), RunText::tr("C"));
    parser.add("think", RunText::tr("Think time of a client before its next request: TIME (fixed) or exponential:TIME (mean) [0]."),
               RunText::tr("THINK"));
    parser.add("rate", RunText::tr("Requests per second, sent whether or not earlier ones were answered; instead of clients."),
               RunText::tr("R"));
    parser.add("arrivals",
               RunText::tr("Rate that changes with time, counted from the start of the traffic (warm-up included): "
                           "ramp:FROM:TO:TIME, steps:FIRST:INCREMENT:TIME:LEVELS, burst:BASE:PEAK:PERIOD:LENGTH (a "
                           "burst at the end of each period) or constant:R."),
               RunText::tr("SHAPE"));
    parser.add("spacing", RunText::tr("Spacing of the requests of a rate: poisson or even [poisson]."), RunText::tr("SPACING"));
}

void addTimeOptions(OptionParser &parser)
{
    parser.add("seed", RunText::tr("Seed of the random numbers [1]."), RunText::tr("N"));
    parser.add("warmup", RunText::tr("Duration of the traffic before the measurement [1s]."), RunText::tr("TIME"));
    parser.add("duration", RunText::tr("Duration of the measurement [10s]."), RunText::tr("TIME"));
    parser.add("drain", RunText::tr("Time for accepted requests to finish at the end; then they are cancelled [10s]."),
               RunText::tr("TIME"));
}

Outcome<Plan> basePlan(OptionParser &parser, const std::optional<Replay> &replay)
{
    if (const auto file = parser.file()) {
        if (parser.isSet("pools"))
            parser.fail(RunText::tr("--pools creates a plan and cannot be combined with the plan file “%1”.").arg(*file));
        if (parser.fault())
            return *parser.fault();
        return readPlanFile(file->toStdString());
    }
    if (replay && !parser.isSet("pools"))
        return replay->run.plan;
    int pools = defaultPools;
    parser.read("pools", pools, 1, limits::maxPools);
    return uniformPlan(pools, defaultSlots);
}

void readPlanOptions(OptionParser &parser, Plan &plan)
{
    for (PoolPlan &pool : plan.pools) {
        parser.read("slots", pool.slots, 1, limits::maxSlotsPerPool);
        parser.read("acquire-timeout", pool.acquireTimeout, 1ms, limits::maxTime);
    }
    readPolicy(parser, plan.policy);
    parser.read("migration-share", plan.migrationShare, 0, 100);
}

void readArrivals(OptionParser &parser, const std::optional<Replay> &replay, TrafficPlan &traffic)
{
    if (replay) {
        traffic = replay->traffic;
        return;
    }
    parser.exclude({"clients", "rate", "arrivals"});
    if (parser.isSet("rate") || parser.isSet("arrivals"))
        traffic.arrivals = readOpenLoop(parser);
    else
        traffic.arrivals = readClosedLoop(parser);
}

void readTimeOptions(OptionParser &parser, const std::optional<Replay> &replay, RunOptions &options)
{
    if (replay)
        readReplayTimes(parser, *replay, options);
    parser.read("seed", options.seed);
    parser.read("warmup", options.warmup, 0ms, limits::maxTime);
    parser.read("duration", options.duration, 100ms, limits::maxTime);
    if (replay)
        options.duration = std::min(options.duration, lengthOf(*replay));
    parser.read("drain", options.drain, 0ms, limits::maxTime);
}

// Before the run, not after it: minutes of measuring are not to be lost to a typing error.
void readOutOptions(OptionParser &parser, RunOptions &options)
{
    options.printsJson = parser.isSet("json");
    if (!parser.isSet("out"))
        return;
    const QFileInfo out(parser.text("out"));
    const QFileInfo folder(out.absolutePath());
    if (out.isDir())
        parser.fail(RunText::tr("--out: “%1” is a folder, not a file.").arg(out.filePath()));
    else if (out.exists() && !out.isFile())
        parser.fail(RunText::tr("--out: “%1” is not a regular file.").arg(out.filePath()),
                    RunText::tr("--json prints the run file to standard output."));
    else if (!folder.isDir())
        parser.fail(RunText::tr("--out: there is no folder “%1”.").arg(folder.filePath()));
    else if (!folder.isWritable())
        parser.fail(RunText::tr("--out: no permission to write to the folder “%1”.").arg(folder.filePath()));
    options.out = out.filePath().toStdString();
}

void addOutOptions(OptionParser &parser)
{
    parser.add("out", RunText::tr("Write the run file (JSON) to this path."), RunText::tr("RUN.json"));
    parser.add("json", RunText::tr("Print the run file to standard output instead of the table."));
}

void describeRunCommand(OptionParser &parser)
{
    addServerOptions(parser);
    addPlanOptions(parser);
    addArrivalOptions(parser);
    addWorkloadOptions(parser);
    addRetryOptions(parser);
    addTimeOptions(parser);
    parser.add("continue-anyway",
               RunText::tr("Continue even if more than half of the requests fail; otherwise that ends the run after two seconds."));
    addOutOptions(parser);
    addReplayOptions(parser);
    addLogOptions(parser);
    addMetricsOption(parser);
    addPolicyParagraph(parser);
    addRetryParagraph(parser);
    parser.addParagraph(RunText::tr("Times are whole numbers with a unit: 500ms, 20s, 5m, 2h."), {});
    parser.addParagraph(RunText::tr("Examples:"),
                        {u"poolwart run --sandbox --pools 5 --slots 12 --clients 60 --duration 10s"_s,
                         u"poolwart run plan.json --service shop --rate 2000 --out run.json"_s,
                         u"poolwart run --service shop --arrivals ramp:100:5000:1m --spacing even --warmup 0 --duration 2m"_s,
                         u"poolwart run --sandbox --builtin tpcb-like@1 --builtin select-only@9"_s,
                         u"poolwart run --service shop --file checkout.sql@3 --file search.sql --allow-writes"_s,
                         u"poolwart run --service shop --rate 500 --record-arrivals --out peak.json"_s,
                         u"poolwart run --service shop --replay peak.json --pools 1 --slots 60"_s,
                         u"DATABASE_URL=postgresql://app@db/shop poolwart run --pools 1 --slots 25 --json"_s});
    parser.addParagraph(RunText::tr("Exit codes:"),
                        {RunText::tr("0  every accepted request was served and every connection was closed"),
                         RunText::tr("1  invalid input (option, file, plan or statement), or an output was written incompletely"),
                         RunText::tr("2  cannot connect, or the server was unreachable at the end"),
                         RunText::tr("3  requests were cancelled or connections cut at the end"),
                         RunText::tr("4  the plan needs more connections or more open files than are available")});
}

Outcome<RunOptions> readRunOptions(OptionParser &parser)
{
    RunOptions options;
    auto replay = readReplay(parser);
    if (!replay)
        return replay.error();
    auto plan = basePlan(parser, *replay);
    if (!plan)
        return plan.error();
    options.plan = *std::move(plan);
    options.server = readServerOptions(parser);
    readPlanOptions(parser, options.plan);
    readArrivals(parser, *replay, options.traffic);
    readWorkloadOptions(parser, options);
    readRetryOptions(parser, options.traffic.retries);
    readTimeOptions(parser, *replay, options);
    options.continuesAnyway = parser.isSet("continue-anyway");
    readOutOptions(parser, options);
    readRecordOption(parser, options);
    options.log = readLogOptions(parser);
    readMetricsOption(parser, options.metrics);
    if (parser.fault())
        return *parser.fault();
    if (const Done valid = validate(options.plan); !valid)
        return valid.error();
    if (const Done valid = validate(options.traffic); !valid)
        return valid.error();
    if (const Done permitted = checkWrites(options); !permitted)
        return permitted.error();
    return options;
}

} // namespace poolwart
