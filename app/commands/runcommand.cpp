// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runcommand.h"

#include "app/commands/headlessrun.h"
#include "app/commands/rundelivery.h"
#include "app/process/signals.h"

#include <QCoreApplication>

namespace poolwart {

ExitCode runCommand(const RunOptions &options)
{
    Target target;
    if (!std::holds_alternative<SandboxChoice>(options.server)) {
        const auto resolved = resolveToConnect(options.server);
        if (!resolved) {
            printError(resolved.error());
            return exitCodeOf(resolved.error());
        }
        target = *resolved;
    }

    TerminationSignals signals;
    HeadlessRun run(options, target);
    ExitCode code = ExitCode::Ok;
    QObject::connect(&signals, &TerminationSignals::received, &run, &HeadlessRun::terminate);
    QObject::connect(&run, &HeadlessRun::finished, QCoreApplication::instance(), [&code](ExitCode ending) {
        code = ending;
        QCoreApplication::exit();
    });
    QMetaObject::invokeMethod(&run, &HeadlessRun::start, Qt::QueuedConnection);
    QCoreApplication::exec();

    return run.record() ? deliver(*run.record(), options, code) : code;
}

} // namespace poolwart
