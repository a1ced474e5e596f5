// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/rundelivery.h"

#include "app/output/console.h"
#include "app/output/runsummary.h"
#include "model/store/runjournal.h"

namespace poolwart {

ExitCode deliver(const RunRecord &run, const RunOptions &options, ExitCode code)
{
    const Done stored = options.out ? storeRun(run, *options.out) : done();
    if (options.printsJson)
        printOut(runText(run));
    else
        printOut(runSummary(run));
    if (!stored)
        printError(stored.error());
    return stored || code != ExitCode::Ok ? code : ExitCode::BadInput;
}

} // namespace poolwart
