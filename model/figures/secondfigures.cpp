// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/secondfigures.h"

#include <algorithm>
#include <utility>

namespace poolwart {

namespace {

void appendPool(PoolSecond &earlier, PoolSecond later)
{
    addCounts(later, earlier);
    earlier = std::move(later);
}

// Of one workload both have the same ones.
void appendClasses(std::vector<ClassSecond> &earlier, const std::vector<ClassSecond> &later)
{
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        addCounts(earlier[i], later[i]);
        earlier[i].serviceHistogram.add(later[i].serviceHistogram);
        earlier[i].responseHistogram.add(later[i].responseHistogram);
    }
}

} // namespace

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
    earlier.blockedWait += later.blockedWait;
    earlier.arrivalsLeftOut += later.arrivalsLeftOut;
    if (earlier.workload == later.workload) {
        appendClasses(earlier.classes, later.classes);
        appendClasses(earlier.scripts, later.scripts);
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
