// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct CommandText
{
    Q_DECLARE_TR_FUNCTIONS(CommandText)
};

struct Command
{
    const char *name;
    const char *usage;
    const char *purpose; // one line of the program's own help
    void (*describe)(OptionParser &);
    Outcome<CommandOptions> (*read)(OptionParser &);
};

template <auto Read>
Outcome<CommandOptions> readAs(OptionParser &parser)
{
    auto options = Read(parser);
    if (!options)
        return options.error();
    return CommandOptions(*std::move(options));
}

constexpr std::array commands{
    Command{"run", "poolwart run [OPTIONS] [PLAN.json]",
            QT_TRANSLATE_NOOP("CommandText", "Run a plan without a window: open the pools, send traffic, measure."), describeRunCommand,
            readAs<readRunOptions>},
    Command{"simulate", "poolwart simulate [OPTIONS] [PLAN.json]",
            QT_TRANSLATE_NOOP("CommandText", "Run a plan against a modelled server: fast and repeatable."), describeSimulateCommand,
            readAs<readSimulateOptions>},
    Command{"lab", "poolwart lab [OPTIONS] why",
            QT_TRANSLATE_NOOP("CommandText", "Find out by experiment why a plan is faster or slower than another."), describeLabCommand,
            readAs<readLabOptions>},
    Command{"check", "poolwart check [OPTIONS] PLAN.json",
            QT_TRANSLATE_NOOP("CommandText", "Check whether a plan is valid and fits a server."), describeCheckCommand,
            readAs<readCheckOptions>},
    Command{"export", "poolwart export --format FORMAT [OPTIONS] PLAN.json",
            QT_TRANSLATE_NOOP("CommandText", "Write a plan as the configuration of another program."), describeExportCommand,
            readAs<readExportOptions>},
    Command{"import", "poolwart import [OPTIONS] FILE",
            QT_TRANSLATE_NOOP("CommandText", "Read another program's configuration as a plan, or convert it."), describeImportCommand,
            readAs<readImportOptions>},
    Command{"formats", "poolwart formats [OPTIONS]", QT_TRANSLATE_NOOP("CommandText", "List the export formats."), describeFormatsCommand,
            readAs<readFormatsOptions>},
    Command{"runs", "poolwart runs [OPTIONS] [list [FOLDER] | show RUN.json]",
            QT_TRANSLATE_NOOP("CommandText", "List recorded runs or show one."), describeRunsCommand, readAs<readRunsOptions>},
    Command{"compare", "poolwart compare [OPTIONS] BASE.json NEW.json",
            QT_TRANSLATE_NOOP("CommandText", "Compare two runs and mark the differences that are statistically significant."),
            describeCompareCommand, readAs<readCompareOptions>},
    Command{"merge", "poolwart merge [OPTIONS] RUN.json RUN.json…",
            QT_TRANSLATE_NOOP("CommandText", "Add up the runs of several machines."), describeMergeCommand, readAs<readMergeOptions>},
    Command{"export-run", "poolwart export-run --format FORMAT [OPTIONS] RUN.json",
            QT_TRANSLATE_NOOP("CommandText", "Write a run as CSV, metrics or an HdrHistogram log."), describeExportRunCommand,
            readAs<readExportRunOptions>},
    Command{"help", "poolwart help [OPTIONS] [TOPIC]", QT_TRANSLATE_NOOP("CommandText", "Print a page of the manual."), describeHelpCommand,
            readAs<readHelpOptions>},
};

constexpr auto windowUsage = "poolwart [OPTIONS] [PLAN.json]"_L1;

const Command *findCommand(const QString &name)
{
    const auto *found = std::ranges::find_if(commands, [&name](const Command &command) { return name == QLatin1StringView(command.name); });
    return found == commands.end() ? nullptr : found;
}

