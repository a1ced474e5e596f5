// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/exporters/framework/exporter.h"
#include "model/exporters/languages/pgpool.h"
#include "model/exporters/languages/typescript.h"

namespace poolwart {

namespace {

Notes notesFor(const ExportContext &context)
{
    Notes notes = pgpool::notes(context);
    for (const Notes &more : {typescript::adapterNotes(), typescript::notes(context), typescript::prismaNotes(context)})
        notes.add(more);
    return notes;
}

class PrismaSevenExporter final : public Exporter
{
public:
    PrismaSevenExporter()
        : Exporter({.id = "prisma-7",
                    .title = "Prisma 7",
                    .ecosystem = Ecosystem::JavaScript,
                    .versions = {"7"},
                    .options = typescript::options()})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Notes notes = notesFor(context);
        TemplateData data = typescript::data(context,
                                             "Prisma 7 with node-postgres (tested with prisma 7.10.0, pg 8.23.1, Node 20.19 "
                                             "or later)",
                                             notes, pgpool::sslParameters(context));
        typescript::nameClient(data, typescript::Client::Prisma);
        for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
            data.addRow("pools", pgpool::settings(context.plan, i));
        const auto files =
            typescript::files(context, data,
                              {{.path = "src/prisma-pools.ts", .source = "prisma7/prisma-pools.ts", .isShort = false, .isPools = true},
                               {.path = "prisma/schema.prisma", .source = "prisma7/schema.prisma"},
                               {.path = "prisma.config.ts", .source = "prisma7/prisma.config.ts"},
                               {.path = context.password ? ".env" : ".env.example", .source = "prisma7/env.example", .isSecret = true},
                               {.path = "package.prisma-pools.json", .source = "prisma7/package.json"},
                               {.path = "README.prisma-pools.md", .source = "prisma7/README.md"}});
        if (!files)
            return files.error();
        return ExportResult{.files = *files, .notes = notes};
    }
};

} // namespace

const Exporter &prisma7Exporter()
{
    static const PrismaSevenExporter exporter;
    return exporter;
}

} // namespace poolwart
