// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/rule.h"

#include <span>

namespace poolwart {

// The keys of a pool of Java, and what it does where it is not configured.
struct DataSourceRules
{
    std::span<const Rule> rules;
    const char *program;
    std::span<const ProgramDefault> defaults;
};

const DataSourceRules &hikariRules();   // names without "-" and "_" and in lower case
const DataSourceRules &agroalRules();   // Quarkus' JDBC pool
const DataSourceRules &reactiveRules(); // Quarkus' reactive pool

} // namespace poolwart
