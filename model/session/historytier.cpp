// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/session/historytier.h"

#include "model/session/historyspan.h"

#include <algorithm>
#include <utility>

namespace poolwart {

namespace {

// Farther apart than this, nothing is known of what was between: the sample speaks for its own last second only.
constexpr Duration longestSample = std::chrono::seconds(1);

PoolPoint &poolOf(HistoryPoint &point, PoolId id)
{
    const auto found = std::ranges::find(point.pools, id, &PoolPoint::id);
    return found != point.pools.end() ? *found : point.pools.emplace_back(PoolPoint{.id = id});
}

} // namespace

HistoryTier::HistoryTier(Duration step, std::size_t capacity)
    : m_step(step)
    , m_capacity(capacity)
{}

void HistoryTier::add(const HistoryPoint &sampled)
{
    const std::int64_t stretch = stretchOf(sampled.at, m_step);
    if (m_open != stretch) {
        close();
        m_open = stretch;
    }
    const Duration since = m_last ? std::min(sampled.at - *m_last, longestSample) : Duration(0);
    m_last = sampled.at;
    weigh(sampled, inSeconds(since));
}

void HistoryTier::weigh(const HistoryPoint &sampled, double seconds)
{
    m_seconds += seconds;
    // Running means: the first sample of all has no time before it and still counts until the next one comes.
    const double share = m_seconds > 0 ? seconds / m_seconds : 1;
    const auto mean = [share](double &value, double next) { value += (next - value) * share; };
    mean(m_sum.completedPerSecond, sampled.completedPerSecond);
    mean(m_sum.failedPerSecond, sampled.failedPerSecond);
    mean(m_sum.inUse, sampled.inUse);
    mean(m_sum.waiting, sampled.waiting);
    for (const PoolPoint &pool : sampled.pools)
        (void)poolOf(m_sum, pool.id);
    for (PoolPoint &pool : m_sum.pools) { // one that is not there has nothing in use
        const auto now = std::ranges::find(sampled.pools, pool.id, &PoolPoint::id);
        const PoolPoint next = now == sampled.pools.end() ? PoolPoint{.id = pool.id} : *now;
        mean(pool.inUse, next.inUse);
        mean(pool.idle, next.idle);
        mean(pool.waiting, next.waiting);
        mean(pool.completedPerSecond, next.completedPerSecond);
    }
    m_sum.at = sampled.at;
    m_sum.maxInUse = std::max(m_sum.maxInUse, sampled.maxInUse);
    m_sum.maxWaiting = std::max(m_sum.maxWaiting, sampled.maxWaiting);
    m_sum.committed = sampled.committed;
    m_sum.limits = sampled.limits;
    m_sum.others = sampled.others;
}

void HistoryTier::close()
{
    HistoryPoint point = std::exchange(m_sum, {});
    m_seconds = 0;
    if (!m_open)
        return;
    if (m_measured == m_open) {
        point.response = m_response.summary();
        point.service = m_service.summary();
    }
    m_points.push_back(std::move(point));
    if (m_points.size() > m_capacity) {
        m_points.pop_front();
        m_hasDropped = true;
    }
}

void HistoryTier::add(const SecondFigures &second)
{
    const std::int64_t stretch = stretchOf(second.to, m_step);
    if (m_measured != stretch) {
        m_measured = stretch;
        m_response.reset();
        m_service.reset();
    }
    m_response.add(second.response);
    m_service.add(second.service);
    if (!m_points.empty() && stretchOf(m_points.back().at, m_step) == stretch) {
        m_points.back().response = m_response.summary();
        m_points.back().service = m_service.summary();
    }
}

} // namespace poolwart
