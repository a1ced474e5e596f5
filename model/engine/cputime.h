// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"

#include <optional>

namespace poolwart {

// What the system has counted so far; none of these blocks.
Duration threadCpu();  // of the calling thread
Duration processCpu(); // of all threads
// How long the calling thread was ready to run while another had its processor: the second figure of Linux's schedstat
// (Documentation/scheduler/sched-stats.rst). None where there is no such file.
std::optional<Duration> threadStarved();

// The share of the time that a growing count of used time makes up, from one look to the next.
class TimeShare
{
public:
    double look(Duration used, TimePoint now)
    {
        const double share =
            now > m_since ? static_cast<double>((used - m_before).count()) / static_cast<double>((now - m_since).count()) : 0;
        m_before = used;
        m_since = now;
        return share;
    }
    double since(Duration used, TimePoint now) const { return TimeShare(*this).look(used, now); }

private:
    Duration m_before{0};
    TimePoint m_since{};
};

} // namespace poolwart
