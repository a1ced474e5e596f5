// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/unsupportednotes.h"

namespace poolwart::pgbouncer {

// If PgBouncer has one value for all pools, the longest of the plan is used, so that no request ends too early.
std::chrono::milliseconds longestAcquire(const Plan &plan);
std::chrono::milliseconds longestConnect(const Plan &plan);
std::chrono::milliseconds longestIdle(const Plan &plan); // 0: never, as PgBouncer reads it
std::optional<std::chrono::milliseconds> longestLifetime(const Plan &plan);

// server_lifetime, seconds. 0 would use each connection once, so "none" is ten years.
inline constexpr const char *noLifetime = "315360000";
std::string lifetimeText(const std::optional<std::chrono::milliseconds> &time);

// The first version in which an alias may have its own server_lifetime.
inline constexpr const char *ownLifetimeSince = "1.23";

Notes notes(const ExportContext &context, const std::string &firstAlias, bool hasOwnLifetimes);

} // namespace poolwart::pgbouncer
