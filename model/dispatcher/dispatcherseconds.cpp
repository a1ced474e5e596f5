// SPDX-License-Identifier: GPL-3.0-or-later
// Second by second: what goes to the recorder.
#include "model/dispatcher/dispatcher_p.h"

#include <utility>

namespace poolwart {

void Dispatcher::endSecond(TimePoint now)
{
    m_seconds.push(makeSecond(now));
    m_secondBegan = now;
    m_countsBefore = m_figures.counts();
    m_retriedBefore = m_retried;
    m_deadlinesPassedBefore = m_deadlinesPassed;
    m_blockedBefore = blockedWait(now);
    m_figures.endSecond();
    m_partFigures.endSecond();
    m_errors.endSecond();
    for (const auto &entry : m_entries) {
        entry->countsBefore = entry->figures.counts();
        entry->openedBefore = entry->pool.counters().opened;
        entry->blockedBefore = m_blocked.sumOf(entry->blocked, now);
        entry->figures.endSecond();
        entry->usage.endSecond();
    }
    m_lag.endSecond();
}

SecondFigures Dispatcher::makeSecond(TimePoint now)
{
    SecondFigures second{.from = m_secondBegan,
                         .to = now,
                         .measuredSince = m_measuredSince,
                         .requests = m_figures.counts() - m_countsBefore,
                         .acquire = m_figures.acquire().second(),
                         .service = m_figures.service().second(),
                         .response = m_figures.response().second(),
                         .errors = m_errors.second(),
                         .errorTexts = m_errors.newTexts(),
                         .retries = m_retried - m_retriedBefore,
                         .deadlinesPassed = m_deadlinesPassed - m_deadlinesPassedBefore,
                         .blocked = blockedWait(now) - m_blockedBefore,
                         .workload = m_workloadNumber,
                         .classes = m_partFigures.classSeconds(),
                         .scripts = m_partFigures.scriptSeconds(),
                         .arrivals = std::exchange(m_arrivals, {}),
                         .arrivalsLeftOut = std::exchange(m_arrivalsLeftOut, 0),
                         .lagP99 = m_lag.second().quantile(0.99)};
    m_arrivals.reserve(second.arrivals.size() + second.arrivals.size() / 4); // for the next one: none is allocated then
    for (PartSecond &part : second.classes)
        part.errors = m_errors.secondOf(part.name);
    for (const auto &entry : m_entries)
        second.pools.push_back(poolSecond(*entry, now));
    return second;
}

Duration Dispatcher::blockedWait(TimePoint now) const
{
    Duration sum = m_blockedOfRemoved;
    for (const auto &entry : m_entries)
        sum += m_blocked.sumOf(entry->blocked, now);
    return sum;
}

PoolSecond Dispatcher::poolSecond(const PoolEntry &entry, TimePoint now) const
{
    const Pool &pool = entry.pool;
    const RequestCounts counts = entry.figures.counts() - entry.countsBefore;
    return {.id = pool.id(),
            .name = pool.plan().name,
            .slots = pool.plan().slots,
            .inUse = pool.inUse(),
            .idle = pool.idle(),
            .waiting = pool.waiting(),
            .served = counts.completed,
            .timeouts = counts.timedOut,
            .opened = pool.counters().opened - entry.openedBefore,
            .blocked = m_blocked.sumOf(entry.blocked, now) - entry.blockedBefore,
            .acquire = entry.figures.acquire().second().summary(),
            .response = entry.figures.response().second().summary()};
}

} // namespace poolwart
