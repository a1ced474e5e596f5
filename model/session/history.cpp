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

constexpr std::size_t maxMarks = 1'000;

std::vector<HistoryTier> makeTiers()
{
    std::vector<HistoryTier> tiers;
    for (const HistorySpan span : historySpans) {
        if (span != HistorySpan::Minute)
            tiers.emplace_back(pointStep(span), static_cast<std::size_t>(lengthOf(span) / pointStep(span)));
    }
    return tiers;
}

PoolPoint pointOf(const PoolSnapshot &pool)
{
    PoolPoint point{.id = pool.id};
    point.inUse = pool.inUse;
    point.idle = pool.idle;
    point.waiting = pool.waiting;
    return point;
}

} // namespace

History::History(std::size_t capacity)
    : m_capacity(capacity)
    , m_tiers(makeTiers())
{}

const std::deque<HistoryPoint> &History::points(HistorySpan span) const
{
    return span == HistorySpan::Minute ? m_points : m_tiers[indexOf(span) - 1].points();
}

void History::add(const SecondFigures &second)
{
    m_latency.add(second);
    for (HistoryTier &tier : m_tiers)
        tier.add(second);
}

History::Counted History::countedOf(const Snapshot &snapshot)
{
    Counted counted{.sequence = snapshot.sequence, .at = snapshot.at, .requests = snapshot.requests, .completed = {}};
    for (const PoolSnapshot &pool : snapshot.pools)
        counted.completed[pool.id] = pool.requests.completed;
    return counted;
}

void History::addRates(HistoryPoint &point, const Counted &now) const
{
    if (!m_last)
        return;
    const double seconds = inSeconds(now.at - m_last->at);
    point.completedPerSecond = rate(m_last->requests.completed, now.requests.completed, seconds);
    point.failedPerSecond = rate(unserved(m_last->requests), unserved(now.requests), seconds);
    for (PoolPoint &pool : point.pools) {
        if (const auto before = m_last->completed.find(pool.id); before != m_last->completed.end())
            pool.completedPerSecond = rate(before->second, now.completed.at(pool.id), seconds);
    }
}

void History::add(const Snapshot &snapshot, const ServerSample &server)
{
    if (m_last && snapshot.sequence == m_last->sequence)
        return; // nothing new was published
    HistoryPoint point{.at = snapshot.at,
                       .response = snapshot.recentResponse,
                       .service = snapshot.recentService,
                       .waiting = static_cast<double>(snapshot.waiting),
                       .maxWaiting = static_cast<double>(snapshot.waiting),
                       .others = server.others};
    if (server.limits.maxConnections > 0)
        point.limits = server.limits;
    for (const PoolSnapshot &pool : snapshot.pools) {
        point.inUse += pool.inUse;
        point.committed += pool.leaving ? 0 : pool.slots;
        point.pools.push_back(pointOf(pool));
    }
    Counted counted = countedOf(snapshot);
    addRates(point, counted);
    if (server.pooler) // of the slots only these reach the server
        point.committed = std::min(point.committed, server.pooler->poolSize.value_or(server.ours));
    point.maxInUse = point.inUse;
    for (HistoryTier &tier : m_tiers)
        tier.add(point);
    m_points.push_back(std::move(point));
    if (m_points.size() > m_capacity)
        m_points.pop_front();
    while (!m_marks.empty() && (m_marks.size() > maxMarks || snapshot.at - m_marks.front().at > lengthOf(historySpans.back())))
        m_marks.pop_front();
    m_last = std::move(counted);
}

void History::mark(const HistoryMark &mark)
{
    if (!m_marks.empty() && mark.at - m_marks.back().at < std::chrono::seconds(1))
        m_marks.back() = {.at = m_marks.back().at, .arrivals = mark.arrivals, .replay = mark.replay};
    else
        m_marks.push_back(mark);
}

} // namespace poolwart
