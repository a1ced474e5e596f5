// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <string>

namespace poolwart {

struct ConsoleLoad
{
    int pools = 5;
    int slots = 12;
    int clients = 60;
    int rate = 0;   // a second, Poisson, instead of the clients; 0: none
    int warmup = 1; // seconds that do not count
    int seconds = 5;
};

struct ConsoleFigures
{
    double perSecond = 0;
    double cpuMicrosPerRequest = 0; // of the engine thread
    double lagP99Micros = 0;        // from the intended start to the request for a slot
    double responseP50Micros = 0;   // from the intended start
    double responseP99Micros = 0;
    std::string verdict; // on the generator
};

// The built program's own `poolwart run`, as anybody would run it; figures from its run file. A
// request that failed ends the bench.
ConsoleFigures runConsole(const Target &target, const ConsoleLoad &load);

} // namespace poolwart
