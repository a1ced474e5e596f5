// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/dispatcher/querylog.h"

#include "model/core/text.h"
#include "model/workload/redaction.h"

#include <algorithm>
#include <utility>

namespace poolwart {

void QueryLog::setLogging(QueryLogging logging)
{
    m_logging = std::move(logging);
    redact();
}

void QueryLog::setStatement(const std::string &sql)
{
    m_sql = sql;
    redact();
}

void QueryLog::redact()
{
    m_shownSql = m_logging.showsParameters && !namesPassword(m_sql) ? m_sql : withoutLiterals(m_sql);
}

bool QueryLog::logs(PoolId pool) const
{
    const auto &pools = m_logging.pools;
    return m_logging.isOn && (pools.empty() || std::ranges::find(pools, pool) != pools.end());
}

std::optional<std::string> QueryLog::line(const Request &request, const CurrentWorkload &workload, std::string_view parameters)
{
    if (m_seen++ % std::max(1U, m_logging.oneIn) != 0)
        return std::nullopt;
    if (m_logged++ >= linesPerSecond)
        return std::nullopt;
    std::string shown = queryText(request, workload);
    if (!parameters.empty())
        shown.append(" (").append(parameters).append(")");
    return shown;
}

std::optional<Event> QueryLog::flush()
{
    const int more = std::exchange(m_logged, 0) - linesPerSecond;
    if (more <= 0)
        return std::nullopt;
    return Event{.kind = EventKind::Query,
                 .detail = text(QT_TRANSLATE_NOOP("core", "further ones, beyond the %1 per second that are shown"),
                                static_cast<long long>(linesPerSecond)),
                 .repeated = static_cast<std::uint64_t>(more - 1)};
}

// Names the class and the script; shows the statement where the workload has only one script.
std::string QueryLog::queryText(const Request &request, const CurrentWorkload &workload) const
{
    const auto &scripts = workload.workload().scripts;
    if (!workload.owns(request) || scripts.size() < 2)
        return m_shownSql;
    const std::string &name = scripts[request.kind.script].name;
    const std::string &className = workload.classNameOf(request);
    return className.empty() ? name : className + ", " + name;
}

} // namespace poolwart
