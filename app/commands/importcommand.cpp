// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/importcommand.h"

#include "app/output/console.h"
#include "model/importers/framework/importer.h"
#include "model/session/planexport.h"
#include "model/store/jsonwriter.h"
#include "model/store/planfile.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct ImportText
{
    Q_DECLARE_TR_FUNCTIONS(ImportText)
};

void printRemarks(const std::vector<ImportRemark> &remarks)
{
    for (const ImportRemark &remark : remarks) {
        const QString place = remark.line > 0 ? ImportText::tr("line %1, ").arg(remark.line) : QString();
        printNote(u"%1%2 (%3): %4"_s.arg(place, QString::fromStdString(remark.setting), QString::fromStdString(remarkKindText(remark.kind)),
                                         QString::fromStdString(remark.translated())));
    }
}

QByteArray jsonOf(ImportResult read, ExportResult written)
{
    JsonWriter json;
    json.field("format", read.format);
    json.nested("plan", [&read](JsonWriter &plan) { writePlan(plan, read.plan); });
    json.list("remarks", read.remarks, 0, [](JsonWriter &inner, const ImportRemark &remark) {
        inner.field("kind", remarkKindEnglish(remark.kind));
        inner.field("line", remark.line);
        inner.field("setting", remark.setting);
        inner.field("text", remark.english());
    });
    writeExportFields(json, std::move(written));
    return json.text();
}

} // namespace

void describeImportCommand(OptionParser &parser)
{
    parser.add("from", ImportText::tr("Format of the file if it cannot be detected: %1.").arg(QString::fromStdString(importFormats())),
               ImportText::tr("FORMAT"));
    parser.add("to", ImportText::tr("Format to write instead of a plan; “poolwart formats” lists the formats."), ImportText::tr("FORMAT"));
    parser.add("set", ImportText::tr("Option of that format, as listed by “poolwart formats”; may be repeated."),
               ImportText::tr("KEY=VALUE"));
    parser.add("out", ImportText::tr("Folder to write to [standard output]."), ImportText::tr("DIR"));
    parser.add("force", ImportText::tr("Replace existing files that differ."));
    parser.add("json", ImportText::tr("Print the plan, the remarks and the files as JSON."));
    parser.addParagraph(ImportText::tr("Examples:"), {u"poolwart import /etc/pgbouncer/pgbouncer.ini > plan.json"_s,
                                                      u"poolwart import .env --to pgbouncer --set version=1.18 --out conf/"_s});
    parser.addParagraph(ImportText::tr("What was not understood, ignored or assumed is reported on standard error, line by line."), {});
    parser.addParagraph(ImportText::tr("Exit codes:"), {ImportText::tr("0  the files are up to date"),
                                                        ImportText::tr("1  invalid input, or a file could not be written")});
}

Outcome<ImportOptions> readImportOptions(OptionParser &parser)
{
    ImportOptions options;
    if (const auto file = parser.file())
        options.file = file->toStdString();
    else
        parser.fail(ImportText::tr("No file was given. Name the file to import."));
    options.from = parser.text("from").toStdString();
    options.output.format = parser.isSet("to") ? parser.text("to").toStdString() : "plan";
    readExportSettings(parser, options.output.settings);
    if (parser.isSet("out"))
        options.output.folder = parser.text("out").toStdString();
    options.output.replaces = parser.isSet("force");
    options.output.printsJson = parser.isSet("json");
    if (parser.fault())
        return *parser.fault();
    return options;
}

ExitCode importCommand(const ImportOptions &options)
{
    const auto read = importFile(options.file, options.from);
    if (!read) {
        printError(read.error());
        return ExitCode::BadInput;
    }
    ExportSource source{.plan = read->plan};
    if (!read->target.empty())
        source.server = Target{.parameters = read->target};
    auto made = exportPlan(source, {.format = options.output.format, .options = options.output.settings});
    if (!made) {
        printError(made.error());
        return ExitCode::BadInput;
    }
    printRemarks(read->remarks);
    if (!options.output.printsJson)
        return deliverExport(*made, options.output);
    ExportOptions quiet = options.output;
    quiet.printsJson = false;
    printOut(jsonOf(*read, made->result));
    return quiet.folder ? deliverExport(*made, quiet) : ExitCode::Ok;
}

} // namespace poolwart
