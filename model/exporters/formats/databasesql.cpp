// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/poolvariables.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/languages/golang.h"

namespace poolwart {

namespace {

using enum ExportNote::Kind;
using std::chrono::milliseconds;

bool isPq(const ExportContext &context)
{
    return context.options.at("driver") == "lib-pq";
}

std::string timeOrZero(const std::optional<milliseconds> &time)
{
    return golang::durationCode(time.value_or(milliseconds(0)));
}

// Whether libpq would go on without TLS where the server has none.
bool triesTls(const ExportContext &context)
{
    const std::string mode = targetValue(context, "sslmode", "prefer");
    return mode == "prefer" || mode == "allow";
}

// lib/pq takes a key that it does not know for a parameter of the server, and without an sslmode insists on TLS.
UrlParameters parametersFor(const ExportContext &context)
{
    UrlParameters parameters = targetParameters(context);
    if (!isPq(context))
        return parameters;
    std::erase_if(parameters, [](const auto &one) { return one.first == "target_session_attrs" || one.first == "sslmode"; });
    parameters.emplace_back("sslmode", triesTls(context) ? "disable" : targetValue(context, "sslmode", ""));
    return parameters;
}

Notes pqNotes(const ExportContext &context)
{
    Notes notes;
    if (triesTls(context))
        notes.add(
            {.kind = ChangesMeaning,
             .setting = "sslmode",
             .source = QT_TRANSLATE_NOOP("core", "lib/pq cannot prefer TLS and fall back to plain text: “disable” is written for “%1”, and "
                                                 "the connections are not encrypted. Write sslmode=require if the server supports TLS."),
             .arguments = {targetValue(context, "sslmode", "prefer")}});
    if (const std::string wanted = targetValue(context, "target_session_attrs", ""); !wanted.empty())
        notes.add({.kind = CannotSay,
                   .setting = "target_session_attrs",
                   .source = QT_TRANSLATE_NOOP("core", "lib/pq does not choose between servers: “%1” is left out."),
                   .arguments = {wanted}});
    return notes;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = golang::notes(context);
    notes.add(
        {{.kind = ChangesMeaning,
          .setting = "minimum_idle",
          .source = QT_TRANSLATE_NOOP("core", "database/sql keeps no minimum: pools.go opens %1 per pool at start, the idle timeout closes "
                                              "them, and they are opened again on demand."),
          .arguments = {settingOfPools(plan, [](const PoolPlan &pool) { return std::to_string(minimumIdleOf(pool)); })}},
         {.kind = Chosen,
          .setting = "SetMaxIdleConns",
          .source =
              QT_TRANSLATE_NOOP("core", "As many as slots: with the default of 2, connections would be closed and opened all the time.")},
         {.kind = ChangesMeaning,
          .setting = "max_lifetime",
          .source = QT_TRANSLATE_NOOP("core", "The lifetime has no jitter: connections opened together are closed together after %1."),
          .arguments = {settingOfPools(plan, [](const PoolPlan &pool) { return durationOrNone(pool.maxLifetime); })}}});
    if (isPq(context))
        notes.add(pqNotes(context));
    return notes;
}

std::vector<std::string> modulesOf(const ExportContext &context)
{
    if (isPq(context))
        return {"github.com/lib/pq"};
    const std::string package = "github.com/jackc/pgx/v" + context.options.at("driver").substr(4);
    return {package, package + "/stdlib"};
}

class DatabaseSqlExporter final : public Exporter
{
public:
    DatabaseSqlExporter()
        : Exporter({.id = "database-sql",
                    .title = "Go database/sql",
                    .ecosystem = Ecosystem::Go,
                    .versions = {"1.19"},
                    .options = {{.id = "driver",
                                 .title = QT_TRANSLATE_NOOP("core", "Driver: pgx 5 or 4 through its package stdlib, or lib/pq"),
                                 .choices = {"pgx-5", "pgx-4", "lib-pq"}}}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Plan &plan = context.plan;
        const Notes notes = notesFor(context);
        TemplateData data =
            golang::data(context, "database/sql of Go 1.19 or later with the driver " + context.options.at("driver"), notes,
                         {.pool = "sql.DB", .connection = "sql.Conn", .take = "Conn", .release = "Close", .modules = modulesOf(context)});
        data.setFlag("sql", true)
            .setFlag("pgx", !isPq(context))
            .setFlag("jitter", false)
            .setFlag("opensOne", false)
            .set("countAtStart", "e.minimum")
            .set("opensAtStart", "the minimum")
            .setFlag("zeroIsNever", true)
            .set("minimumMeaning", "opened at the start")
            .set("url", targetUrl(context, parametersFor(context)));
        for (std::size_t i = 0; i < plan.pools.size(); ++i)
            data.addRow("pools", golang::settings(plan, i, timeOrZero(plan.pools[i].idleTimeout), timeOrZero(plan.pools[i].maxLifetime)));
        const auto files = golang::files(context, "databasesql", data);
        if (!files)
            return files.error();
        return ExportResult{.files = *files, .notes = notes};
    }
};

} // namespace

const Exporter &databasesqlExporter()
{
    static const DatabaseSqlExporter exporter;
    return exporter;
}

} // namespace poolwart
