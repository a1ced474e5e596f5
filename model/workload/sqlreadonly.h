// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// Returns whether a statement, by its words, only reads: PostgreSQL accepts it in a read-only transaction and it changes
// nothing. Writing are SELECT … INTO and FOR UPDATE, WITH … INSERT and the like, EXPLAIN ANALYZE of a writing statement, server
// functions that write in spite of such a transaction (lo_create, dblink), a change of the transaction's mode (set_config of
// the setting), and all other commands; an unknown command is a mistake and writes nothing. LISTEN, DISCARD and RESET change
// the session, not the database, and COPY … TO STDOUT reads. User functions cannot be checked here: the engine's read-only
// transactions cover them.
bool isReading(std::string_view sql);

// Returns whether it is a COPY that waits for data from the client.
bool wantsData(std::string_view sql);

// Returns whether PostgreSQL refuses it inside a transaction; for reading statements.
bool standsAlone(std::string_view sql);

} // namespace poolwart
