// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rundelivery.h"

#include "app/console.h"
#include "app/runsummary.h"

namespace poolwart {

ExitCode deliver(const RunRecord &run, const RunOptions &options, ExitCode code)
{
    if (options.printsJson)
        printOut(runText(run));
    else
        printOut(runSummary(run));
    const Done written = options.out ? writeRunFile(run, *options.out) : done();
    if (!written)
        printError(written.error());
    return written || code != ExitCode::Ok ? code : ExitCode::BadInput;
}

} // namespace poolwart
