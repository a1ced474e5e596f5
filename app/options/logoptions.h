// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/optionparser.h"

#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// Options of the query log of a headless run.
struct LogOptions
{
    std::uint32_t oneIn = 0;        // one in this number of requests is logged; 0: none
    std::vector<std::string> pools; // names; empty: all pools
    bool showsParameters = false;
    std::optional<std::string> file; // empty: standard error
};

void addLogOptions(OptionParser &parser);
LogOptions readLogOptions(OptionParser &parser);

} // namespace poolwart
