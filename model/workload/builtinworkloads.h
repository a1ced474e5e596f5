// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/workload/workload.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A built-in workload.
struct BuiltInWorkload
{
    std::string_view id; // value of --builtin
    const char *title;   // for people; of the context "core"
    Workload workload;
};

// pgbench's three, on its tables; and mixes that hold slots for a known time and need no table.
const std::vector<BuiltInWorkload> &builtInWorkloads();

// Finds it by its id or, as in pgbench, by a unique prefix; null if there is none.
const BuiltInWorkload *builtInWorkload(std::string_view id);

// Default script for the sandbox: a SELECT of a random account.
std::string defaultScript();

// Default script for another server: it needs no table.
std::string plainScript();

} // namespace poolwart
