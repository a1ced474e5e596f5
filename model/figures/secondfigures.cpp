// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/secondfigures.h"

#include <algorithm>
#include <utility>

namespace poolwart {

namespace {

void appendPool(PoolSecond &earlier, PoolSecond later)
{
    later.served += earlier.served;
    later.timeouts += earlier.timeouts;
    later.opened += earlier.opened;
    later.blocked += earlier.blocked;
    earlier = std::move(later);
}

// Of one workload both have the same parts.
void appendParts(std::vector<PartSecond> &earlier, const std::vector<PartSecond> &later)
{
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        PartSecond &part = earlier[i];
        part.requests = part.requests + later[i].requests;
        part.service.add(later[i].service);
        part.response.add(later[i].response);
        for (const auto &[sqlState, count] : later[i].errors)
            part.errors[sqlState] += count;
    }
}

} // namespace

RequestCounts operator+(RequestCounts left, const RequestCounts &right)
{
    left.offered += right.offered;
    left.completed += right.completed;
    left.failed += right.failed;
    left.timedOut += right.timedOut;
    left.rejected += right.rejected;
    left.cancelled += right.cancelled;
    left.dropped += right.dropped;
    return left;
}

RequestCounts operator-(RequestCounts left, const RequestCounts &right)
{
    left.offered -= right.offered;
    left.completed -= right.completed;
    left.failed -= right.failed;
    left.timedOut -= right.timedOut;
    left.rejected -= right.rejected;
    left.cancelled -= right.cancelled;
    left.dropped -= right.dropped;
    return left;
}

RetryCounts operator+(RetryCounts left, const RetryCounts &right)
{
    left.attempts += right.attempts;
    left.completed += right.completed;
    left.refused += right.refused;
    return left;
}

RetryCounts operator-(RetryCounts left, const RetryCounts &right)
{
    left.attempts -= right.attempts;
    left.completed -= right.completed;
    left.refused -= right.refused;
    return left;
}

void append(SecondFigures &earlier, SecondFigures later)
{
    earlier.to = later.to;
    earlier.requests = earlier.requests + later.requests;
    earlier.acquire.add(later.acquire);
    earlier.service.add(later.service);
    earlier.response.add(later.response);
    for (const auto &[sqlState, count] : later.errors)
        earlier.errors[sqlState] += count;
    earlier.errorTexts.merge(later.errorTexts);
    earlier.retries = earlier.retries + later.retries;
    earlier.deadlinesPassed += later.deadlinesPassed;
    earlier.blocked += later.blocked;
    earlier.arrivalsLeftOut += later.arrivalsLeftOut;
    if (earlier.workload == later.workload) {
        appendParts(earlier.classes, later.classes);
        appendParts(earlier.scripts, later.scripts);
        earlier.arrivals.insert(earlier.arrivals.end(), later.arrivals.begin(), later.arrivals.end());
    } else {
        earlier.workload = later.workload;
        earlier.classes = std::move(later.classes);
        earlier.scripts = std::move(later.scripts);
        earlier.arrivalsLeftOut += earlier.arrivals.size();
        earlier.arrivals = std::move(later.arrivals);
    }
    earlier.lagP99 = std::max(earlier.lagP99, later.lagP99);
    for (PoolSecond &pool : later.pools) {
        const auto known = std::ranges::find(earlier.pools, pool.id, &PoolSecond::id);
        if (known == earlier.pools.end())
            earlier.pools.push_back(std::move(pool));
        else
            appendPool(*known, std::move(pool));
    }
}

void SecondQueue::push(SecondFigures second)
{
    const bool isFull = m_seconds.size() >= capacity && m_seconds.back().measuredSince == second.measuredSince;
    if (isFull)
        append(m_seconds.back(), std::move(second));
    else
        m_seconds.push_back(std::move(second));
}

void SecondQueue::moveTo(SecondQueue &out)
{
    for (SecondFigures &second : std::exchange(m_seconds, {}))
        out.push(std::move(second));
}

std::vector<SecondFigures> SecondQueue::take()
{
    return std::exchange(m_seconds, {});
}

} // namespace poolwart
