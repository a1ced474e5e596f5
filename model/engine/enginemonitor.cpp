// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/enginemonitor.h"

#include <algorithm>
#include <utility>

namespace poolwart {

void EngineMonitor::sample(TimePoint now)
{
    if (now < m_nextSecond)
        return;
    m_nextSecond = now + std::chrono::seconds(1);
    m_wake.endSecond();
    m_longest = std::max(m_longest, m_longestOfSecond);
    m_longestRecent = std::exchange(m_longestOfSecond, Duration(0));
    m_threadShare = m_thread.sample(threadCpu(), now);
    m_processShare = m_process.sample(processCpu(), now);
    if (const auto starved = threadStarved())
        m_starvedShare = m_starved.sample(*starved, now);
}

void EngineMonitor::reset(TimePoint now)
{
    m_wake.reset();
    m_longest = m_longestOfSecond = Duration(0);
    m_cpuAtReset = threadCpu();
    m_threadOfRun.sample(m_cpuAtReset, now);
    m_starvedOfRun.sample(threadStarved().value_or(Duration(0)), now);
}

void EngineMonitor::fill(GeneratorHealth &health, std::uint64_t completed, TimePoint now) const
{
    const Duration cpu = threadCpu();
    health.wake = m_wake.summary();
    health.recentWakeMax = m_wake.recent().max;
    health.longestTurn = std::max(m_longest, m_longestOfSecond);
    health.recentLongestTurn = m_longestRecent;
    health.engineCpuShare = m_threadShare;
    health.runEngineCpuShare = m_threadOfRun.since(cpu, now);
    health.processCpuShare = m_processShare;
    health.starvedShare = m_starvedShare;
    if (const auto starved = threadStarved())
        health.runStarvedShare = m_starvedOfRun.since(*starved, now);
    const auto requests = static_cast<double>(std::max<std::uint64_t>(1, completed));
    health.cpuMicrosPerRequest = std::chrono::duration<double, std::micro>(cpu - m_cpuAtReset).count() / requests;
}

} // namespace poolwart
