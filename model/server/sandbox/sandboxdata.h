// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/target.h"

namespace poolwart {

// Role "app", no superuser, with this password, sees all of pg_stat_activity; and its database "app".
Done createRoleAndDatabase(const Target &superuser, const Secret &password);

// pgbench's four tables with so many accounts; replaces what is there.
Done loadTables(const Target &owner, int accounts);

} // namespace poolwart
