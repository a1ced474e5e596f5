// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/exporter.h"
#include "model/exporters/languages/pgpool.h"
#include "model/exporters/languages/typescript.h"

namespace poolwart {

namespace {

class NodePostgresExporter final : public Exporter
{
public:
    NodePostgresExporter()
        : Exporter({.id = "node-postgres",
                    .title = "node-postgres",
                    .ecosystem = Ecosystem::JavaScript,
                    .versions = {"8"},
                    .options = typescript::options()})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        Notes notes = pgpool::notes(context);
        notes.add(typescript::notes(context));
        TemplateData data =
            typescript::data(context, "node-postgres 8 in TypeScript (tested with pg 8.23.1)", notes, pgpool::sslParameters(context));
        typescript::nameClient(data, typescript::Client::Pool);
        for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
            data.addRow("pools", pgpool::settings(context.plan, i));
        const auto files =
            typescript::files(context, data,
                              {{.path = "src/pools.ts", .source = "nodepostgres/pools.ts", .isShort = false, .isPools = true},
                               {.path = context.password ? ".env" : ".env.example", .source = "nodepostgres/env.example", .isSecret = true},
                               {.path = "package.pools.json", .source = "nodepostgres/package.json"}});
        if (!files)
            return files.error();
        return ExportResult{.files = *files, .notes = notes};
    }
};

} // namespace

const Exporter &nodepostgresExporter()
{
    static const NodePostgresExporter exporter;
    return exporter;
}

} // namespace poolwart
