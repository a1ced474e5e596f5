// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runfilecommands.h"

#include "app/commands/runlisting.h"
#include "app/output/comparisontable.h"
#include "app/output/console.h"
#include "app/output/runsummary.h"
#include "model/run/runmerge.h"
#include "model/store/files.h"
#include "model/store/runexport.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct RunFileText
{
    Q_DECLARE_TR_FUNCTIONS(RunFileText)
};

ExitCode failed(const Error &error)
{
    printError(error);
    return ExitCode::BadInput;
}

// What it has wrong is said; the rest is used.
Outcome<RunRecord> readTelling(const std::string &path)
{
    auto run = readRunFile(path);
    if (!run)
        return run;
    if (const auto lapses = lapsesOf(*run, path))
        printError(*lapses);
    return run;
}

ExitCode deliver(const QByteArray &content, const std::optional<std::string> &out, FileAccess access)
{
    if (!out) {
        printOut(content);
        return ExitCode::Ok;
    }
    const Done written = writeFile(content, *out, access);
    return written ? ExitCode::Ok : failed(written.error());
}

void addExitCodes(OptionParser &parser)
{
    parser.addParagraph(RunFileText::tr("Exit codes:"),
                        {RunFileText::tr("0  done"), RunFileText::tr("1  invalid input, or a file could not be written")});
}

std::optional<std::string> outOf(OptionParser &parser)
{
    return parser.isSet("out") ? std::optional(parser.text("out").toStdString()) : std::nullopt;
}

template <class Options>
Outcome<Options> checked(const OptionParser &parser, Options options)
{
    if (parser.fault())
        return *parser.fault();
    return options;
}

} // namespace

void describeRunsCommand(OptionParser &parser)
{
    parser.add("json", RunFileText::tr("Print JSON instead of a table."));
    parser.addParagraph(
        RunFileText::tr("An interrupted run is shown up to its last complete second. Its file is run.json.part instead of run.json."), {});
    parser.addParagraph(RunFileText::tr("Examples:"),
                        {u"poolwart runs show run.json"_s, u"poolwart runs show run.json.part"_s, u"poolwart runs list measurements/"_s});
    addExitCodes(parser);
}

Outcome<RunsOptions> readRunsOptions(OptionParser &parser)
{
    RunsOptions options{.printsJson = parser.isSet("json")};
    const QStringList words = parser.positional();
    const QString verb = words.value(0, u"list"_s);
    if (verb == u"show" && words.size() == 2)
        options.file = words[1].toStdString();
    else if (verb == u"list" && words.size() <= 2)
        options.folder = words.size() == 2 ? words[1].toStdString() : defaultRunsFolder();
    else
        parser.fail(RunFileText::tr("Expected “runs list [FOLDER]” or “runs show FILE”, got “runs %1”.").arg(words.join(u' ')));
    return checked(parser, std::move(options));
}

ExitCode runsCommand(const RunsOptions &options)
{
    if (!options.file)
        return listRuns(options.folder, options.printsJson);
    const auto run = readTelling(*options.file);
    if (!run)
        return failed(run.error());
    if (run->isInterrupted)
        printNote(RunFileText::tr("“%1” was interrupted; the figures end at the interruption.").arg(QString::fromStdString(*options.file)));
    if (options.printsJson)
        printOut(runText(*run));
    else
        printOut(runSummary(*run));
    return ExitCode::Ok;
}

void describeExportRunCommand(OptionParser &parser)
{
    parser.add("format", RunFileText::tr("Output format: csv, json, prometheus, openmetrics or hdr."), RunFileText::tr("FORMAT"));
    parser.add("out", RunFileText::tr("File to write [standard output]."), RunFileText::tr("FILE"));
    parser.addParagraph(RunFileText::tr("Examples:"), {u"poolwart export-run run.json --format csv --out run.csv"_s,
                                                       u"poolwart export-run run.json --format hdr --out run.hlog"_s});
    addExitCodes(parser);
}

Outcome<ExportRunOptions> readExportRunOptions(OptionParser &parser)
{
    ExportRunOptions options{.format = parser.text("format").toStdString(), .out = outOf(parser)};
    if (const auto file = parser.file())
        options.file = file->toStdString();
    else
        parser.fail(RunFileText::tr("No run file was given. Name the run to export."));
    if (options.format.empty())
        parser.fail(RunFileText::tr("No format was given. Add --format csv, json, prometheus, openmetrics or hdr."));
    return checked(parser, std::move(options));
}

ExitCode exportRunCommand(const ExportRunOptions &options)
{
    const auto run = readTelling(options.file);
    if (!run)
        return failed(run.error());
    const auto content = exportRun(*run, options.format);
    if (!content)
        return failed(content.error());
    return deliver(*content, options.out, options.format == "json" ? FileAccess::OwnerOnly : FileAccess::AsBefore);
}

void describeCompareCommand(OptionParser &parser)
{
    parser.add("json", RunFileText::tr("Print JSON instead of a table."));
    parser.addParagraph(RunFileText::tr("The interval is a 95 % confidence interval of the ratio of the medians over the runs' "
                                        "seconds. A star marks ratios whose interval does not contain 1."),
                        {});
    parser.addParagraph(RunFileText::tr("Example:"), {u"poolwart compare one-pool.json five-pools.json"_s});
    addExitCodes(parser);
}

Outcome<CompareOptions> readCompareOptions(OptionParser &parser)
{
    CompareOptions options{.printsJson = parser.isSet("json")};
    const QStringList files = parser.positional();
    if (files.size() != 2) {
        parser.fail(RunFileText::tr("Expected two run files, the base first."));
    } else {
        options.base = files[0].toStdString();
        options.current = files[1].toStdString();
    }
    return checked(parser, std::move(options));
}

ExitCode compareCommand(const CompareOptions &options)
{
    const auto base = readTelling(options.base);
    if (!base)
        return failed(base.error());
    const auto current = readTelling(options.current);
    if (!current)
        return failed(current.error());
    const RunComparison comparison = compareRuns(*base, *current);
    if (options.printsJson)
        printOut(comparisonJson(comparison));
    else
        printOut(comparisonTable(comparison));
    return ExitCode::Ok;
}

void describeMergeCommand(OptionParser &parser)
{
    parser.add("out", RunFileText::tr("Run file to write [standard output]."), RunFileText::tr("ALL.json"));
    parser.add("force", RunFileText::tr("Add up runs of different plans or workloads too."));
    parser.addParagraph(RunFileText::tr("Example:"), {u"poolwart merge pod-*.json --out fleet.json"_s});
    addExitCodes(parser);
}

Outcome<MergeOptions> readMergeOptions(OptionParser &parser)
{
    MergeOptions options{.out = outOf(parser), .mayDiffer = parser.isSet("force")};
    for (const QString &file : parser.positional())
        options.files.push_back(file.toStdString());
    if (options.files.size() < 2)
        parser.fail(RunFileText::tr("Expected at least two run files."));
    return checked(parser, std::move(options));
}

ExitCode mergeCommand(const MergeOptions &options)
{
    std::vector<NamedRun> runs;
    for (const std::string &file : options.files) {
        auto run = readTelling(file);
        if (!run)
            return failed(run.error());
        runs.push_back({.name = file, .run = *std::move(run)});
    }
    const auto merged = mergeRuns(runs, options.mayDiffer);
    return merged ? deliver(runText(*merged), options.out, FileAccess::OwnerOnly) : failed(merged.error());
}

} // namespace poolwart
