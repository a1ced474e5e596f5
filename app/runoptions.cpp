// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runoptions.h"

#include "model/store/planfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

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

void addStatementOptions(OptionParser &parser)
{
    parser.add("statement",
               RunText::tr("The SQL statement, with pgbench's \\set lines before it if it has variables (in the sandbox a "
                           "point SELECT of a random account, elsewhere SELECT 1)."),
               RunText::tr("SQL"));
    parser.add("protocol", RunText::tr("simple, extended or prepared (prepared)."), RunText::tr("PROTOCOL"));
}

void readPolicy(OptionParser &parser, RoutingPolicy &policy)
{
    if (!parser.isSet("policy"))
        return;
    if (const auto known = policyFromId(parser.text("policy").toStdString()))
        policy = *known;
    else
        parser.fail(RunText::tr("--policy: there is no policy “%1”.").arg(parser.text("policy")),
                    RunText::tr("The policies are %1.").arg(u"round-robin, least-loaded, power-of-two, random, single"_s));
}

void readStatementOptions(OptionParser &parser, RunOptions &options)
{
    const bool isSandbox = std::holds_alternative<SandboxChoice>(options.server);
    options.traffic.workload = soleWorkload(parser.isSet("statement") ? parser.text("statement").toStdString()
                                            : isSandbox               ? defaultScript()
                                                                      : std::string("SELECT 1"));
    if (parser.isSet("protocol")) {
        const auto protocol = protocolFromId(parser.text("protocol").toStdString());
        if (protocol)
            options.traffic.protocol = *protocol;
        else
            parser.fail(RunText::tr("--protocol: there is no protocol “%1”.").arg(parser.text("protocol")),
                        RunText::tr("The protocols are %1.").arg(u"simple, extended, prepared"_s));
    }
}

} // namespace

void addPlanOptions(OptionParser &parser)
{
    parser.add("pools", RunText::tr("So many pools, without a plan file (5)."), RunText::tr("N"));
    parser.add("slots", RunText::tr("Slots of every pool (12, or as the plan says)."), RunText::tr("M"));
    parser.add("acquire-timeout", RunText::tr("How long a request waits for a slot (20s)."), RunText::tr("TIME"));
    parser.add("policy",
               RunText::tr("Who gets the next request: round-robin, least-loaded, power-of-two, random or single (round-robin)."),
               RunText::tr("POLICY"));
    parser.add("migration-share",
               RunText::tr("Per cent of the requests that the policy spreads; the rest goes to the first pool (100)."),
               RunText::tr("PCT"));
}

void addArrivalOptions(OptionParser &parser)
{
    parser.add("clients",
               RunText::tr("So many clients, each sends its next request after its last answer (60)."),
               RunText::tr("C"));
    parser.add("rate", RunText::tr("Requests a second, whether or not earlier ones are answered, instead of clients."), RunText::tr("R"));
}

void addTimeOptions(OptionParser &parser)
{
    parser.add("seed", RunText::tr("Of all that is random in the run (1)."), RunText::tr("N"));
    parser.add("warmup", RunText::tr("Traffic before the measuring begins (1s)."), RunText::tr("TIME"));
    parser.add("duration", RunText::tr("How long is measured (10s)."), RunText::tr("TIME"));
    parser.add("drain", RunText::tr("What is accepted may take so long at the end; then it is cancelled (10s)."), RunText::tr("TIME"));
}

Outcome<Plan> basePlan(OptionParser &parser)
{
    if (const auto file = parser.file()) {
        if (parser.isSet("pools"))
            parser.fail(RunText::tr("--pools makes a plan of its own; it cannot be given with the plan file “%1”.").arg(*file));
        if (parser.fault())
            return *parser.fault();
        return readPlanFile(file->toStdString());
    }
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

void readArrivals(OptionParser &parser, TrafficPlan &traffic)
{
    parser.exclude({"clients", "rate"});
    if (parser.isSet("rate")) {
        OpenLoop open;
        parser.read("rate", open.ratePerSecond);
        traffic.arrivals = open;
    } else {
        ClosedLoop closed;
        parser.read("clients", closed.clients, 1, limits::maxClients);
        traffic.arrivals = closed;
    }
}

void readTimeOptions(OptionParser &parser, RunOptions &options)
{
    parser.read("seed", options.seed);
    parser.read("warmup", options.warmup, 0ms, limits::maxTime);
    parser.read("duration", options.duration, 100ms, limits::maxTime);
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
    addStatementOptions(parser);
    addTimeOptions(parser);
    addOutOptions(parser);
    parser.addParagraph(RunText::tr("Times are whole numbers with a unit: 500ms, 20s, 5m, 2h."), {});
    parser.addParagraph(RunText::tr("Examples:"),
                        {u"poolwart run --sandbox --pools 5 --slots 12 --clients 60 --duration 10s"_s,
                         u"poolwart run plan.json --service shop --rate 2000 --out run.json"_s,
                         u"DATABASE_URL=postgresql://app@db/shop poolwart run --pools 1 --slots 25 --json"_s});
    parser.addParagraph(RunText::tr("Exit codes:"),
                        {RunText::tr("0  all that was accepted was served, and every connection closed"),
                         RunText::tr("1  bad input: an option, a file, a plan or the statement"),
                         RunText::tr("2  cannot connect, or the server was gone at the end"),
                         RunText::tr("3  something was cancelled or cut at the end"),
                         RunText::tr("4  the plan needs more connections than the server can give")});
}

Outcome<RunOptions> readRunOptions(OptionParser &parser)
{
    RunOptions options;
    auto plan = basePlan(parser);
    if (!plan)
        return plan.error();
    options.plan = *std::move(plan);
    options.server = readServerOptions(parser);
    readPlanOptions(parser, options.plan);
    readArrivals(parser, options.traffic);
    readStatementOptions(parser, options);
    readTimeOptions(parser, options);
    readOutOptions(parser, options);
    if (parser.fault())
        return *parser.fault();
    if (const Done valid = validate(options.plan); !valid)
        return valid.error();
    if (const Done valid = validate(options.traffic); !valid)
        return valid.error();
    return options;
}

} // namespace poolwart
