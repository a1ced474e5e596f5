// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/target.h"

namespace poolwart {

// Creates role "app", not a superuser, with this password, which can read all of pg_stat_activity; and its database "app".
Done createRoleAndDatabase(const Target &superuser, const Secret &password);

// Creates pgbench's four tables with this number of accounts; replaces existing ones.
Done loadTables(const Target &owner, int accounts);

} // namespace poolwart
