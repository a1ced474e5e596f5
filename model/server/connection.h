// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/core/target.h"

#include <chrono>
#include <optional>
#include <string>

struct pg_conn; // libpq's PGconn

namespace poolwart {

struct ConnectionRequest
{
    std::string connectionName;                  // of the QSqlDatabase: unique in this process
    std::string applicationName;                 // at most 63 bytes; empty: the target's own
    std::chrono::milliseconds connectTimeout{5'000}; // libpq counts whole seconds, at least 2, per host address
    std::optional<std::chrono::milliseconds> statementTimeout; // none: the role's, the database's, the server's
    bool isReadOnly = false; // default_transaction_read_only=on; not through a pooler, whose next client would have it too
};

// Loads the SQL drivers. Once, on the main thread, before any thread opens a connection (QTBUG-112961).
void prepareDrivers();

// Opens a QSqlDatabase connection that belongs to the calling thread, and sets its session up: statement_timeout,
// client_connection_check_interval where the server has it (so that a backend whose client is gone ends
// within a second), TimeZone=UTC. These are set in the session, not in the start packet, which PgBouncer would refuse:
// DISCARD ALL undoes them. Blocks, until connectTimeout for a host that is silent from the start.
// After a failure nothing is left of the name. Thread-safe; none: it is open.
std::optional<Error> openConnection(const Target &target, const ConnectionRequest &request);

// Closes and forgets the connection; on the thread that opened it, with no query of it alive. An unknown name is none.
void closeConnection(const std::string &connectionName);

// libpq's handle of an open connection, else nullptr; on the thread that opened it. Valid until closeConnection().
pg_conn *nativeHandle(const std::string &connectionName);

// What a failed connect means, from the words of libpq and the server: there is no SQLSTATE for it.
Error connectError(const Target &target, const std::string &serverText);

} // namespace poolwart
