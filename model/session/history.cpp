// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/history.h"

#include <algorithm>

namespace poolwart {

namespace {

// A counter that went back was reset in between: no rate then.
double rate(std::uint64_t before, std::uint64_t after, double seconds)
{
    return after < before || seconds <= 0 ? 0.0 : static_cast<double>(after - before) / seconds;
}

std::uint64_t unserved(const RequestCounts &counts)
{
    return counts.failed + counts.timedOut + counts.rejected + counts.dropped;
}

PoolPoint pointOf(const PoolSnapshot &pool, const Snapshot *before, double seconds)
{
    PoolPoint point{.id = pool.id, .inUse = pool.inUse, .idle = pool.idle, .waiting = pool.waiting};
    if (before) {
        const auto same = std::ranges::find(before->pools, pool.id, &PoolSnapshot::id);
        if (same != before->pools.end())
            point.servedPerSecond = rate(same->served, pool.served, seconds);
    }
    return point;
}

} // namespace

History::History(std::size_t capacity)
    : m_capacity(capacity)
{}

void History::add(const Snapshot &snapshot, const ServerSample &server)
{
    if (m_last && snapshot.sequence == m_last->sequence)
        return; // nothing new was published
    const Snapshot *before = m_last ? &*m_last : nullptr;
    const double seconds = before ? std::chrono::duration<double>(snapshot.at - before->at).count() : 0;
    HistoryPoint point{.at = snapshot.at,
                       .response = snapshot.recentResponse,
                       .service = snapshot.recentService,
                       .waiting = static_cast<int>(snapshot.waiting),
                       .others = server.others};
    if (before) {
        point.completedPerSecond = rate(before->requests.completed, snapshot.requests.completed, seconds);
        point.failedPerSecond = rate(unserved(before->requests), unserved(snapshot.requests), seconds);
    }
    if (server.limits.maxConnections > 0)
        point.limits = server.limits;
    for (const PoolSnapshot &pool : snapshot.pools) {
        point.inUse += pool.inUse;
        point.committed += pool.leaving ? 0 : pool.slots;
        point.pools.push_back(pointOf(pool, before, seconds));
    }
    m_points.push_back(std::move(point));
    if (m_points.size() > m_capacity)
        m_points.pop_front();
    m_last = snapshot;
}

void History::clear()
{
    m_points.clear();
    m_last.reset();
}

} // namespace poolwart
