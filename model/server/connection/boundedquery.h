// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <chrono>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

struct pg_conn;

namespace poolwart {

// How long a wait may last: until the deadline, or until someone asks to stop.
struct WaitLimit
{
    std::chrono::steady_clock::time_point deadline;
    std::stop_token stop;

    static WaitLimit in(std::chrono::milliseconds time, std::stop_token stop = {})
    {
        return {std::chrono::steady_clock::now() + time, std::move(stop)};
    }
};

using QueryRow = std::vector<std::optional<std::string>>; // text form; none is NULL
using QueryRows = std::vector<QueryRow>;

// Sends the text in the simple protocol and waits for its end, within the limit also against a server that has
// gone silent. The rows of the last statement, or: Statement with SQLSTATE, ConnectionLost, TimedOut, Cancelled. After
// the last three the connection is of no use but to be closed.
Outcome<QueryRows> runQuery(pg_conn *connection, const std::string &sql, const WaitLimit &limit);

// The same for an answer whose columns differ between versions: each row by the names of its columns, NULL as "".
using NamedRow = std::map<std::string, std::string>;
Outcome<std::vector<NamedRow>> runNamedQuery(pg_conn *connection, const std::string &sql, const WaitLimit &limit);

} // namespace poolwart
