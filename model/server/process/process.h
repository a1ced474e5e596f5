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
    std::string program; // with its path
    std::vector<std::string> arguments;
    std::chrono::milliseconds deadline{30'000};
    ChildSetup setup;
};

// Runs a program to its end. What it wrote to standard output; else Io with what it wrote to standard error as
// details, or TimedOut (it is killed then). Blocks.
Outcome<std::string> runProcess(const ProcessCall &call);

} // namespace poolwart
