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
            QT_TRANSLATE_NOOP("CommandText", "Runs a plan without a window: opens the pools, drives traffic over them, measures."),
            describeRunCommand, readAs<readRunOptions>},
    Command{"simulate", "poolwart simulate [OPTIONS] [PLAN.json]",
            QT_TRANSLATE_NOOP("CommandText", "Runs a plan on a modelled server, in no time and repeatably."), describeSimulateCommand,
            readAs<readSimulateOptions>},
    Command{"check", "poolwart check [OPTIONS] PLAN.json",
            QT_TRANSLATE_NOOP("CommandText", "Says whether a plan is valid and fits a server."), describeCheckCommand,
            readAs<readCheckOptions>},
    Command{"export", "poolwart export --format FORMAT [OPTIONS] PLAN.json",
            QT_TRANSLATE_NOOP("CommandText", "Writes a plan as the configuration of another program."), describeExportCommand,
            readAs<readExportOptions>},
    Command{"import", "poolwart import [OPTIONS] FILE",
            QT_TRANSLATE_NOOP("CommandText", "Reads another program's configuration as a plan, or translates it."), describeImportCommand,
            readAs<readImportOptions>},
    Command{"formats", "poolwart formats [OPTIONS]", QT_TRANSLATE_NOOP("CommandText", "Lists what export can write."),
            describeFormatsCommand, readAs<readFormatsOptions>},
    Command{"runs", "poolwart runs [OPTIONS] [list [FOLDER] | show RUN.json]",
            QT_TRANSLATE_NOOP("CommandText", "Lists recorded runs, or shows one."), describeRunsCommand, readAs<readRunsOptions>},
    Command{"compare", "poolwart compare [OPTIONS] BASE.json NEW.json",
            QT_TRANSLATE_NOOP("CommandText", "Sets two runs side by side and says what is clear of chance."), describeCompareCommand,
            readAs<readCompareOptions>},
    Command{"merge", "poolwart merge [OPTIONS] RUN.json RUN.json…", QT_TRANSLATE_NOOP("CommandText", "Adds the runs of several machines."),
            describeMergeCommand, readAs<readMergeOptions>},
    Command{"export-run", "poolwart export-run --format FORMAT [OPTIONS] RUN.json",
            QT_TRANSLATE_NOOP("CommandText", "Writes a run as CSV, metrics or an HdrHistogram log."), describeExportRunCommand,
            readAs<readExportRunOptions>},
};

Outcome<CommandOptions> parseCommand(const Command &command, const QStringList &arguments)
{
    OptionParser parser(QString::fromLatin1(command.usage), CommandText::tr(command.purpose));
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
    parser.add("drain", CommandText::tr("What is under way when the window closes may take so long; then it is cancelled (10s)."),
               CommandText::tr("TIME"));
    parser.add("version", CommandText::tr("Show the version and exit."));
    parser.addParagraph(CommandText::tr("Commands, which need no display; each has its own --help:"), commandLines());
    parser.addParagraph(CommandText::tr("Examples:"),
                        {u"poolwart --sandbox"_s, u"poolwart --target postgresql://app@db:5432/shop plan.json"_s,
                         u"poolwart run --sandbox --pools 5 --slots 12 --out run.json"_s});
    parser.addParagraph(CommandText::tr("Exit codes:"),
                        {CommandText::tr("0  all that was accepted was served, and every connection closed"),
                         CommandText::tr("1  bad input"), CommandText::tr("2  no display"),
                         CommandText::tr("3  something was cancelled or cut at the end")});
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
        parser.fail(CommandText::tr("There is no command “%1”, and no plan file of that name.").arg(words.front()),
                    CommandText::tr("The commands are %1. poolwart --help tells more.")
                        .arg(u"run, simulate, check, export, import, formats, runs, compare, merge, export-run"_s));
    if (const auto file = parser.file())
        options.planFile = file->toStdString();
    parser.read("drain", options.drain, std::chrono::milliseconds(0), limits::maxTime);
    if (parser.fault())
        return *parser.fault();
    return options;
}

Outcome<CommandOptions> parseWindow(const QStringList &arguments)
{
    OptionParser parser(u"poolwart [OPTIONS] [PLAN.json]"_s,
                        CommandText::tr("A console for PostgreSQL connection pools: reconfigure N pools live, drive traffic over "
                                        "them, watch the load against max_connections, export the configuration."));
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
    const auto *command = arguments.size() < 2 ? commands.end() : std::ranges::find_if(commands, [&arguments](const Command &candidate) {
        return arguments[1] == QLatin1StringView(candidate.name);
    });
    return command == commands.end() ? parseWindow(arguments) : parseCommand(*command, arguments.sliced(1));
}

} // namespace poolwart
