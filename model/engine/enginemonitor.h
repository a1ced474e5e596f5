// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/cputime.h"
#include "model/figures/runfigures.h"
#include "model/figures/snapshot.h"

#include <algorithm>

namespace poolwart {

// Health of the engine thread: how late its timer wakes it, how long one iteration takes, how much processor time it gets. Used
// by that thread only.
class EngineMonitor
{
public:
    void woke(Duration late) { m_wake.record(late); }
    void recordTurn(Duration took) { m_longestOfSecond = std::max(m_longestOfSecond, took); }
    void sample(TimePoint now); // call every few milliseconds; closes a second when it is complete
    void reset(TimePoint now);
    void fill(GeneratorHealth &health, std::uint64_t completed, TimePoint now) const;

private:
    LatencyFigure m_wake;
    Duration m_longestOfSecond{0};
    Duration m_longestRecent{0};
    Duration m_longest{0};
    TimeShare m_thread;
    TimeShare m_process;
    TimeShare m_starved;
    TimeShare m_threadOfRun;
    TimeShare m_starvedOfRun;
    Duration m_cpuAtReset{0};
    double m_threadShare = 0;
    double m_processShare = 0;
    std::optional<double> m_starvedShare;
    TimePoint m_nextSecond{};
};

} // namespace poolwart
