// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/histogram.h"

#include <string>
#include <vector>

namespace poolwart {

// The content of one line of an interval log.
struct LogInterval
{
    std::string tag;   // empty: none; what the format does not allow in it becomes "_"
    Duration start{0}; // since the start of the log
    Duration length{0};
    Histogram histogram;
};

// HdrHistogram's interval log, format 1.3 (HistogramLogWriter of the Java reference implementation): times in seconds, the
// largest value of each interval in milliseconds, the histogram compressed, its unit 1 ns.
std::string histogramLog(std::chrono::sys_seconds begin, const std::vector<LogInterval> &intervals);

} // namespace poolwart
