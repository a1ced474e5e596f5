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

void addMetricsOption(OptionParser &parser)
{
    parser.add("metrics", RunText::tr("Serve metrics to Prometheus there while it runs, as 127.0.0.1:9187; only on this machine."),
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
        parser.fail(RunText::tr("--think is of clients; requests of a rate come from nobody who would think."));
    if (!parser.isSet("spacing"))
        return open;
    open.poisson = parser.text("spacing") == u"poisson"_s;
    if (!open.poisson && parser.text("spacing") != u"even"_s)
        parser.fail(RunText::tr("--spacing: there is no spacing “%1”.").arg(parser.text("spacing")), RunText::tr("It is poisson or even."));
    return open;
}

ClosedLoop readClosedLoop(OptionParser &parser)
{
    ClosedLoop closed;
    parser.read("clients", closed.clients, 1, limits::maxClients);
    parser.read("think", closed, [&closed](const std::string &written) { return parseThinkTime(written, closed); });
    if (parser.isSet("spacing"))
        parser.fail(RunText::tr("--spacing is of a rate; clients send when they have had their answer."));
    return closed;
}

} // namespace

void addRetryOptions(OptionParser &parser)
{
    parser.add("retries",
               RunText::tr("Try a request again up to so many times after a serialization failure (40001), a deadlock (40P01) or a lost "
                           "connection (0). What a lost connection had committed is then done twice."),
               RunText::tr("N"));
    parser.add("retry-backoff", RunText::tr("Before the first retry; it doubles with each, up to 1s (10ms)."), RunText::tr("TIME"));
    parser.add("retry-budget", RunText::tr("Retries are at most so many per cent of the requests (10%)."), RunText::tr("PCT"));
}

void addRetryParagraph(OptionParser &parser)
{
    parser.addParagraph(RunText::tr("Retries:"),
                        {RunText::tr("A request whose attempt ends with 40001, 40P01, class 08 or a lost connection is sent again,\n"
                                     "  through the policy, after a backoff: the first one, doubled with each attempt, at most 1s,\n"
                                     "  shortened by chance by up to 50 %. Each request pays its share of a retry into the budget,\n"
                                     "  each retry takes a whole one, and 100 can be saved. A retry that would come after the\n"
                                     "  deadline of its class is not made. Attempts are counted apart; a request ends once, and its\n"
                                     "  response counts from its intended start.")});
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
        parser.fail(RunText::tr("--retry-budget: “%1” is no whole number of per cent from 0 to 100.").arg(budget));
}

void addPlanOptions(OptionParser &parser)
{
    parser.add("pools", RunText::tr("So many pools, without a plan file (5)."), RunText::tr("N"));
    parser.add("slots", RunText::tr("Slots of every pool (12, or as the plan says)."), RunText::tr("M"));
    parser.add("acquire-timeout", RunText::tr("How long a request waits for a slot (20s)."), RunText::tr("TIME"));
    parser.add("policy", RunText::tr("Who gets the next request (round-robin); see below."), RunText::tr("POLICY"));
    parser.add("migration-share", RunText::tr("Per cent of the requests that the policy spreads; the rest goes to the first pool (100)."),
               RunText::tr("PCT"));
}

void addPolicyParagraph(OptionParser &parser)
{
    QStringList lines;
    for (const RoutingPolicy policy : routingPolicies)
        lines.append(policyLine(policy));
    lines.append(RunText::tr("A class that names a pool goes there under every policy; while that pool is not in the\n"
                             "  plan, or drains, the policy decides."));
    parser.addParagraph(RunText::tr("Policies:"), lines);
}

void addArrivalOptions(OptionParser &parser)
{
    parser.add("clients", RunText::tr("So many clients, each sends its next request after its last answer (60)."), RunText::tr("C"));
    parser.add("think",
               RunText::tr("How long a client waits before its next request: TIME, always so long, or exponential:TIME, with "
                           "that mean (0)."),
               RunText::tr("THINK"));
    parser.add("rate", RunText::tr("Requests a second, whether or not earlier ones are answered, instead of clients."), RunText::tr("R"));
    parser.add("arrivals",
               RunText::tr("The same with a rate that changes from the start of the traffic on, the warm-up included: "
                           "ramp:FROM:TO:TIME, steps:FIRST:INCREMENT:TIME:LEVELS, burst:BASE:PEAK:PERIOD:LENGTH (each period "
                           "ends with a burst) or constant:R."),
               RunText::tr("SHAPE"));
    parser.add("spacing", RunText::tr("Of the requests of a rate: poisson or even (poisson)."), RunText::tr("SPACING"));
}

void addTimeOptions(OptionParser &parser)
{
    parser.add("seed", RunText::tr("Of all that is random in the run (1)."), RunText::tr("N"));
    parser.add("warmup", RunText::tr("Traffic before the measuring begins (1s)."), RunText::tr("TIME"));
    parser.add("duration", RunText::tr("How long is measured (10s)."), RunText::tr("TIME"));
    parser.add("drain", RunText::tr("What is accepted may take so long at the end; then it is cancelled (10s)."), RunText::tr("TIME"));
}

Outcome<Plan> basePlan(OptionParser &parser, const std::optional<Replay> &replay)
{
    if (const auto file = parser.file()) {
        if (parser.isSet("pools"))
            parser.fail(RunText::tr("--pools makes a plan of its own; it cannot be given with the plan file “%1”.").arg(*file));
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
        parser.fail(RunText::tr("--out: “%1” is no ordinary file.").arg(out.filePath()),
                    RunText::tr("--json prints the run file to standard output."));
    else if (!folder.isDir())
        parser.fail(RunText::tr("--out: there is no folder “%1”.").arg(folder.filePath()));
    else if (!folder.isWritable())
        parser.fail(RunText::tr("--out: the folder “%1” may not be written to.").arg(folder.filePath()));
    options.out = out.filePath().toStdString();
}

void addOutOptions(OptionParser &parser)
{
    parser.add("out", RunText::tr("Write the run file, JSON, there."), RunText::tr("RUN.json"));
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
               RunText::tr("Go on though more than half of the requests fail, which else ends the run after two seconds."));
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
    parser.addParagraph(
        RunText::tr("Exit codes:"),
        {RunText::tr("0  all that was accepted was served, and every connection closed"),
         RunText::tr("1  bad input: an option, file, plan or statement; or an output that was not written whole"),
         RunText::tr("2  cannot connect, or the server was gone at the end"), RunText::tr("3  something was cancelled or cut at the end"),
         RunText::tr("4  the plan needs more connections than the server, or more open files than this process, can have")});
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
