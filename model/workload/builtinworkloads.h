// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/workload/workload.h"

#include <optional>
#include <string_view>
#include <vector>

namespace poolwart {

// A workload that need not be written.
struct BuiltInWorkload
{
    std::string_view id; // as --builtin takes it
    const char *title;   // for people; of the context "core"
    Workload workload;
};

// pgbench's three, on its tables; and mixes that hold slots for a known time, which need no table.
const std::vector<BuiltInWorkload> &builtInWorkloads();

// By its id or, as with pgbench, by a beginning of it that fits no other; null: there is none.
const BuiltInWorkload *builtInWorkload(std::string_view id);

} // namespace poolwart
