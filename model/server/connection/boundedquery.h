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

// Limit of a wait: a deadline or a stop request.
struct WaitLimit
{
    std::chrono::steady_clock::time_point deadline;
    std::stop_token stop;

    static WaitLimit in(std::chrono::milliseconds time, std::stop_token stop = {})
    {
        return {std::chrono::steady_clock::now() + time, std::move(stop)};
    }
};

using QueryRow = std::vector<std::optional<std::string>>; // text form; an empty optional is NULL
using QueryRows = std::vector<QueryRow>;

// Sends the text in the simple protocol and waits for its end; the limit also holds if the server stops answering. Returns the
// rows of the last statement, or Statement with SQLSTATE, ConnectionLost, TimedOut or Cancelled. After the last three the
// connection must be closed.
Outcome<QueryRows> runQuery(pg_conn *connection, const std::string &sql, const WaitLimit &limit);

// The same for a result whose columns differ between versions: each row by column name, NULL as "".
using NamedRow = std::map<std::string, std::string>;
Outcome<std::vector<NamedRow>> runNamedQuery(pg_conn *connection, const std::string &sql, const WaitLimit &limit);

} // namespace poolwart
