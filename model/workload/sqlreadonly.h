// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace poolwart {

// Whether a statement, by its words, only reads: what PostgreSQL would take in a read-only transaction, and changes nothing
// there either. SELECT … INTO and FOR UPDATE, WITH … INSERT and the like, EXPLAIN ANALYZE of what writes, the server's own
// functions that write in spite of such a transaction (lo_create, dblink), what would make it one that writes (set_config of
// the setting), and all other commands write; a word that is no command is a mistake and
// writes nothing. LISTEN, DISCARD and RESET change the session, not the database, and COPY …
// TO STDOUT reads. What functions of the user's do cannot be seen here: the engine's read-only transactions look after that.
bool isReading(std::string_view sql);

// Whether it is a COPY that waits for data from the client.
bool wantsData(std::string_view sql);

// Whether PostgreSQL refuses it inside of a transaction; of those that read.
bool standsAlone(std::string_view sql);

} // namespace poolwart
