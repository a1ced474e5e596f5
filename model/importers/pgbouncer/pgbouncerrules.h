// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/plandraft.h"
#include "model/importers/framework/rule.h"

#include <span>
#include <string_view>

namespace poolwart {

// PgBouncer's keys, but for those that make up a pool's capacity.
std::span<const Rule> pgbouncerDatabaseRules();          // of an alias in [databases]
std::span<const Rule> pgbouncerRules();                  // of [pgbouncer]
std::span<const std::string_view> pgbouncerPassedOver(); // of [pgbouncer], not part of a plan
std::span<const ProgramDefault> pgbouncerDefaults();     // of version 1.25; the same from 1.18 on

} // namespace poolwart
