// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/server/connection/boundedquery.h"

#include <optional>
#include <string>

namespace poolwart {

// The result of one query of the server, as rows of text.
struct MonitorRows
{
    QueryRow server;    // of serverSql
    QueryRows backends; // of backendsSql
    std::chrono::steady_clock::time_point takenAt;
};

// Needs no superuser. The limits of role and database can change while the server runs, so they are read each time.
extern const char *const serverSql;
extern const char *const backendsSql;

// Turns query results into samples: rates from the time between two of them, and the peak of the others. Pure.
class SampleBuilder
{
public:
    explicit SampleBuilder(std::string runPrefix);

    ServerSample build(const MonitorRows &rows);

    // A sample with the error and the last known limits and others.
    ServerSample failure(Error error, bool connected, std::chrono::steady_clock::time_point now) const;

    bool isSlot(const std::string &applicationName) const;

private:
    struct Transactions
    {
        std::chrono::steady_clock::time_point at;
        long long commits = 0;
        long long rollbacks = 0;
    };

    void countBackends(const QueryRows &rows, ServerSample &sample) const;
    void measureRates(const QueryRow &server, ServerSample &sample);

    std::string m_ours; // "poolwart/<run>/"
    ServerSample m_last;
    std::optional<Transactions> m_transactions;
};

} // namespace poolwart
