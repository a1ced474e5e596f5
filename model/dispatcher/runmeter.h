// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/dispatcher/arrivalrecorder.h"
#include "model/dispatcher/pooltable.h"
#include "model/dispatcher/requesttable.h"
#include "model/figures/blockedwait.h"
#include "model/figures/errorfigures.h"
#include "model/figures/runfigures.h"
#include "model/figures/secondfigures.h"
#include "model/figures/workloadfigures.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// Measures a run: all requests together, by pool, class and script, in total and second by second. A measurement begins
// with begin(); a request belongs to the one in which it arrived and is counted in no other.
class RunMeter
{
public:
    void begin(const PoolTable &pools, TimePoint now);
    void setWorkload(const Workload &workload, std::uint32_t number); // begin() comes first, if anything was offered

    std::uint32_t epoch() const { return m_epoch; } // the number of the measurement
    bool isMeasured(const Request &request) const { return request.epoch == m_epoch; }
    bool hasRequests() const { return m_figures.counts().offered > 0; }
    TimePoint measuredSince() const { return m_measuredSince; }

    // --- requests
    void offered() { m_figures.countOffered(); }
    void drawn(const Request &request); // its kind, of the present workload
    void late(Duration lag) { m_lag.record(lag); }
    void granted(PoolMeter &pool, const Request &request);
    void released(PoolMeter &pool, const Request &request, Duration lent);
    void ended(PoolMeter *pool, const Request &request, Ending ending); // null: in no pool
    void failed(const Request &request, std::string_view code, std::string_view className, std::string_view text, TimePoint now);
    void deadlinePassed(const Request &request) { m_deadlinesPassed += isMeasured(request); }
    void retried(const Request &request) { m_retried.attempts += isMeasured(request); }
    void retryRefused(const Request &request) { m_retried.refused += isMeasured(request); }

    // --- pools
    void setLoad(PoolMeter &pool, int waiting, bool hasFreeSlot, TimePoint now)
    {
        m_blocked.update(pool.blocked, waiting, hasFreeSlot, now);
    }
    void removed(const PoolMeter &pool) { m_blockedOfRemoved += pool.blocked.sum; } // after a setLoad() without load
    Duration blockedWait(const PoolMeter &pool, TimePoint now) const { return m_blocked.sumOf(pool.blocked, now); }

    // --- seconds
    bool isSecondOver(TimePoint now) const { return now >= m_nextSecond; }
    TimePoint secondBegan() const { return m_secondBegan; }
    void endSecond(const PoolTable &pools, ArrivalRecorder &arrivals, TimePoint now);
    void scheduleSecond(TimePoint now); // the next one ends a second from now
    SecondQueue &seconds() { return m_seconds; }

    PoolFigures figuresOf(const PoolEntry &entry, TimePoint now) const; // over the run, without the latencies
    void fill(Snapshot &snapshot, const PoolTable &pools, TimePoint now) const;

    // The first invariant that does not hold, or nothing.
    std::optional<std::string> checkInvariants(const PoolTable &pools, const RequestTable &requests) const;

private:
    bool isOfWorkload(const Request &request) const { return request.workload == m_workload; }
    SecondFigures makeSecond(const PoolTable &pools, ArrivalRecorder &arrivals, TimePoint now) const;
    PoolSecond poolSecond(const PoolEntry &entry, TimePoint now) const;
    Duration blockedWait(const PoolTable &pools, TimePoint now) const; // of all requests together
    std::optional<std::string> checkAccount(const RequestTable &requests) const;

    std::uint32_t m_epoch = 0;
    std::uint32_t m_workload = 0;
    TimePoint m_measuredSince{};
    RunFigures m_figures;
    WorkloadFigures m_partFigures;
    ErrorFigures m_errors;
    std::uint64_t m_deadlinesPassed = 0;
    RetryCounts m_retried;
    BlockedWait m_blocked;
    Duration m_blockedOfRemoved{0};
    LatencyFigure m_lag; // of sends behind their intended start
    TimePoint m_nextSecond{};
    TimePoint m_secondBegan{};
    RequestCounts m_countsBefore; // as the last second ended, like the others
    RetryCounts m_retriedBefore;
    std::uint64_t m_deadlinesPassedBefore = 0;
    Duration m_blockedBefore{0};
    SecondQueue m_seconds;
};

inline void RunMeter::drawn(const Request &request)
{
    if (isMeasured(request))
        m_partFigures.of(request.kind, [](RunFigures &figures) { figures.countOffered(); });
}

inline void RunMeter::granted(PoolMeter &pool, const Request &request)
{
    if (!isMeasured(request))
        return;
    const auto record = [wait = request.times.granted - request.times.asked](RunFigures &figures) { figures.recordAcquire(wait); };
    record(pool.figures);
    record(m_figures);
    m_partFigures.of(request.kind, record);
}

inline void RunMeter::released(PoolMeter &pool, const Request &request, Duration lent)
{
    if (isMeasured(request))
        pool.usage.record(lent);
}

inline void RunMeter::ended(PoolMeter *pool, const Request &request, Ending ending)
{
    if (!isMeasured(request))
        return;
    const auto record = [&](RunFigures &figures) {
        figures.countEnding(ending);
        if (ending == Ending::Completed)
            figures.recordCompletion(request.times);
    };
    record(m_figures);
    if (pool)
        record(pool->figures);
    if (isOfWorkload(request))
        m_partFigures.of(request.kind, record);
    m_retried.completed += ending == Ending::Completed && request.attempts > 1;
}

} // namespace poolwart
