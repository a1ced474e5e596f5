// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/commands/labcommand.h"
#include "app/commands/runcommand.h"
#include "app/commands/simulatecommand.h"
#include "app/commands/windowcommand.h"
#include "app/output/console.h"
#include "app/output/display.h"
#include "app/process/processsetup.h"
#include "app/process/translations.h"
#include "model/session/detachedtask.h"

#include <QCoreApplication>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

using namespace poolwart;
using namespace std::chrono_literals;

namespace {

// What a command of the command line ends with; none: the window is wanted.
using Ending = std::optional<ExitCode>;

struct Performer
{
    WindowOptions &window;

    Ending operator()(const TextOptions &options) const
    {
        printOut(options.text);
        return ExitCode::Ok;
    }
    Ending operator()(const WindowOptions &options) const
    {
        if (const Done display = checkDisplay(); !display) {
            printError(display.error());
            return exitCodeOf(display.error());
        }
        window = options;
        return std::nullopt;
    }
    Ending operator()(const RunOptions &options) const { return runCommand(options); }
    Ending operator()(const SimulateOptions &options) const { return simulateCommand(options); }
    Ending operator()(const LabOptions &options) const { return labCommand(options); }
    Ending operator()(const ExportOptions &options) const { return exportCommand(options); }
    Ending operator()(const ImportOptions &options) const { return importCommand(options); }
    Ending operator()(const CheckOptions &options) const { return checkCommand(options); }
    Ending operator()(const FormatsOptions &options) const { return formatsCommand(options); }
    Ending operator()(const RunsOptions &options) const { return runsCommand(options); }
    Ending operator()(const ExportRunOptions &options) const { return exportRunCommand(options); }
    Ending operator()(const CompareOptions &options) const { return compareCommand(options); }
    Ending operator()(const MergeOptions &options) const { return mergeCommand(options); }
    Ending operator()(const HelpOptions &options) const
    {
        return helpCommand(options, Manual(Manual::language(), optionTable), usageLines());
    }
};

Ending perform(const Outcome<CommandOptions> &options, WindowOptions &window)
{
    if (options)
        return std::visit(Performer{window}, *options);
    printError(options.error());
    return exitCodeOf(options.error());
}

// Everything that needs no display, under an application object that needs none.
Ending runCommandLine(int &argc, char **argv, WindowOptions &window)
{
    const QCoreApplication application(argc, argv);
    const Translations translations;
    const Ending ending = perform(parseCommandLine(QCoreApplication::arguments()), window);
    const Done printed = ending ? finishOut() : done();
    if (printed)
        return ending;
    printError(printed.error());
    return ending == ExitCode::Ok ? exitCodeOf(printed.error()) : ending;
}

// Files that are still being written are finished first. One that is still being read does not keep the process: it ends with it, and
// not after what it uses.
int leave(ExitCode code)
{
    DetachedTask::awaitWritten(10s);
    if (DetachedTask::isAnyRunning()) {
        std::fflush(nullptr);
        std::_Exit(static_cast<int>(code));
    }
    return static_cast<int>(code);
}

} // namespace

int main(int argc, char **argv)
{
    prepareProcess();
    WindowOptions window;
    const Ending ending = runCommandLine(argc, argv, window);
    return leave(ending ? *ending : windowCommand(argc, argv, window, optionTable));
}
