// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/event.h"
#include "model/dispatcher/currentworkload.h"
#include "model/dispatcher/querylogging.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// Decides which requests have a line in the event log, and what the line may show.
class QueryLog
{
public:
    static constexpr int linesPerSecond = 50; // of all pools together

    void setLogging(QueryLogging logging);
    void setStatement(const std::string &sql); // of a workload of one script
    const std::string &statement() const { return m_sql; }

    bool logs(PoolId pool) const;
    bool needsParameters(PoolId pool) const { return m_logging.showsParameters && logs(pool); }

    // The line of a request of a pool that is logged. Nothing: the request is not in the sample, or there were too many lines.
    std::optional<std::string> line(const Request &request, const CurrentWorkload &workload, std::string_view parameters);
    // At the end of a second: the line that counts those that were too many.
    std::optional<Event> flush();

private:
    void redact();
    std::string queryText(const Request &request, const CurrentWorkload &workload) const;

    QueryLogging m_logging;
    std::string m_sql;
    std::string m_shownSql; // what the log may show of it
    std::uint64_t m_seen = 0;
    int m_logged = 0; // this second
};

} // namespace poolwart
