// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/fileheader.h"
#include "model/exporters/framework/targetfields.h"
#include "model/exporters/framework/unsupportednotes.h"
#include "model/exporters/languages/hikaripool.h"
#include "model/exporters/languages/jvmdriver.h"

namespace poolwart {

namespace {

std::string fileName(const Plan &plan, std::size_t index)
{
    return plainName(plan.applicationName) + "-p" + std::to_string(index) + ".properties";
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes = poolNamesUnsupported(plan, poolApplicationName(plan, 0));
    notes.add(hikari::notes(context));
    if (plan.pools.size() > 1 || plan.policy != RoutingPolicy::RoundRobin)
        notes.add(
            {.kind = ExportNote::Kind::ChangesMeaning,
             .setting = "policy",
             .source = QT_TRANSLATE_NOOP("core", "A properties file configures one pool; policy and migration share are in Pools.java.")});
    if (plan.migrationShare != 100)
        notes.add({.kind = ExportNote::Kind::ChangesMeaning,
                   .setting = "migration_share",
                   .source = QT_TRANSLATE_NOOP("core", "%1 %, in Pools.java instead of the properties."),
                   .arguments = {std::to_string(plan.migrationShare)}});
    return notes;
}

class HikariExporter final : public Exporter
{
public:
    HikariExporter()
        : Exporter({.id = "hikari",
                    .title = "HikariCP",
                    .ecosystem = Ecosystem::Java,
                    .versions = {"6", "5", "4", "2.7"}, // keepaliveTime since 4
                    .options = {}})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Plan &plan = context.plan;
        const std::string target = "HikariCP " + context.options.at("version");
        const TargetFields place = targetFields(context);
        ExportResult result{.notes = notesFor(context)};
        std::vector<std::string> header = fileHeader(context, target, result.notes);
        TemplateData data;
        hikari::setRouting(data, plan);
        data.setFlag("hasFiles", true)
            .setFlag("keepalives", context.options.at("version") != "2.7")
            .set("url", jvm::jdbcUrl(context))
            .set("user", place.user)
            .set("password", place.password)
            .setRows("driverProperties", jvm::targetRows(context));
        for (std::size_t i = 0; i < plan.pools.size(); ++i) {
            data.setRows("header", lineRows(header)).setRows("pool", {hikari::poolRow(context, i)});
            auto content = fillTemplateFile("hikari/pool.properties", data);
            if (!content)
                return content.error();
            result.files.push_back({fileName(plan, i), std::move(content).value(), context.password.has_value()});
            data.addRow("files", TemplateData().set("file", fileName(plan, i)));
            header = shortHeader(context, target);
        }
        data.setRows("header", lineRows(header));
        auto router = fillTemplateFile("java/Pools.java", data);
        if (!router)
            return router.error();
        result.files.push_back({"pools/Pools.java", std::move(router).value()});
        return result;
    }
};

} // namespace

const Exporter &hikariExporter()
{
    static const HikariExporter exporter;
    return exporter;
}

} // namespace poolwart
