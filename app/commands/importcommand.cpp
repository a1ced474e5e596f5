// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/importcommand.h"

#include "app/output/console.h"
#include "model/importers/framework/importer.h"
#include "model/importers/framework/importreport.h"
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

void printReport(const std::vector<ImportRemark> &remarks, bool isVerbose)
{
    for (const std::string &line : reportLines(remarks, isVerbose))
        printNote(QString::fromStdString(line));
}

// A plan has one server, and which one is the user's choice.
Error severalServers(const ImportResult &read)
{
    QStringList servers;
    for (const std::string &server : read.servers)
        servers.append(QString::fromStdString(server));
    return {.kind = ErrorKind::BadInput,
            .message = ImportText::tr("The file has pools on several servers, and a plan has the pools of one: %1.")
                           .arg(servers.join(u", "_s))
                           .toStdString(),
            .hint = ImportText::tr("Choose one with --server, such as --server %1.").arg(servers.first()).toStdString()};
}

QByteArray jsonOf(ImportResult read, ExportResult written)
{
    JsonWriter json;
    std::vector<ImportRemark> remarks = read.remarks; // a list that is read may be changed
    json.field("format", read.format);
    json.nested("plan", [&read](JsonWriter &plan) { writePlan(plan, read.plan); });
    json.list("remarks", remarks, 0, [](JsonWriter &inner, const ImportRemark &remark) {
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
    parser.add("server", ImportText::tr("Server whose pools to read, of a file with several."), ImportText::tr("HOST[:PORT]"));
    parser.add("to", ImportText::tr("Format to write instead of a plan; “poolwart formats” lists the formats."), ImportText::tr("FORMAT"));
    parser.add("set", ImportText::tr("Option of that format, as listed by “poolwart formats”; may be repeated."),
               ImportText::tr("KEY=VALUE"));
    parser.add("out", ImportText::tr("Folder to write to [standard output]."), ImportText::tr("DIR"));
    parser.add("force", ImportText::tr("Replace existing files that differ."));
    parser.add("verbose", ImportText::tr("List each ignored and each assumed setting."));
    parser.add("json", ImportText::tr("Print the plan, the remarks and the files as JSON."));
    parser.addParagraph(ImportText::tr("Examples:"), {u"poolwart import /etc/pgbouncer/pgbouncer.ini > plan.json"_s,
                                                      u"poolwart import .env --to pgbouncer --set version=1.18 --out conf/"_s});
    parser.addParagraph(ImportText::tr("The file “-” is the standard input. What was left out, not understood, ignored or assumed is "
                                       "reported on standard error."),
                        {});
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
    options.server = parser.text("server").toStdString();
    options.isVerbose = parser.isSet("verbose");
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
    const auto read = importFile(options.file, options.from, options.server);
    if (!read || (read->servers.size() > 1 && options.server.empty())) {
        printError(read ? severalServers(*read) : read.error());
        return ExitCode::BadInput;
    }
    ExportSource source{.plan = read->plan, .server = {}, .hasDefaults = false};
    if (!read->target.empty())
        source.server = Target{.parameters = read->target};
    auto made = exportPlan(source, {.format = options.output.format, .options = options.output.settings});
    if (!made) {
        printError(made.error());
        return ExitCode::BadInput;
    }
    printReport(read->remarks, options.isVerbose);
    if (!options.output.printsJson)
        return deliverExport(*made, options.output);
    ExportOptions quiet = options.output;
    quiet.printsJson = false;
    printOut(jsonOf(*read, made->result));
    return quiet.folder ? deliverExport(*made, quiet) : ExitCode::Ok;
}

} // namespace poolwart
