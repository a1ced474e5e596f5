// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/checkcommand.h"
#include "app/commands/exportcommand.h"
#include "app/commands/formatscommand.h"
#include "app/commands/importcommand.h"
#include "app/commands/runfilecommands.h"
#include "app/options/runoptions.h"
#include "app/options/simulateoptions.h"
#include "app/options/windowoptions.h"

#include <QString>
#include <QStringList>

#include <variant>

namespace poolwart {

// --help and --version: a text for standard output.
struct TextOptions
{
    QString text;
};

using CommandOptions = std::variant<TextOptions, WindowOptions, RunOptions, SimulateOptions, ExportOptions, ImportOptions, CheckOptions,
                                    FormatsOptions, RunsOptions, ExportRunOptions, CompareOptions, MergeOptions>;

// What the arguments (the program first) ask for. Files that they name are read here, so that all that is wrong with
// them is said before anything starts.
Outcome<CommandOptions> parseCommandLine(const QStringList &arguments);

} // namespace poolwart
