// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rundelivery.h"

#include "app/console.h"
#include "app/runsummary.h"
#include "model/store/runjournal.h"

#include <cstdio>

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
    else if (options.out)
        std::remove(journalPath(*options.out).c_str());
    return written || code != ExitCode::Ok ? code : ExitCode::BadInput;
}

} // namespace poolwart
