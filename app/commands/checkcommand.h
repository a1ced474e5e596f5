// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"
#include "app/output/exitcode.h"
#include "model/core/target.h"

#include <optional>
#include <string>

namespace poolwart {

// Options of `poolwart check`.
struct CheckOptions
{
    std::string planFile;
    std::optional<Target> target;      // server whose limits count
    std::optional<int> maxConnections; // limits of a hypothetical server
    int superuserReserved = 3;
    bool printsJson = false;
};

void describeCheckCommand(OptionParser &parser);
Outcome<CheckOptions> readCheckOptions(OptionParser &parser);

// `poolwart check`: is the plan valid, and does it fit, the whole fleet included?
ExitCode checkCommand(const CheckOptions &options);

} // namespace poolwart
