// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// The log of queries of a headless run.
struct LogOptions
{
    std::uint32_t oneIn = 0;        // of so many requests one has a line; 0: none
    std::vector<std::string> pools; // by name; empty: of all
    bool showsParameters = false;
    std::optional<std::string> file; // none: standard error
};

void addLogOptions(OptionParser &parser);
LogOptions readLogOptions(OptionParser &parser);

} // namespace poolwart
