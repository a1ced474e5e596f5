// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/rule.h"

#include <array>
#include <span>

namespace poolwart {

// Keywords of libpq: in URLs, conninfo strings and service files.
std::span<const Rule> libpqRules();

// Additional parameters of pool libraries in URLs: Prisma up to 6 (connection_limit …) and pgxpool (pool_max_conns …).
std::span<const Rule> urlRules();

} // namespace poolwart
