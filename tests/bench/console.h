// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

namespace poolwart {

struct ConsoleLoad
{
    int pools = 5;
    int slots = 12;
    int clients = 60;
    int seconds = 5;
};

struct ConsoleFigures
{
    double perSecond = 0;
    double cpuMicrosPerRequest = 0; // of the engine thread
};

// The built program's own `poolwart run`, as anybody would run it, with its own warm-up; figures from its run file. A
// request that failed ends the bench.
ConsoleFigures runConsole(const Target &target, const ConsoleLoad &load);

} // namespace poolwart
