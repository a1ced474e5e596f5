// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/planexport.h"

#include "model/core/text.h"
#include "model/exporters/framework/registry.h"
#include "model/server/connection/target.h"
#include "model/session/session.h"
#include "model/store/planfile.h"
#include "model/store/runfile.h"

#include <QDate>

#include <set>
#include <utility>

namespace poolwart {

namespace {

std::string isoDate(const QDate &date)
{
    return date.toString(Qt::ISODate).toStdString();
}

std::chrono::microseconds microseconds(Duration time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time);
}

RunHeadline measured(const RunRecord &run)
{
    const auto start = QDateTime::fromSecsSinceEpoch(run.startedAt.time_since_epoch().count(), Qt::UTC);
    return {.date = isoDate(start.date()),
            .seconds = run.elapsedSeconds,
            .completedPerSecond = run.throughputPerSecond,
            .acquireP99 = microseconds(run.acquire.p99),
            .responseP99 = microseconds(run.response.p99),
            .timeouts = run.requests.timedOut};
}

// Once traffic has stopped its time runs on, and a rate over it would be wrong.
std::optional<RunHeadline> measured(const Snapshot &seen)
{
    const double seconds = inSeconds(seen.at - seen.measuredSince);
    if (seen.traffic != TrafficState::Running || seen.requests.completed == 0 || seconds < 1)
        return std::nullopt;
    return RunHeadline{.date = isoDate(QDate::currentDate()),
                       .seconds = seconds,
                       .completedPerSecond = static_cast<double>(seen.requests.completed) / seconds,
                       .acquireP99 = microseconds(seen.acquire.p99),
                       .responseP99 = microseconds(seen.response.p99),
                       .timeouts = seen.requests.timedOut};
}

ExportContext contextOf(const ExportSource &source, const ExportChoices &choices)
{
    ExportContext context;
    context.plan = source.plan;
    context.budget = source.budget;
    if (choices.writesRun)
        context.run = source.run;
    if (source.server && choices.writesAddress)
        context.target = source.hasDefaults ? effectiveParameters(*source.server) : source.server->parameters;
    if (source.server && choices.writesPassword && !source.server->password.isEmpty())
        context.password = source.server->password;
    context.options = choices.options;
    context.date = isoDate(QDate::currentDate());
    context.toolVersion = POOLWART_VERSION;
    return context;
}

void add(ExportResult &bundle, ExportResult one, const std::string &format)
{
    for (ExportFile &file : one.files) {
        file.path = format + '/' + file.path;
        bundle.files.push_back(std::move(file));
    }
    for (ExportNote &note : one.notes) {
        note.setting = format + ": " + note.setting;
        bundle.notes.push_back(std::move(note));
    }
}

} // namespace

Outcome<ExportSource> exportSource(const std::string &file)
{
    const auto plan = readPlanFile(file);
    if (!plan)
        return plan.error();
    ExportSource source{.plan = *plan};
    if (const auto run = readRunFile(file))
        source.run = measured(*run);
    return source;
}

ExportSource exportSource(const Session &session)
{
    ExportSource source{.plan = session.plan()};
    if (session.state() != Session::State::Connected)
        return source;
    source.budget = session.budget();
    source.run = measured(session.snapshot());
    if (!session.isSandbox())
        source.server = session.target();
    return source;
}

Outcome<PlanExport> exportPlan(const ExportSource &source, const ExportChoices &choices)
{
    const auto exporter = exporterById(choices.format);
    if (!exporter)
        return exporter.error();
    const ExportContext context = contextOf(source, choices);
    auto result = (*exporter)->render(context);
    if (!result)
        return result.error();
    return PlanExport{.result = *result, .formats = {{choices.format, result->notes}}, .stamp = budgetStamp(context), .date = context.date};
}

Outcome<PlanExport> exportBundle(const ExportSource &source, const std::vector<ExportChoices> &formats)
{
    PlanExport bundle;
    std::set<std::string> names;
    for (const ExportChoices &choices : formats) {
        if (!names.insert(choices.format).second)
            return Error{.kind = ErrorKind::BadInput,
                         .message = text(QT_TRANSLATE_NOOP("core", "The format “%1” is given twice."), choices.format)};
        auto one = exportPlan(source, choices);
        if (!one) {
            Error error = one.error();
            error.message = choices.format + ": " + error.message;
            return error;
        }
        bundle.formats.push_back(one->formats.front());
        add(bundle.result, std::move(one->result), choices.format);
        bundle.stamp = one->stamp;
        bundle.date = one->date;
    }
    return bundle;
}

Outcome<PlanExport> exportChosen(const ExportSource &source, const std::vector<ExportChoices> &formats)
{
    return formats.size() == 1 ? exportPlan(source, formats.front()) : exportBundle(source, formats);
}

std::span<const Exporter *const> exportFormats()
{
    return exporters();
}

} // namespace poolwart
