// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runcommand.h"

#include "app/headlessrun.h"
#include "app/runsummary.h"
#include "app/signals.h"

#include <QCoreApplication>

namespace poolwart {

namespace {

Done deliver(const RunRecord &run, const RunOptions &options)
{
    if (options.printsJson)
        printOut(runText(run));
    else
        printOut(runSummary(run));
    return options.out ? writeRunFile(run, *options.out) : done();
}

} // namespace

ExitCode runCommand(const RunOptions &options)
{
    Target target;
    if (!std::holds_alternative<SandboxChoice>(options.server)) {
        const auto resolved = resolve(options.server);
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
    QObject::connect(&run, &HeadlessRun::finished, qApp, [&code](ExitCode ending) {
        code = ending;
        QCoreApplication::exit();
    });
    QMetaObject::invokeMethod(&run, &HeadlessRun::start, Qt::QueuedConnection);
    QCoreApplication::exec();

    if (!run.record())
        return code;
    const Done delivered = deliver(*run.record(), options);
    if (!delivered)
        printError(delivered.error());
    return delivered || code != ExitCode::Ok ? code : ExitCode::BadInput;
}

} // namespace poolwart
