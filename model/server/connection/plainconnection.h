// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/target.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

struct pg_conn;

namespace poolwart {

struct FinishPlainConnection
{
    void operator()(pg_conn *connection) const;
};
using ConnectionHandle = std::unique_ptr<pg_conn, FinishPlainConnection>;

// A connection of libpq's own, in whose session nothing is set. Qt's driver sets bytea_output, DateStyle and the encoding of
// each session that it opens, and a pooler gives those on to its next client.
struct PlainConnection
{
    ConnectionHandle handle;
    bool isPooled = false; // the server's process is another than the one that the connection was told of
    int serverPid = 0;     // of the session that answered; a pooler's next answer may come from another
};

struct PlainRequest
{
    std::string applicationName;
    std::chrono::milliseconds connectTimeout{5'000};
    std::stop_token stop;
    bool asksSession = true; // false for a pooler's console, which knows no SELECT
};

// Blocks: libpq's connecting for the connect timeout for each host, and the session's first answer until the same time has
// passed since the call, and at least for a second. A pooler lets its client in at once and lets this first question wait until
// it has a server connection to spare. Stopping ends the second wait only.
Outcome<PlainConnection> openPlain(const Target &target, const PlainRequest &request);

} // namespace poolwart
