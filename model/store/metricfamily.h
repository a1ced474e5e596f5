// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// One value of a metric. Labels are written in their order.
struct MetricSample
{
    std::vector<std::pair<std::string, std::string>> labels;
    double value = 0;
    std::string suffix;                          // of a summary's parts: "_sum", "_count"; else empty
    std::optional<std::chrono::milliseconds> at; // since 1970; unset: the time of reading

    bool operator==(const MetricSample &) const = default;
};

// All values of one name, which Prometheus' formats require together.
struct MetricFamily
{
    enum class Kind { Gauge, Counter, Summary };

    std::string name; // of a counter without "_total", which the writers add
    Kind kind = Kind::Gauge;
    std::string help; // in English, like the whole format
    std::vector<MetricSample> samples;

    bool operator==(const MetricFamily &) const = default;
};

// Joins several readings: the samples of a name are together, each label set in order of time.
std::vector<MetricFamily> joined(std::vector<std::vector<MetricFamily>> readings);

// Prometheus' text format 0.0.4.
std::string prometheusText(const std::vector<MetricFamily> &families);
// OpenMetrics 1.0, including "# EOF".
std::string openMetricsText(const std::vector<MetricFamily> &families);

} // namespace poolwart
