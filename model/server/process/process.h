// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/server/process/childprocess.h"

#include <chrono>
#include <string>
#include <vector>

namespace poolwart {

struct ProcessCall
{
    std::string program; // full path
    std::vector<std::string> arguments;
    std::chrono::milliseconds deadline{30'000};
    ChildSetup setup;
};

// Runs a program to its end and returns its standard output; otherwise Io with its standard error as details, or TimedOut after
// killing it. Blocks.
Outcome<std::string> runProcess(const ProcessCall &call);

} // namespace poolwart
