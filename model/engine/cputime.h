// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <optional>

namespace poolwart {

// Processor time used so far. These functions do not block.
Duration threadCpu();  // of the calling thread
Duration processCpu(); // of all threads
// Time that the calling thread was ready to run without a processor: the second figure of Linux's schedstat
// (Documentation/scheduler/sched-stats.rst). Empty if there is no such file.
std::optional<Duration> threadStarved();

// The growth of a count of used time between two samples, as a share of the elapsed time.
class TimeShare
{
public:
    double sample(Duration used, TimePoint now)
    {
        const double share =
            now > m_since ? static_cast<double>((used - m_before).count()) / static_cast<double>((now - m_since).count()) : 0;
        m_before = used;
        m_since = now;
        return share;
    }
    double since(Duration used, TimePoint now) const { return TimeShare(*this).sample(used, now); }

private:
    Duration m_before{0};
    TimePoint m_since{};
};

} // namespace poolwart
