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

// A plain libpq connection whose session is not changed. Qt's driver sets bytea_output, DateStyle and the encoding in each
// session, and a pooler would pass these on to its next client.
struct PlainConnection
{
    ConnectionHandle handle;
    bool isPooled = false; // the answering server process differs from the one reported at the connect
    int serverPid = 0;     // of the session that answered; a pooler's next answer may come from another one
};

struct PlainRequest
{
    std::string applicationName;
    std::chrono::milliseconds connectTimeout{5'000};
    std::stop_token stop;
    bool asksSession = true; // false for a pooler's console, which has no SELECT
};

// Blocks: up to the connect timeout per host while libpq connects, and until the session's first answer for the same time since
// the call, at least one second. A pooler accepts its client at once but answers this first query only when it has a free
// server connection. A stop request ends only the second wait.
Outcome<PlainConnection> openPlain(const Target &target, const PlainRequest &request);

} // namespace poolwart
