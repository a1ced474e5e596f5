// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/metricfamily.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

enum class Format { Prometheus, OpenMetrics };

// The shortest text that reads back as the same number, whatever the locale.
std::string numberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> text{};
    const auto [end, fault] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

std::string escaped(const std::string &value, bool escapesQuotes)
{
    std::string out;
    for (const char c : value) {
        if (c == '\\' || (c == '"' && escapesQuotes))
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out;
}

std::string labelText(const MetricSample &sample)
{
    std::string labels;
    for (const auto &[name, value] : sample.labels)
        labels += (labels.empty() ? "{" : ",") + name + "=\"" + escaped(value, true) + '"';
    return labels.empty() ? labels : labels + '}';
}

// Milliseconds here, seconds there.
std::string timeText(std::chrono::milliseconds at, Format format)
{
    if (format == Format::Prometheus)
        return ' ' + std::to_string(at.count());
    std::string fraction = std::to_string(1'000 + at.count() % 1'000);
    fraction.front() = '.';
    return ' ' + std::to_string(at.count() / 1'000) + fraction;
}

const char *kindText(MetricFamily::Kind kind)
{
    switch (kind) {
    case MetricFamily::Kind::Gauge:
        return "gauge";
    case MetricFamily::Kind::Counter:
        return "counter";
    case MetricFamily::Kind::Summary:
        break;
    }
    return "summary";
}

// OpenMetrics names the family without the counter's "_total", Prometheus with it.
std::string familyText(const MetricFamily &family, Format format)
{
    const bool isCounter = family.kind == MetricFamily::Kind::Counter;
    const std::string total = isCounter ? "_total" : "";
    const std::string head = family.name + (format == Format::Prometheus ? total : "") + ' ';
    std::string out =
        "# HELP " + head + escaped(family.help, format == Format::OpenMetrics) + "\n# TYPE " + head + kindText(family.kind) + '\n';
    for (const MetricSample &sample : family.samples)
        out += family.name + total + sample.suffix + labelText(sample) + ' ' + numberText(sample.value)
             + (sample.at ? timeText(*sample.at, format) : "") + '\n';
    return out;
}

std::string textOf(const std::vector<MetricFamily> &families, Format format)
{
    std::string out;
    for (const MetricFamily &family : families)
        out += familyText(family, format);
    return out;
}

// A summary's parts are of one metric, and stay together at each moment.
std::string identityOf(const MetricSample &sample, MetricFamily::Kind kind)
{
    std::string identity;
    for (const auto &[name, value] : sample.labels) {
        if (name != "quantile" || kind != MetricFamily::Kind::Summary)
            identity.append(name).append(1, '=').append(value).append(1, '\n');
    }
    return identity;
}

// Each label set's samples together, the sets in the order of their first appearance.
void groupByLabels(MetricFamily &family)
{
    std::map<std::string, std::size_t> places;
    std::vector<std::pair<std::size_t, MetricSample>> placed;
    for (MetricSample &sample : family.samples) {
        const std::size_t place = places.try_emplace(identityOf(sample, family.kind), places.size()).first->second;
        placed.emplace_back(place, std::move(sample));
    }
    std::ranges::stable_sort(placed, {}, &std::pair<std::size_t, MetricSample>::first);
    family.samples.clear();
    for (auto &[place, sample] : placed)
        family.samples.push_back(std::move(sample));
}

} // namespace

std::vector<MetricFamily> joined(std::vector<std::vector<MetricFamily>> readings)
{
    std::vector<MetricFamily> all;
    std::map<std::string, std::size_t> places;
    for (std::vector<MetricFamily> &reading : readings) {
        for (MetricFamily &family : reading) {
            const auto [known, isNew] = places.try_emplace(family.name, all.size());
            if (isNew)
                all.push_back(std::move(family));
            else
                std::ranges::move(family.samples, std::back_inserter(all[known->second].samples));
        }
    }
    for (MetricFamily &family : all)
        groupByLabels(family);
    return all;
}

std::string prometheusText(const std::vector<MetricFamily> &families)
{
    return textOf(families, Format::Prometheus);
}

std::string openMetricsText(const std::vector<MetricFamily> &families)
{
    return textOf(families, Format::OpenMetrics) + "# EOF\n";
}

} // namespace poolwart
