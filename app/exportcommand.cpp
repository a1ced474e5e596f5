// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportcommand.h"

#include "app/console.h"
#include "app/serverchoice.h"
#include "model/server/monitor.h"
#include "model/session/planexport.h"
#include "model/store/exportfiles.h"
#include "model/store/jsonwriter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace poolwart {

namespace {

struct ExportText
{
    Q_DECLARE_TR_FUNCTIONS(ExportText)
};

constexpr auto probeTimeout = 10s;

// The limits of the server go into the files; one that does not answer is no reason not to write them.
std::optional<Budget> budgetOn(const Target &target, const Plan &plan)
{
    const auto sample = probe(target, probeTimeout);
    if (sample)
        return makeBudget(plan, *sample);
    Error error = sample.error();
    error.hint = ExportText::tr("The files are written without the budget of the server.").toStdString();
    printError(error);
    return std::nullopt;
}

Outcome<ExportSource> sourceOf(const ExportOptions &options)
{
    auto source = exportSource(options.planFile);
    if (source && options.target) {
        source->server = options.target;
        source->budget = budgetOn(*options.target, source->plan);
    }
    return source;
}

QByteArray jsonOf(const ExportResult &result)
{
    JsonWriter json;
    writeExportFields(json, result);
    return json.text();
}

void printNotes(const std::vector<ExportNote> &notes)
{
    for (const ExportNote &note : notes)
        printNote(u"%1 (%2): %3"_s.arg(QString::fromStdString(note.setting),
                                      QString::fromStdString(noteKindText(note.kind)),
                                      QString::fromStdString(note.translated())));
}

// Without a folder: the files one after the other, with their names where there are several.
void printFiles(const std::vector<ExportFile> &files)
{
    for (const ExportFile &file : files) {
        if (files.size() > 1)
            printOut(u"=== %1 ===\n"_s.arg(QString::fromStdString(file.path)));
        printOut(QByteArray::fromStdString(file.content));
    }
}

Done writeInto(const std::string &folder, const ExportResult &result, bool replaces)
{
    const auto present = presentFiles(result, folder);
    if (!present)
        return present.error();
    const Done wrote = writeExport(result, folder, replaces ? OverwritePolicy::Overwrite : OverwritePolicy::Refuse);
    for (const PresentFile &file : *present) {
        if (wrote)
            printNote((file.isSame ? ExportText::tr("unchanged: %1") : ExportText::tr("wrote %1"))
                          .arg(QString::fromStdString(folder + '/' + file.path)));
    }
    return wrote;
}

void printBudget(const BudgetStamp &stamp)
{
    if (stamp.verdict == BudgetVerdict::Over || stamp.verdict == BudgetVerdict::FitsAlone)
        printNote(QString::fromStdString(stamp.title + ": " + stamp.sentence));
}

} // namespace

void readExportSettings(OptionParser &parser, std::map<std::string, std::string> &settings)
{
    for (const QString &setting : parser.texts("set")) {
        const qsizetype equals = setting.indexOf(u'=');
        if (equals < 1)
            parser.fail(ExportText::tr("--set: “%1” is not of the form key=value.").arg(setting));
        else
            settings[setting.left(equals).toStdString()] = setting.mid(equals + 1).toStdString();
    }
}

void writeExportFields(JsonWriter &json, ExportResult result)
{
    json.list("files", result.files, 0, [](JsonWriter &inner, const ExportFile &file) {
        inner.field("path", file.path);
        inner.field("secret", file.secret);
        inner.field("content", file.content);
    });
    json.list("notes", result.notes, 0, [](JsonWriter &inner, const ExportNote &note) {
        inner.field("kind", noteKindEnglish(note.kind));
        inner.field("setting", note.setting);
        inner.field("text", note.english());
    });
}

ExitCode deliverExport(const PlanExport &made, const ExportOptions &options)
{
    const ExportResult &result = made.result;
    if (options.folder) {
        if (const Done wrote = writeInto(*options.folder, result, options.replaces); !wrote) {
            printError(wrote.error());
            return exitCodeOf(wrote.error());
        }
    }
    if (options.printsJson)
        printOut(jsonOf(result));
    else if (!options.folder)
        printFiles(result.files);
    printNotes(result.notes);
    printBudget(made.stamp);
    return ExitCode::Ok;
}

void describeExportCommand(OptionParser &parser)
{
    parser.add("format", ExportText::tr("What to write; “poolwart formats” lists them."), ExportText::tr("FORMAT"));
    parser.add("set", ExportText::tr("A choice of the format, as listed there; may be given several times."), ExportText::tr("KEY=VALUE"));
    parser.add("out", ExportText::tr("The folder to write to; without it, to standard output."), ExportText::tr("DIR"));
    parser.add("force", ExportText::tr("Replace files that are there and differ."));
    addTargetOptions(parser);
    parser.add("with-password", ExportText::tr("Write the password of the target in plain text, for the owner's eyes only (0600), "
                                               "instead of a placeholder."));
    parser.add("json", ExportText::tr("Print the files and the notes as JSON."));
    parser.addParagraph(ExportText::tr("Examples:"),
                        {u"poolwart export plan.json --format prisma-7 --out shop/"_s,
                         u"poolwart export run.json --format prisma-7 --target \"$DATABASE_URL\" --out shop/ --force"_s});
    parser.addParagraph(ExportText::tr("With a server, its address and its budget go into the files. What a format cannot say is "
                                       "told on standard error."),
                        {});
    parser.addParagraph(ExportText::tr("Exit codes:"),
                        {ExportText::tr("0  the files are as they should be"),
                         ExportText::tr("1  bad input, or a file could not be written")});
}

Outcome<ExportOptions> readExportOptions(OptionParser &parser)
{
    ExportOptions options;
    if (const auto file = parser.file())
        options.planFile = file->toStdString();
    else
        parser.fail(ExportText::tr("Which plan is to be exported? Name its file."));
    if (!parser.isSet("format"))
        parser.fail(ExportText::tr("In which format? Give --format."), ExportText::tr("“poolwart formats” lists them."));
    options.format = parser.text("format").toStdString();
    readExportSettings(parser, options.settings);
    if (parser.isSet("out"))
        options.folder = parser.text("out").toStdString();
    options.replaces = parser.isSet("force");
    options.writesPassword = parser.isSet("with-password");
    options.printsJson = parser.isSet("json");
    const auto server = readTargetOptions(parser);
    if (parser.fault())
        return *parser.fault();
    if (server) {
        const auto target = resolve(*server);
        if (!target)
            return target.error();
        options.target = *target;
    }
    return options;
}

ExitCode exportCommand(const ExportOptions &options)
{
    const auto source = sourceOf(options);
    if (!source) {
        printError(source.error());
        return exitCodeOf(source.error());
    }
    const auto made = exportPlan(*source, {.format = options.format, .options = options.settings, .writesPassword = options.writesPassword});
    if (!made) {
        printError(made.error());
        return exitCodeOf(made.error());
    }
    return deliverExport(*made, options);
}

} // namespace poolwart
