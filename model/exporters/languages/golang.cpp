// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/languages/golang.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/projectfiles.h"
#include "model/exporters/framework/routingdata.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/framework/unsupportednotes.h"

#include <array>
#include <utility>

namespace poolwart::golang {

namespace {

using enum ExportNote::Kind;
using std::chrono::milliseconds;

// With one pool there is nothing to choose from.
Plan routedPlan(Plan plan)
{
    if (plan.pools.size() == 1)
        plan.policy = RoutingPolicy::Single;
    return plan;
}

} // namespace

std::string durationText(milliseconds time)
{
    return formatDuration(time);
}

std::string durationCode(milliseconds time)
{
    constexpr std::array units{
        std::pair{milliseconds(std::chrono::hours(1)), "time.Hour"}, std::pair{milliseconds(std::chrono::minutes(1)), "time.Minute"},
        std::pair{milliseconds(std::chrono::seconds(1)), "time.Second"}, std::pair{milliseconds(1), "time.Millisecond"}};
    if (time == milliseconds(0))
        return "0";
    for (const auto &[unit, name] : units) {
        if (time % unit == milliseconds(0))
            return std::to_string(time / unit) + " * " + name;
    }
    return "0";
}

TemplateData data(const ExportContext &context, const std::string &target, const std::vector<ExportNote> &notes, const Words &words)
{
    TemplateData data;
    setRouting(data, routedPlan(context.plan));
    const auto isSet = [&data](const char *flag) { return !data.rows(flag)->empty(); };
    data.set("policy", std::string(policyId(context.plan.policy)))
        .setFlag("usesTurn", isSet("roundRobin") || isSet("leastLoaded"))
        .setFlag("usesRandom", isSet("random") || isSet("powerOfTwo"))
        .setRows("header", lineRows(fileHeader(context, target, notes)))
        .setRows("shortHeader", lineRows(shortHeader(context, target)))
        .set("poolType", words.pool)
        .set("connType", words.connection)
        .set("take", words.take)
        .set("release", words.release);
    for (const std::string &module : words.modules)
        data.addRow("modules", TemplateData().set("module", module));
    return data;
}

TemplateData settings(const Plan &plan, std::size_t index, const std::string &idle, const std::string &lifetime)
{
    const PoolPlan &pool = plan.pools[index];
    return TemplateData()
        .set("index", static_cast<long long>(index))
        .set("name", pool.name)
        .set("applicationName", poolApplicationName(plan, index))
        .set("size", pool.slots)
        .set("minimum", minimumIdleOf(pool))
        .set("acquire", durationCode(pool.acquireTimeout))
        .set("acquireText", formatDuration(pool.acquireTimeout))
        .set("connect", wholeSecondsUp(pool.connectTimeout))
        .set("idle", idle)
        .set("lifetime", lifetime)
        .set("statement", pool.statementTimeout ? std::to_string(pool.statementTimeout->count()) : "");
}

Notes notes(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes{
        {.kind = Chosen,
         .setting = "acquire_timeout",
         .source = QT_TRANSLATE_NOOP("core", "Go's pools have no setting for it. Acquire() in pools.go sets it on the context (%1), for "
                                             "waiting and connecting together; a direct call of a pool waits as long as its own context."),
         .arguments = {settingOfPools(plan, [](const PoolPlan &pool) { return formatDuration(pool.acquireTimeout); })}}};
    notes.add(roundedToSeconds(plan, "connect_timeout", [](const PoolPlan &pool) { return pool.connectTimeout; }));
    notes.add(
        {{.kind = Chosen,
          .setting = "startup parameters",
          .source = QT_TRANSLATE_NOOP("core", "statement_timeout is sent as a startup parameter. PgBouncer refuses it unless "
                                              "ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use ALTER ROLE "
                                              "… SET statement_timeout instead.")}});
    notes.add(statementTimeoutUnset(plan));
    notes.add(applicationNameNotes(plan));
    notes.add(programRoutingUnsupported(plan));
    notes.add(fleetUnsupported(plan));
    notes.add(queueLimitUnsupported(plan));
    notes.add(targetUrlNotes(context));
    return notes;
}

Outcome<std::vector<ExportFile>> files(const ExportContext &context, const std::string &folder, const TemplateData &data)
{
    const auto program = fillTemplateFile(folder + "/pools.go", data);
    if (!program)
        return program.error();
    TemplateData own = data;
    own.setRows("header", *data.rows("shortHeader"));
    const auto environment = fillTemplateFile(folder + "/env", own);
    if (!environment)
        return environment.error();
    return std::vector<ExportFile>{{.path = "pools/pools.go", .content = *program},
                                   {.path = environmentPath(context), .content = *environment, .secret = context.password.has_value()}};
}

} // namespace poolwart::golang
