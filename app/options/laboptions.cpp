// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/laboptions.h"

#include "app/options/runoptions.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace poolwart {

namespace {

struct LabText
{
    Q_DECLARE_TR_FUNCTIONS(LabText)
};

constexpr int fewestRepeats = 3;
constexpr int mostRepeats = 50;
constexpr auto longestDuration = 2min; // the figures of all visits are kept until the end

void checkExperiment(OptionParser &parser)
{
    const QStringList words = parser.positional();
    if (words.isEmpty())
        parser.fail(LabText::tr("lab: the experiment is missing."), LabText::tr("The experiments are: %1.").arg(u"why"_s));
    else if (words.front() != u"why")
        parser.fail(LabText::tr("lab: there is no experiment “%1”.").arg(words.front()),
                    LabText::tr("The experiments are: %1.").arg(u"why"_s));
    else if (words.size() > 1)
        parser.fail(LabText::tr("lab: “%1” is one word too many.").arg(words[1]));
}

void readModel(OptionParser &parser, ServiceTime &service)
{
    if (!parser.isSet("simulate"))
        parser.fail(LabText::tr("lab: --simulate is missing."),
                    LabText::tr("An experiment runs on the modelled server, for example with --simulate exponential:10ms."));
    parser.read("simulate", service, parseServiceTime);
}

void readDuration(OptionParser &parser, std::chrono::seconds &duration)
{
    std::chrono::milliseconds written = duration;
    parser.read("duration", written, SimulatedTraffic::piece, longestDuration);
    duration = std::chrono::floor<std::chrono::seconds>(written);
    if (written % SimulatedTraffic::piece != 0ms)
        parser.fail(LabText::tr("--duration: write a multiple of 5s."));
}

} // namespace

void describeLabCommand(OptionParser &parser)
{
    parser.add("base", LabText::tr("Shape of the plan to compare with: pools x slots per pool [1x25]."), LabText::tr("SHAPE"));
    parser.add("new", LabText::tr("Shape of the new plan [5x12]."), LabText::tr("SHAPE"));
    parser.add("policy", LabText::tr("Routing policy of the new plan; all other plans use round robin [round-robin]; see below."),
               LabText::tr("POLICY"));
    parser.add("simulate",
               LabText::tr("Service time on the modelled server: constant:T, exponential:MEAN, lognormal:MEAN:CV or "
                           "uniform:MIN:MAX. Required."),
               LabText::tr("MODEL"));
    addArrivalOptions(parser);
    parser.add("repeats", LabText::tr("Blocks, at least 3; each visits every plan once [8]."), LabText::tr("N"));
    parser.add("duration", LabText::tr("Model time of a measurement: a multiple of 5s, up to 2m [10s]."), LabText::tr("TIME"));
    parser.add("seed", LabText::tr("Seed of the random numbers [1]."), LabText::tr("N"));
    parser.add("json", LabText::tr("Print JSON instead of tables."));
    addPolicyParagraph(parser);
    parser.addParagraph(LabText::tr("Experiments:"),
                        {LabText::tr("why  Why is the new plan faster or slower? Measures what the number of connections, the\n  number "
                                     "of pools and the policy each contribute.")});
    parser.addParagraph(LabText::tr("Examples:"),
                        {u"poolwart lab why --base 1x25 --new 5x12 --simulate exponential:10ms --rate 2400"_s,
                         u"poolwart lab why --base 5x5 --new 5x5 --policy least-loaded --simulate exponential:10ms --rate 2000"_s});
    parser.addParagraph(LabText::tr("Exit codes:"),
                        {LabText::tr("0  the experiment has a result; “no difference shown” is one"), LabText::tr("1  invalid input"),
                         LabText::tr("3  no result: too many requests were not served")});
}

Outcome<LabOptions> readLabOptions(OptionParser &parser)
{
    LabOptions options;
    checkExperiment(parser);
    PoolShape base{.pools = 1, .connections = 25};
    PoolShape current{.pools = 5, .connections = 60};
    parser.read("base", base, parsePoolShape);
    parser.read("new", current, parsePoolShape);
    RoutingPolicy policy = RoutingPolicy::RoundRobin;
    readPolicy(parser, policy);
    readModel(parser, options.common.service);
    readArrivals(parser, std::nullopt, options.common.traffic);
    parser.read("repeats", options.repeats, fewestRepeats, mostRepeats);
    readDuration(parser, options.common.duration);
    parser.read("seed", options.seed);
    options.printsJson = parser.isSet("json");
    if (parser.fault())
        return *parser.fault();
    if (const Done valid = validate(options.common.traffic); !valid)
        return valid.error();
    auto experiment = whyExperiment(base, current, policy);
    if (!experiment)
        return experiment.error();
    options.experiment = *std::move(experiment);
    return options;
}

} // namespace poolwart
