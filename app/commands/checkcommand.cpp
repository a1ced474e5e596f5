// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/checkcommand.h"

#include "app/options/serverchoice.h"
#include "app/output/console.h"
#include "app/output/texttable.h"
#include "model/core/budget.h"
#include "model/core/largestfit.h"
#include "model/server/connection/passfile.h"
#include "model/server/monitor/monitor.h"
#include "model/store/jsonwriter.h"
#include "model/store/planfile.h"
#include "model/tables/budgettable.h"
#include "model/tables/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct CheckText
{
    Q_DECLARE_TR_FUNCTIONS(CheckText)
};

Outcome<ServerSample> serverOf(const CheckOptions &options)
{
    if (options.target) {
        if (const auto warning = passfileWarning(*options.target))
            printNote(QString::fromStdString(*warning));
        return probe(*options.target, probeTimeout);
    }
    ServerSample server;
    server.limits.maxConnections = *options.maxConnections;
    server.limits.superuserReserved = options.superuserReserved;
    return server;
}

QString fleetHint(const Plan &plan, const Budget &budget)
{
    const int perProcess = std::max(0, budget.available()) / (plan.fleet.replicas + plan.fleet.surge) / plan.fleet.processes;
    QStringList hint;
    if (perProcess > 0)
        hint << CheckText::tr("At most %1 slots fit for each process of an instance.").arg(perProcess);
    if (budget.ceiling != Budget::Ceiling::Server)
        hint << CheckText::tr("The CONNECTION LIMIT is the smallest limit here: %1.")
                    .arg(QString::fromStdString(raisedLimit(budget, budget.byFleet)));
    return hint.join(u' ');
}

Done checkFleet(const Plan &plan, const Budget &budget)
{
    if (budget.pooler || budget.byFleet <= budget.available())
        return done(); // a pooler's clients wait for its server connections
    Error refusal{.kind = ErrorKind::BudgetExceeded,
                  .message = CheckText::tr("The fleet needs %1 connections (%2 instances of %3 processes of %4 slots), but only "
                                           "%5 are available.")
                                 .arg(formatCount(static_cast<std::uint64_t>(budget.byFleet)))
                                 .arg(plan.fleet.replicas + plan.fleet.surge)
                                 .arg(plan.fleet.processes)
                                 .arg(committedSlots(plan))
                                 .arg(std::max(0, budget.available()))
                                 .toStdString(),
                  .hint = fleetHint(plan, budget).toStdString()};
    if (const std::string offer = largestFitSentence(plan, largestFleetPlanWithin(plan, budget.available())); !offer.empty())
        refusal.hint += ' ' + offer;
    return refusal;
}

void describeLargest(JsonWriter &json, const Plan &largest)
{
    json.field("shape", shapeOf(largest));
    json.field("pools", static_cast<int>(largest.pools.size()));
    json.field("slots", committedSlots(largest));
}

QString planText(const Plan &plan)
{
    return CheckText::tr("The plan is valid: %1 slots in %n pool(s), %2.", nullptr, static_cast<int>(plan.pools.size()))
               .arg(committedSlots(plan))
               .arg(policyName(plan.policy))
         + u'\n';
}

QString billText(const Budget &budget)
{
    TextTable table({CheckText::tr("Connections"), QString()});
    for (const BudgetLine &line : budgetLines(budget))
        table.addRow({line.text, QLocale().toString(static_cast<qlonglong>(line.connections))});
    return table.text();
}

QByteArray jsonOf(const Plan &plan, const std::optional<Budget> &budget, const Done &result)
{
    JsonWriter json;
    json.field("valid", true);
    json.field("pools", static_cast<int>(plan.pools.size()));
    json.field("slots", committedSlots(plan));
    if (budget) {
        json.field("by_fleet", static_cast<std::uint64_t>(budget->byFleet));
        json.field("max_connections", budget->limits.maxConnections);
        json.field("usable", budget->usable);
        json.field("others", budget->others);
        json.field("available", budget->available());
        json.field("fits", result.ok());
        if (const auto largest = largestFleetPlanWithin(plan, budget->available()); largest && !result)
            json.nested("largest_fit", [&largest](JsonWriter &inner) { describeLargest(inner, *largest); });
    }
    return json.text();
}

} // namespace

void describeCheckCommand(OptionParser &parser)
{
    addTargetOptions(parser);
    parser.add("max-connections", CheckText::tr("Check against a server with N max_connections instead of asking a server."),
               CheckText::tr("N"));
    parser.add("superuser-reserved", CheckText::tr("superuser_reserved_connections of that server [3]."), CheckText::tr("N"));
    parser.add("json", CheckText::tr("Print the figures as JSON."));
    parser.addParagraph(CheckText::tr("Examples:"), {u"poolwart check plan.json"_s, u"poolwart check plan.json --max-connections 100"_s,
                                                     u"poolwart check plan.json --service shop --json"_s});
    parser.addParagraph(CheckText::tr("Exit codes:"),
                        {CheckText::tr("0  the plan is valid and, if a server was given, fits it"),
                         CheckText::tr("1  invalid input: an option or the plan"), CheckText::tr("2  cannot connect"),
                         CheckText::tr("4  the plan needs more connections for its whole fleet than are available")});
}

Outcome<CheckOptions> readCheckOptions(OptionParser &parser)
{
    CheckOptions options;
    if (const auto file = parser.file())
        options.planFile = file->toStdString();
    else
        parser.fail(CheckText::tr("No plan file was given. Name the plan to check."));
    parser.exclude({"target", "service", "max-connections"});
    options.printsJson = parser.isSet("json");
    if (parser.isSet("max-connections"))
        parser.read("max-connections", options.maxConnections.emplace(), 1, maxServerConnections);
    parser.read("superuser-reserved", options.superuserReserved, 0, maxServerConnections);
    const auto server = readTargetOptions(parser);
    if (parser.fault())
        return *parser.fault();
    if (server) {
        const auto target = resolveToConnect(*server);
        if (!target)
            return target.error();
        options.target = *target;
    }
    return options;
}

ExitCode checkCommand(const CheckOptions &options)
{
    const auto plan = readPlanFile(options.planFile);
    if (!plan) {
        printError(plan.error());
        return exitCodeOf(plan.error());
    }
    std::optional<Budget> budget;
    if (options.target || options.maxConnections) {
        const auto server = serverOf(options);
        if (!server) {
            printError(server.error());
            return exitCodeOf(server.error());
        }
        budget = makeBudget(*plan, *server);
    }
    const Done result = budget ? checkFleet(*plan, *budget) : done();
    if (options.printsJson)
        printOut(jsonOf(*plan, budget, result));
    else
        printOut(planText(*plan) + (budget ? billText(*budget) : QString()));
    if (!result)
        printError(result.error());
    return result ? ExitCode::Ok : exitCodeOf(result.error());
}

} // namespace poolwart