Outcome<CommandOptions> parseCommand(const Command &command, const QStringList &arguments)
{
    OptionParser parser(QString::fromUtf8(command.usage), CommandText::tr(command.purpose));
    command.describe(parser);
    parser.parse(arguments);
    if (parser.wantsHelp())
        return CommandOptions(TextOptions{parser.help()});
    if (parser.fault())
        return *parser.fault();
    return command.read(parser);
}

QStringList commandLines()
{
    QStringList lines;
    for (const Command &command : commands)
        lines.append(QString::fromLatin1(command.name).leftJustified(12) + CommandText::tr(command.purpose));
    return lines;
}

void describeWindow(OptionParser &parser)
{
    addServerOptions(parser);
    parser.add("drain", CommandText::tr("Time for running requests to finish when the window closes; then they are cancelled [10s]."),
               CommandText::tr("TIME"));
    parser.add("version", CommandText::tr("Show the version and exit."));
    parser.addParagraph(CommandText::tr("Commands (they need no display; each has its own --help):"), commandLines());
    parser.addParagraph(CommandText::tr("Examples:"),
                        {u"poolwart --sandbox"_s, u"poolwart --target postgresql://app@db:5432/shop plan.json"_s,
                         u"poolwart run --sandbox --pools 5 --slots 12 --out run.json"_s});
    parser.addParagraph(CommandText::tr("Exit codes:"),
                        {CommandText::tr("0  every accepted request was served and every connection was closed"),
                         CommandText::tr("1  invalid input"), CommandText::tr("2  no display"),
                         CommandText::tr("3  requests were cancelled or connections cut at the end")});
}

// A word that can only be meant as a command.
bool looksLikeCommand(const QString &word)
{
    return !word.contains(u'.') && !word.contains(u'/') && !QFileInfo::exists(word);
}

Outcome<WindowOptions> readWindowOptions(OptionParser &parser)
{
    WindowOptions options;
    const ServerChoice server = readServerOptions(parser);
    if (!std::holds_alternative<EnvironmentChoice>(server))
        options.server = server;
    const QStringList words = parser.positional();
    if (!words.isEmpty() && looksLikeCommand(words.front()))
        parser.fail(CommandText::tr("There is neither a command nor a plan file named “%1”.").arg(words.front()),
                    CommandText::tr("The commands are %1. See poolwart --help.")
                        .arg(u"run, simulate, lab, check, export, import, formats, runs, compare, merge, export-run, help"_s));
    if (const auto file = parser.file())
        options.planFile = file->toStdString();
    parser.read("drain", options.drain, std::chrono::milliseconds(0), limits::maxTime);
    if (parser.fault())
        return *parser.fault();
    return options;
}

Outcome<CommandOptions> parseWindow(const QStringList &arguments)
{
    OptionParser parser(windowUsage,
                        CommandText::tr("A console for PostgreSQL connection pools: change N pools while they run, send traffic "
                                        "through them, compare the connections with max_connections and export the configuration."));
    describeWindow(parser);
    parser.parse(arguments);
    if (parser.wantsHelp())
        return CommandOptions(TextOptions{parser.help()});
    if (!parser.fault() && parser.isSet("version"))
        return CommandOptions(TextOptions{u"poolwart " POOLWART_VERSION "\n"_s});
    if (parser.fault())
        return *parser.fault();
    return readAs<readWindowOptions>(parser);
}

} // namespace

Outcome<CommandOptions> parseCommandLine(const QStringList &arguments)
{
    const Command *command = findCommand(arguments.value(1));
    return command ? parseCommand(*command, arguments.sliced(1)) : parseWindow(arguments);
}

std::optional<QString> optionTable(const QString &command)
{
    const Command *found = findCommand(command);
    if (!found && command != u"poolwart")
        return std::nullopt;
    OptionParser parser({}, {});
    found ? found->describe(parser) : describeWindow(parser);
    return parser.optionTable();
}

QStringList usageLines()
{
    QStringList lines{windowUsage};
    for (const Command &command : commands)
        lines.append(QString::fromUtf8(command.usage));
    return lines;
}

} // namespace poolwart
