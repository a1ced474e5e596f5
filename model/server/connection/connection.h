// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/core/target.h"
#include "model/files/descriptor.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

struct pg_conn; // libpq's PGconn

namespace poolwart {

struct ConnectionRequest
{
    std::string connectionName;                                // of the QSqlDatabase: unique in this process
    std::string applicationName;                               // at most 63 bytes; empty: the target's own
    std::chrono::milliseconds connectTimeout{5'000};           // where the target says none, see connecttimeout.h
    std::optional<std::chrono::milliseconds> statementTimeout; // none: the role's, the database's, the server's
    bool isReadOnly = false; // default_transaction_read_only=on; not through a pooler, whose next client would have it too
    std::stop_token stop;    // gives up waiting for a pooler's server connection
};

// Loads the SQL drivers. Once, on the main thread, before any thread opens a connection (QTBUG-112961).
void prepareDrivers();

// Opens a QSqlDatabase connection that belongs to the calling thread, and sets its session up: statement_timeout,
// client_connection_check_interval where the server has it (so that a backend whose client is gone ends
// within a second), TimeZone=UTC. These are set in the session, not in the start packet, which PgBouncer would refuse:
// DISCARD ALL undoes them. Blocks, for longestConnect() where all hosts are silent from the start. Through a pooler the connection
// is a plain one of libpq's, and nothing of all this is set: isPooledConnection().
// After a failure nothing is left of the name. Thread-safe; none: it is open.
std::optional<Error> openConnection(const Target &target, const ConnectionRequest &request);

// The socket of an open connection, once more, or none: its end of file tells that the server has ended it too.
Descriptor socketOf(const std::string &connectionName);

// Closes and forgets the connection; on the thread that opened it, with no query of it alive. An unknown name is none.
void closeConnection(const std::string &connectionName);

// Whether an open connection goes through a pooler. Thread-safe.
bool isPooledConnection(const std::string &connectionName);

// libpq's handle of an open connection, else nullptr; on the thread that opened it. Valid until closeConnection().
pg_conn *nativeHandle(const std::string &connectionName);

// What a failed connect means, from the words of libpq and the server: there is no SQLSTATE for it.
Error connectError(const Target &target, const std::string &serverText);

} // namespace poolwart
