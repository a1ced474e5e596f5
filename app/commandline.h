// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/checkcommand.h"
#include "app/commands/exportcommand.h"
#include "app/commands/formatscommand.h"
#include "app/commands/helpcommand.h"
#include "app/commands/importcommand.h"
#include "app/commands/runfilecommands.h"
#include "app/options/laboptions.h"
#include "app/options/runoptions.h"
#include "app/options/simulateoptions.h"
#include "app/options/windowoptions.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace poolwart {

// Text for standard output, requested by --help or --version.
struct TextOptions
{
    QString text;
};

using CommandOptions = std::variant<TextOptions, WindowOptions, RunOptions, SimulateOptions, ExportOptions, ImportOptions, CheckOptions,
                                    FormatsOptions, RunsOptions, ExportRunOptions, CompareOptions, MergeOptions, LabOptions, HelpOptions>;

// Reads the command line (the program's name comes first). Also reads the files that it names, so that every error is reported
// before anything starts.
Outcome<CommandOptions> parseCommandLine(const QStringList &arguments);

// The options of a command ("poolwart": without one) as a table in Markdown, as its parser has them; none for an unknown command.
std::optional<QString> optionTable(const QString &command);
QStringList usageLines(); // of all commands, the window's first

} // namespace poolwart
