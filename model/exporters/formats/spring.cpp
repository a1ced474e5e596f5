// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/projectfiles.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/unsupportednotes.h"
#include "model/exporters/languages/hikaripool.h"
#include "model/exporters/languages/jvmdriver.h"

#include <utility>

namespace poolwart {

namespace {

using enum ExportNote::Kind;

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = poolNamesUnsupported(plan, "p0");
    notes.add(hikari::notes(context));
    notes.add(
        {{.kind = Chosen,
          .setting = "app.datasource",
          .source = QT_TRANSLATE_NOOP("core", "spring.datasource configures one pool only: the pools are beans of PoolsConfiguration.java, "
                                              "which reads app.datasource. Import that class if component scanning does not reach the "
                                              "package “pools”.")}});
    if (plan.pools.size() > 1 || plan.policy != RoutingPolicy::RoundRobin)
        notes.add({{.kind = ChangesMeaning,
                    .setting = "policy",
                    .source = QT_TRANSLATE_NOOP(
                        "core", "Policy and migration share are in Pools.java. A transaction keeps its connection, so it is "
                                "routed once.")}});
    if (plan.migrationShare != 100)
        notes.add({{.kind = ChangesMeaning,
                    .setting = "migration_share",
                    .source = QT_TRANSLATE_NOOP("core", "%1 %, in Pools.java instead of application.yml."),
                    .arguments = {std::to_string(plan.migrationShare)}}});
    return notes;
}

TemplateData dataOf(const ExportContext &context)
{
    const Plan &plan = context.plan;
    const TargetFields place = targetFields(context);
    TemplateData data;
    hikari::setRouting(data, plan);
    data.setFlag("hasFiles", false)
        .setFlag("defaultCandidate", context.options.at("version") != "2.7")
        .setFlag("keepalives", true) // HikariCP 4 came with Spring Boot 2.4
        .set("url", jvm::jdbcUrl(context))
        .set("user", place.user)
        .set("password", place.password)
        .setRows("driverProperties", jvm::targetRows(context));
    for (std::size_t i = 0; i < plan.pools.size(); ++i)
        data.addRow("pools", hikari::poolRow(context, i).set("separator", i + 1 < plan.pools.size() ? ", " : ""));
    return data;
}

class SpringExporter final : public Exporter
{
public:
    SpringExporter()
        : Exporter({.id = "spring",
                    .title = "Spring Boot",
                    .ecosystem = Ecosystem::Java,
                    .versions = {"3.4", "2.7"}, // defaultCandidate since 3.4
                    .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const std::string target = "Spring Boot " + context.options.at("version") + " and later";
        const Notes notes = notesFor(context);
        TemplateData data = dataOf(context);
        data.setRows("header", lineRows(fileHeader(context, target, notes)));
        auto files =
            projectFiles(context, target, std::move(data),
                         {{.path = "src/main/resources/application.yml", .source = "spring/application.yml", .holdsPassword = true},
                          {.path = "src/main/java/pools/PoolsConfiguration.java", .source = "spring/PoolsConfiguration.java"},
                          {.path = "src/main/java/pools/RoutingDataSource.java", .source = "spring/RoutingDataSource.java"},
                          {.path = "src/main/java/pools/Pools.java", .source = "java/Pools.java"}});
        if (!files)
            return files.error();
        return ExportResult{.files = std::move(files).value(), .notes = notes};
    }
};

} // namespace

const Exporter &springExporter()
{
    static const SpringExporter exporter;
    return exporter;
}

} // namespace poolwart
