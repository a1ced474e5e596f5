// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/poolfigures.h"

#include <algorithm>
#include <utility>

namespace poolwart {

void addCounts(PoolFigures &pool, const PoolFigures &more)
{
    pool.requests = pool.requests + more.requests;
    pool.counters = pool.counters + more.counters;
    pool.blockedWait += more.blockedWait;
}

PoolFigures joined(const PoolFigures &first, PoolFigures second)
{
    addCounts(second, first);
    second.inUse = std::max(first.inUse, second.inUse);
    second.idle = std::max(first.idle, second.idle);
    second.waiting = std::max(first.waiting, second.waiting);
    second.acquire = longer(first.acquire, second.acquire);
    second.response = longer(first.response, second.response);
    return second;
}

} // namespace poolwart
