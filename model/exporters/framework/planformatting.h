// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/exporters/framework/exportnotes.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace poolwart {

// "<application>-p<index>", index from 0; the application's name is shortened so that the whole has at most the 63 bytes of the
// server's limit.
std::string poolApplicationName(const Plan &plan, std::size_t index);

// Whole seconds, rounded up: 1 ms becomes 1, because 0 would mean "none".
long long wholeSecondsUp(std::chrono::milliseconds time);

// "1800" or "1.5": exact, for targets that accept fractions.
std::string decimalSeconds(std::chrono::milliseconds time);

// A setting of the pools for a sentence: "20s" if all agree, otherwise "20s (pool-1, pool-2), 30s (pool-3)", shortened after
// three values.
std::string settingOfPools(const Plan &plan, const std::function<std::string(const PoolPlan &)> &value);

// "none" or the duration.
std::string durationOrNone(const std::optional<std::chrono::milliseconds> &time);

bool keepsIdle(const Plan &plan); // whether any pool keeps a connection open

// Notes shared by several formats; each returns nothing if the plan does not need it.
using TimeOf = std::function<std::optional<std::chrono::milliseconds>(const PoolPlan &)>;
Notes roundedToSeconds(const Plan &plan, const std::string &setting, const TimeOf &time);
Notes connectTimeoutNotes(const Plan &plan); // for libpq’s connect_timeout
Notes queueLimitUnsupported(const Plan &plan);
Notes statementTimeoutUnset(const Plan &plan); // some pools have none: the role's default applies
Notes applicationNameNotes(const Plan &plan);

} // namespace poolwart
