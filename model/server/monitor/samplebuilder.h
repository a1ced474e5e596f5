// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/serverstate.h"
#include "model/server/connection/boundedquery.h"

#include <optional>
#include <string>

namespace poolwart {

// What one look at the server gives, as rows of text.
struct MonitorRows
{
    QueryRow server;    // of serverSql
    QueryRows backends; // of backendsSql
    std::chrono::steady_clock::time_point takenAt;
};

// No superuser is needed for any of it. Limits can change while the server runs (those of the role and the database),
// so they are read each time.
extern const char *const serverSql;
extern const char *const backendsSql;

// Turns looks at the server into samples: rates from the time between two of them, the peak of the others. Pure.
class SampleBuilder
{
public:
    explicit SampleBuilder(std::string runPrefix);

    ServerSample build(const MonitorRows &rows);

    // The last sample's limits and others, which are the best guess there is, with nothing of ours and the error.
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
