// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/simulateoptions.h"

#include "app/options/workloadoptions.h"
#include "model/simulation/simulation.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct SimulateText
{
    Q_DECLARE_TR_FUNCTIONS(SimulateText)
};

void readService(OptionParser &parser, ServiceTime &service)
{
    if (!parser.isSet("service"))
        return;
    const auto model = parseServiceTime(parser.text("service").toStdString());
    if (model)
        service = *model;
    else
        parser.fail(u"--service: "_s + QString::fromStdString(model.error().message), QString::fromStdString(model.error().hint));
}

} // namespace

void describeSimulateCommand(OptionParser &parser)
{
    parser.add("service",
               SimulateText::tr("Service time of a statement on the modelled server: constant:T, exponential:MEAN, "
                                "lognormal:MEAN:CV or uniform:MIN:MAX [exponential:10ms]."),
               SimulateText::tr("MODEL"));
    addPlanOptions(parser);
    addArrivalOptions(parser);
    addScriptOptions(parser);
    addTimeOptions(parser);
    addOutOptions(parser);
    addReplayOptions(parser);
    addRetryOptions(parser);
    parser.add("failing", SimulateText::tr("Percentage of the statements that end with a serialization failure, 40001 [0]."),
               SimulateText::tr("PCT"));
    addPolicyParagraph(parser);
    addRetryParagraph(parser);
    parser.addParagraph(
        SimulateText::tr(
            "Service times are written as 250us, 10ms or 1.5s; all other times are whole numbers with a unit: 500ms, 20s, 5m, 2h."),
        {});
    parser.addParagraph(
        SimulateText::tr(
            "The simulation honours the weights and classes of a workload, the deadlines and pools of its classes, and \\set, \\sequence, \\csv, \\if and \\sleep in scripts. The model draws the service time of each statement, regardless of its text. \\gset and \\aset are refused because there are no rows. Without a workload a request is one statement."),
        {});
    parser.addParagraph(
        SimulateText::tr(
            "Pools, policy and traffic are those of a real run; the clock jumps from event to event. The same seed gives the same file."),
        {});
    parser.addParagraph(SimulateText::tr("Examples:"),
                        {u"poolwart simulate --service exponential:10ms --rate 2000 --slots 5 --seed 7 --out run.json"_s,
                         u"poolwart simulate --replay peak.json --pools 1 --slots 25 --policy least-loaded"_s,
                         u"poolwart simulate --workload shop.json --rate 500 --failing 2 --retries 3"_s});
    parser.addParagraph(SimulateText::tr("Exit codes:"), {SimulateText::tr("0  every accepted request was served"),
                                                          SimulateText::tr("1  invalid input: an option, a file or a plan"),
                                                          SimulateText::tr("3  requests were cancelled or connections cut at the end")});
}

Outcome<SimulateOptions> readSimulateOptions(OptionParser &parser)
{
    SimulateOptions options;
    auto replay = readReplay(parser);
    if (!replay)
        return replay.error();
    auto plan = basePlan(parser, *replay);
    if (!plan)
        return plan.error();
    options.run.plan = *std::move(plan);
    readService(parser, options.service);
    readPlanOptions(parser, options.run.plan);
    readArrivals(parser, *replay, options.run.traffic);
    if (hasScriptOptions(parser))
        readScripts(parser, options.run.traffic.workload, std::string("SELECT 1"));
    options.runsScripts = hasScriptOptions(parser) || (*replay && options.run.traffic.workload != soleWorkload({}));
    parser.read("failing", options.failures, 0, 100);
    readRetryOptions(parser, options.run.traffic.retries);
    readTimeOptions(parser, *replay, options.run);
    readOutOptions(parser, options.run);
    readRecordOption(parser, options.run);
    if (parser.fault())
        return *parser.fault();
    if (const Done valid = validate(options.run.plan); !valid)
        return valid.error();
    if (!options.runsScripts)
        options.run.traffic.workload = soleWorkload(defaultScript()); // valid; nothing of it is sent
    if (const Done valid = validate(options.run.traffic); !valid)
        return valid.error();
    if (const Done possible = options.runsScripts ? checkSimulated(options.run.traffic.workload) : done(); !possible)
        return possible.error();
    return options;
}

} // namespace poolwart
