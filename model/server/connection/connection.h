// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/core/target.h"
#include "model/files/descriptor.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

struct pg_conn; // libpq's PGconn

namespace poolwart {

struct ConnectionRequest
{
    std::string connectionName;                                // of the QSqlDatabase: unique in this process
    std::string applicationName;                               // at most 63 bytes; empty: as in the target
    std::chrono::milliseconds connectTimeout{5'000};           // used if the target sets none, see connecttimeout.h
    std::optional<std::chrono::milliseconds> statementTimeout; // empty: the default of the role, database or server
    bool isReadOnly = false; // default_transaction_read_only=on; not through a pooler, whose next client would inherit it
    std::stop_token stop;    // ends the wait for a pooler's server connection
};

// Loads the SQL drivers. Call once on the main thread, before any thread opens a connection (QTBUG-112961).
void prepareDrivers();

// Opens a QSqlDatabase connection owned by the calling thread and sets its session up: statement_timeout,
// client_connection_check_interval if the server has it (so that a backend without a client ends within a second),
// TimeZone=UTC. They are set by SET instead of startup parameters, which PgBouncer would refuse, so DISCARD ALL resets them.
// Blocks up to longestConnect() if no host answers. Through a pooler the connection is a plain libpq one without any of these
// settings: see isPooledConnection(). After a failure the name is free. Thread-safe; returns nothing if the connection is open.
std::optional<Error> openConnection(const Target &target, const ConnectionRequest &request);

// A duplicate of an open connection's socket, or none: its end of file shows that the server has ended the connection.
Descriptor socketOf(const std::string &connectionName);

// Closes and removes the connection; call on the thread that opened it, without a live query. Ignores an unknown name.
void closeConnection(const std::string &connectionName);

// Returns whether an open connection goes through a pooler. Thread-safe.
bool isPooledConnection(const std::string &connectionName);

// libpq's handle of an open connection, otherwise null; call on the thread that opened it. Valid until closeConnection().
pg_conn *nativeHandle(const std::string &connectionName);

// What the server said in libpq's text about a connection: without libpq's guesses, a severity or credentials, cut where it is long.
std::string serverWords(std::string_view serverText);

// The meaning of a failed connect, from the words of libpq and the server; there is no SQLSTATE for it.
Error connectError(const Target &target, const std::string &serverText);
// The same of a connection whose first statement failed with this SQLSTATE; empty: the server gave none.
Error sessionError(const Target &target, const std::string &serverText, const std::string &sqlState);

} // namespace poolwart
