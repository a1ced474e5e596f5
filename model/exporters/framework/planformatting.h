// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/exporters/framework/exportnote.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace poolwart {

// "<application>-p<index>", index from 0; shortened in front of the "-" to the 63 bytes that the server keeps.
std::string poolApplicationName(const Plan &plan, std::size_t index);

// Whole seconds, rounded up: 1 ms is 1, so that no limit becomes 0, which would mean "none".
long long wholeSecondsUp(std::chrono::milliseconds time);

// "1800" or "1.5": exact, for targets that take fractions.
std::string decimalSeconds(std::chrono::milliseconds time);

// A setting of the pools for a sentence: "20s" if they agree, else "20s (pool-1, pool-2), 30s (pool-3)", shortened
// after three values.
std::string settingOfPools(const Plan &plan, const std::function<std::string(const PoolPlan &)> &value);

// "none" or the duration.
std::string durationOrNone(const std::optional<std::chrono::milliseconds> &time);

bool keepsIdle(const Plan &plan); // any pool any slot

// Notes that several formats share; each returns nothing where the plan gives no cause.
using Notes = std::vector<ExportNote>;
using TimeOf = std::function<std::optional<std::chrono::milliseconds>(const PoolPlan &)>;
Notes roundedToSeconds(const Plan &plan, const std::string &setting, const TimeOf &time);
Notes connectTimeoutNotes(const Plan &plan); // for libpq’s connect_timeout
Notes queueLimitUnsupported(const Plan &plan);
Notes statementTimeoutUnset(const Plan &plan); // of some pools: there what the role has holds
Notes applicationNameNotes(const Plan &plan);

} // namespace poolwart
