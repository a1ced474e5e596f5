// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/histogramlog.h"

#include "model/figures/histogramcodec.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace poolwart {

namespace {

// With three decimals and a point, whatever the locale: whole thousandths are all there is.
std::string threeDecimals(Duration time, Duration unit)
{
    const Duration::rep thousandths = (time.count() + unit.count() / 2000) / (unit.count() / 1000);
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%lld.%03lld", static_cast<long long>(thousandths / 1000),
                  static_cast<long long>(thousandths % 1000));
    return text.data();
}

std::string tagText(std::string tag)
{
    std::ranges::replace_if(
        tag, [](char c) { return c == ',' || static_cast<unsigned char>(c) <= ' '; }, '_');
    return tag.empty() ? tag : "Tag=" + tag + ',';
}

} // namespace

std::string histogramLog(std::chrono::sys_seconds begin, const std::vector<LogInterval> &intervals)
{
    using namespace std::chrono_literals;
    const std::string start = std::to_string(begin.time_since_epoch().count()) + ".000 (seconds since epoch)";
    std::string log = "#[Logged by Poolwart " POOLWART_VERSION ", values in ns]\n#[Histogram log format version 1.3]\n#[StartTime: " + start
                    + "]\n#[BaseTime: " + start + "]\n"
                    + "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n";
    for (const LogInterval &interval : intervals)
        log += tagText(interval.tag) + threeDecimals(interval.start, 1s) + ',' + threeDecimals(interval.length, 1s) + ','
             + threeDecimals(interval.histogram.max(), 1ms) + ',' + encodeHistogram(interval.histogram) + '\n';
    return log;
}

} // namespace poolwart
