// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"

#include <chrono>
#include <string>

namespace poolwart {

// A plan that is not saved in a file of the user's, kept so that it survives the program.
struct KeptPlan
{
    std::string path; // the file that it belongs to; empty: none yet
    std::chrono::sys_seconds at{};
    Plan plan;

    bool operator==(const KeptPlan &) const = default;
};

// A JSON object with format "poolwart-kept-plan" and version 1: `path`, `kept_at` and `plan`, the fields of a plan file.
Done writeKeptPlan(const KeptPlan &kept, const std::string &file);
Outcome<KeptPlan> readKeptPlan(const std::string &file); // pools get the ids 1 … N

} // namespace poolwart
