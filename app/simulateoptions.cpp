// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulateoptions.h"

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
               SimulateText::tr("How long the modelled server takes for a statement: constant:T, exponential:MEAN, "
                                "lognormal:MEAN:CV or uniform:LEAST:MOST (exponential:10ms)."),
               SimulateText::tr("MODEL"));
    addPlanOptions(parser);
    addArrivalOptions(parser);
    addTimeOptions(parser);
    addOutOptions(parser);
    parser.addParagraph(SimulateText::tr("Times of the model are written 250us, 10ms or 1.5s; all others are whole numbers with a "
                                         "unit: 500ms, 20s, 5m, 2h."),
                        {});
    parser.addParagraph(SimulateText::tr("The pools, the policy and the traffic are the program's own, under a clock that jumps from event "
                                         "to event. The same seed gives the same file."),
                        {});
    parser.addParagraph(SimulateText::tr("Example:"),
                        {u"poolwart simulate --service exponential:10ms --rate 2000 --pools 5 --slots 5 --duration 20s --seed 7 --out run.json"_s});
    parser.addParagraph(SimulateText::tr("Exit codes:"),
                        {SimulateText::tr("0  all that was accepted was served"),
                         SimulateText::tr("1  bad input: an option, a file or a plan"),
                         SimulateText::tr("3  something was cancelled or cut at the end")});
}

Outcome<SimulateOptions> readSimulateOptions(OptionParser &parser)
{
    SimulateOptions options;
    auto plan = basePlan(parser);
    if (!plan)
        return plan.error();
    options.run.plan = *std::move(plan);
    readService(parser, options.service);
    readPlanOptions(parser, options.run.plan);
    readArrivals(parser, options.run.traffic);
    readTimeOptions(parser, options.run);
    readOutOptions(parser, options.run);
    if (parser.fault())
        return *parser.fault();
    if (const Done valid = validate(options.run.plan); !valid)
        return valid.error();
    if (const Done valid = validate(options.run.traffic); !valid)
        return valid.error();
    return options;
}

} // namespace poolwart
