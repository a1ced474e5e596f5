// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/languages/pgpool.h"
#include "model/exporters/languages/typescript.h"

namespace poolwart {

namespace {

using enum ExportNote::Kind;

// Read off @prisma/orm-postgres 8.0.0-rc.13, and seen with it (tests/exporters/tst_prisma8consumer.cpp).
Notes candidateNotes()
{
    return {
        {.kind = Chosen,
         .setting = "prisma-8",
         .source = QT_TRANSLATE_NOOP("core", "Experimental: Prisma 8 is a release candidate, and the names of its packages and functions "
                                             "may change. Tested: the pools and queries of %1 with a contract written by its own emitter, "
                                             "on Node 20 or later. Not tested: the command line of Prisma 8, and Node 24, its intended "
                                             "version."),
         .arguments = {"@prisma/orm-postgres 8.0.0-rc.13"}},
        {.kind = ChangesMeaning,
         .setting = "verifyMarker",
         .source = QT_TRANSLATE_NOOP("core", "Prisma 8 compares the contract with the database in a client's first query; if that query "
                                             "gets no connection, the client fails permanently. The file omits the comparison: check the "
                                             "contract when you deploy.")}};
}

Notes notesFor(const ExportContext &context)
{
    Notes notes = candidateNotes();
    for (const Notes &more : {pgpool::notes(context), typescript::adapterNotes(), typescript::notes(context)})
        notes.add(more);
    return notes;
}

class PrismaEightExporter final : public Exporter
{
public:
    PrismaEightExporter()
        : Exporter({.id = "prisma-8",
                    .title = "Prisma 8 (experimental)",
                    .ecosystem = Ecosystem::JavaScript,
                    .versions = {"8-rc"},
                    .options = typescript::options()})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Notes notes = notesFor(context);
        TemplateData data = typescript::data(context,
                                             "Prisma 8 with node-postgres, experimental: release candidate 8.0.0-rc.13, "
                                             "names may change (for Node 24 or later; tested with @prisma/orm-postgres "
                                             "8.0.0-rc.13 and pg 8.22.0 on Node 20)",
                                             notes, pgpool::sslParameters(context));
        typescript::nameClient(data, typescript::Client::Db);
        for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
            data.addRow("pools", pgpool::settings(context.plan, i));
        const auto files =
            typescript::files(context, data,
                              {{.path = "src/prisma-pools.ts", .source = "prisma8/prisma-pools.ts", .isShort = false, .isPools = true},
                               {.path = context.password ? ".env" : ".env.example", .source = "prisma8/env.example", .isSecret = true},
                               {.path = "package.prisma-pools.json", .source = "prisma8/package.json"},
                               {.path = "README.prisma-pools.md", .source = "prisma8/README.md"}});
        if (!files)
            return files.error();
        return ExportResult{.files = *files, .notes = notes};
    }
};

} // namespace

const Exporter &prisma8Exporter()
{
    static const PrismaEightExporter exporter;
    return exporter;
}

} // namespace poolwart
