// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/checkcommand.h"
#include "app/exportcommand.h"
#include "app/formatscommand.h"
#include "app/importcommand.h"
#include "app/runfilecommands.h"
#include "app/runoptions.h"
#include "app/simulateoptions.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace poolwart {

// --help and --version: a text for standard output.
struct TextOptions
{
    QString text;
};

// No command: the window.
struct WindowOptions
{
    std::optional<ServerChoice> server; // none: the window asks
    std::optional<std::string> planFile;
    std::chrono::milliseconds drain{10'000};
};

using CommandOptions = std::variant<TextOptions, WindowOptions, RunOptions, SimulateOptions, ExportOptions, ImportOptions, CheckOptions,
                                    FormatsOptions, RunsOptions, ExportRunOptions, CompareOptions, MergeOptions>;

// What the arguments (the program first) ask for. Files that they name are read here, so that all that is wrong with
// them is said before anything starts.
Outcome<CommandOptions> parseCommandLine(const QStringList &arguments);

} // namespace poolwart
