// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/exportcommand.h"

#include "app/options/serverchoice.h"
#include "app/output/console.h"
#include "model/server/monitor/monitor.h"
#include "model/session/planexport.h"
#include "model/store/exportarchive.h"
#include "model/store/exportfiles.h"
#include "model/store/jsonwriter.h"

#include <QCoreApplication>

#include <vector>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct ExportText
{
    Q_DECLARE_TR_FUNCTIONS(ExportText)
};

// The limits of the server go into the files; one that does not answer is no reason not to write them.
std::optional<Budget> budgetOn(const Target &target, const Plan &plan)
{
    const auto sample = probe(target, probeTimeout);
    if (sample)
        return makeBudget(plan, *sample);
    Error error = sample.error();
    error.hint = ExportText::tr("The files are written without the server's connection budget.").toStdString();
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
        printNote(u"%1 (%2): %3"_s.arg(QString::fromStdString(note.setting), QString::fromStdString(noteKindText(note.kind)),
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

Done writeTo(const std::string &place, const PlanExport &made, bool replaces)
{
    const auto files = placed(made.result, place, made.date);
    return files ? writeInto(files->folder, files->result, replaces) : files.error();
}

// The settings of one of several formats, which has its name before them; those of a single format may go without.
std::map<std::string, std::string> settingsOf(const std::string &format, const ExportOptions &options, bool isOnlyOne)
{
    std::map<std::string, std::string> settings;
    for (const auto &[key, value] : options.settings) {
        if (key.starts_with(format + '.'))
            settings[key.substr(format.size() + 1)] = value;
        else if (isOnlyOne)
            settings[key] = value;
    }
    return settings;
}

// A setting that belongs to none of several formats would be lost without a word.
Done checkSettings(const QStringList &formats, const ExportOptions &options)
{
    for (const auto &[key, value] : options.settings) {
        const QString name = QString::fromStdString(key);
        if (formats.size() > 1 && !formats.contains(name.section(u'.', 0, 0)))
            return Error{.kind = ErrorKind::BadInput,
                         .message = ExportText::tr("--set %1: several formats are exported, and this option does not say for which.")
                                        .arg(name)
                                        .toStdString(),
                         .hint = ExportText::tr("Write the name of the format before the key: --set %1.%2=…")
                                     .arg(formats.first(), name.section(u'.', -1))
                                     .toStdString()};
    }
    return done();
}

Outcome<PlanExport> madeOf(const ExportSource &source, const ExportOptions &options)
{
    const QStringList formats = QString::fromStdString(options.format).split(u',');
    if (const Done known = checkSettings(formats, options); !known)
        return known.error();
    std::vector<ExportChoices> choices;
    for (const QString &name : formats) {
        const std::string format = name.trimmed().toStdString();
        choices.push_back(
            {.format = format, .options = settingsOf(format, options, formats.size() == 1), .writesPassword = options.writesPassword});
    }
    return exportChosen(source, choices);
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
            parser.fail(ExportText::tr("--set: “%1” does not have the form key=value.").arg(setting));
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
        if (const Done wrote = writeTo(*options.folder, made, options.replaces); !wrote) {
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
    parser.add("format",
               ExportText::tr(
                   "Formats to write, separated by commas; “poolwart formats” lists them. With several, each gets a folder of its own."),
               ExportText::tr("FORMAT"));
    parser.add(
        "set",
        ExportText::tr("Option of the format, as listed by “poolwart formats”; may be repeated. With several formats: FORMAT.KEY=VALUE."),
        ExportText::tr("KEY=VALUE"));
    parser.add("out", ExportText::tr("Folder to write to, or a zip file if the name ends in .zip [standard output]."),
               ExportText::tr("DIR"));
    parser.add("force", ExportText::tr("Replace existing files that differ."));
    addTargetOptions(parser);
    parser.add("with-password",
               ExportText::tr(
                   "Write the password of the target in plain text instead of a placeholder; only the owner can read the file (0600)."));
    parser.add("json", ExportText::tr("Print the files and their notes as JSON."));
    parser.addParagraph(ExportText::tr("Examples:"),
                        {u"poolwart export plan.json --format prisma-7 --out shop/"_s,
                         u"poolwart export run.json --format prisma-7 --target \"$DATABASE_URL\" --out shop/ --force"_s,
                         u"poolwart export plan.json --format prisma-7,pgbouncer,env --set pgbouncer.version=1.18 --out shop.zip"_s});
    parser.addParagraph(ExportText::tr("If a server is given, its address and budget are written into the files. Limitations of a "
                                       "format are reported on standard error."),
                        {});
    parser.addParagraph(ExportText::tr("Exit codes:"), {ExportText::tr("0  the files are up to date"),
                                                        ExportText::tr("1  invalid input, or a file could not be written")});
}

Outcome<ExportOptions> readExportOptions(OptionParser &parser)
{
    ExportOptions options;
    if (const auto file = parser.file())
        options.planFile = file->toStdString();
    else
        parser.fail(ExportText::tr("No plan file was given. Name the plan to export."));
    if (!parser.isSet("format"))
        parser.fail(ExportText::tr("No format was given. Add --format."), ExportText::tr("“poolwart formats” lists them."));
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
    const auto made = madeOf(*source, options);
    if (!made) {
        printError(made.error());
        return exitCodeOf(made.error());
    }
    return deliverExport(*made, options);
}

} // namespace poolwart
