// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/run/measuredrun.h"

#include <optional>

namespace poolwart {

// The one way to a run record: what is known beside the figures, the seconds as they come and, where the run was measured from its
// begin to its end, what was seen then. From the window, a headless run, a simulation and a journal. In constant memory.
class RunBuilder
{
public:
    RunBuilder() = default;
    explicit RunBuilder(RunRecord head)
        : m_head(std::move(head))
    {}

    // Plan, traffic, server, versions …: all but the figures.
    RunRecord &head() { return m_head; }

    void add(const RunSecond &second);
    void add(const RunBreakdown &breakdown); // of the same second
    void add(RunMark mark);                  // only counted beyond a thousand

    void setElapsed(Duration elapsed) { m_elapsed = elapsed; } // else until the end of the last second
    // Its figures are exact. Without it those of the seconds hold: times by the histograms' buckets, peaks as seconds ended.
    void setMeasured(MeasuredRun run) { m_measured = std::move(run); }
    void setShutdown(const ShutdownReport &shutdown) { m_head.shutdown = shutdown; }

    RunRecord record() const;
    // Says how many histograms of seconds the record lacks because the disk did not give them back; empty if it lacks none.
    std::optional<Error> loss() const;

private:
    void fillSeries(RunRecord &run) const;
    void fillFromSeconds(RunRecord &run) const;
    std::optional<RunArrivals> recordedArrivals() const;
    void addPool(const PoolFigures &pool);

    RunRecord m_head;
    std::optional<MeasuredRun> m_measured;
    std::optional<Duration> m_elapsed;
    bool m_hasSeconds = false;
    RunSeries m_series;
    std::vector<RunMark> m_marks;
    std::uint64_t m_marksLeftOut = 0;
    RequestCounts m_requests;
    Histogram m_acquire;
    Histogram m_service;
    Histogram m_response;
    std::vector<RunPool> m_pools;
    std::map<std::string, std::uint64_t> m_errors;
    std::map<std::string, std::string> m_errorTexts;
    std::uint64_t m_workload = 0;
    std::vector<ClassSecond> m_classes; // as they grow
    std::vector<ClassSecond> m_scripts;
    std::vector<RecordedArrival> m_arrivals;
    std::uint64_t m_arrivalsLeftOut = 0;
    RetryCounts m_retries;
    std::uint64_t m_deadlinesPassed = 0;
    Duration m_blockedWait{0};
    Duration m_lagP99{0}; // of the worst second
    Duration m_end{0};
};

} // namespace poolwart
