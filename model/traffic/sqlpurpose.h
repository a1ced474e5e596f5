// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// Whether a statement, by its words, only reads: what PostgreSQL would take in a read-only transaction. SELECT … INTO and
// FOR UPDATE, WITH … INSERT and the like, EXPLAIN ANALYZE of what writes, and whatever is not known write. What functions do
// cannot be seen here; the session's default_transaction_read_only looks after that, and turning it off writes.
bool isReading(std::string_view sql);

} // namespace poolwart
