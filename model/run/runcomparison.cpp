// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runcomparison.h"

#include "model/core/random.h"
#include "model/core/text.h"

#include <algorithm>
#include <functional>

namespace poolwart {

namespace {

using namespace std::chrono_literals;
using Unit = ComparedFigure::Unit;

constexpr std::size_t fewestSeconds = 5;
constexpr int draws = 1'000;
constexpr Duration shortestStretch = 500ms; // what is left of the last second says little

struct Figure
{
    const char *id;
    Unit unit;
    bool isBetterLower;
    double (*ofRun)(const RunRecord &);
    double (*ofSecond)(const RunSecond &);
};

double micros(Duration time)
{
    return static_cast<double>(time.count()) / 1e3;
}

std::uint64_t unserved(const RequestCounts &counts)
{
    return counts.failed + counts.timedOut + counts.rejected + counts.dropped;
}

template <LatencySummary RunRecord::*OfRun, RunLatency RunSecond::*OfSecond, Duration LatencySummary::*Quantile>
constexpr Figure latency(const char *id)
{
    return {id, Unit::Microseconds, true, [](const RunRecord &run) { return micros(run.*OfRun.*Quantile); },
            [](const RunSecond &second) { return micros((second.*OfSecond).summary.*Quantile); }};
}

constexpr Figure figures[]{
    {"throughput", Unit::PerSecond, false, [](const RunRecord &run) { return run.throughputPerSecond; },
     [](const RunSecond &second) { return static_cast<double>(second.requests.completed) / inSeconds(second.to - second.from); }},
    latency<&RunRecord::response, &RunSecond::response, &LatencySummary::p50>("response_p50"),
    latency<&RunRecord::response, &RunSecond::response, &LatencySummary::p95>("response_p95"),
    latency<&RunRecord::response, &RunSecond::response, &LatencySummary::p99>("response_p99"),
    latency<&RunRecord::response, &RunSecond::response, &LatencySummary::p999>("response_p999"),
    latency<&RunRecord::service, &RunSecond::service, &LatencySummary::p50>("service_p50"),
    latency<&RunRecord::service, &RunSecond::service, &LatencySummary::p99>("service_p99"),
    latency<&RunRecord::acquire, &RunSecond::acquire, &LatencySummary::p99>("acquire_p99"),
    {"unserved", Unit::Count, true, [](const RunRecord &run) { return static_cast<double>(unserved(run.requests)); },
     [](const RunSecond &second) { return static_cast<double>(unserved(second.requests)); }},
    {"retries", Unit::Count, true, [](const RunRecord &run) { return static_cast<double>(run.retries.attempts); },
     [](const RunSecond &second) { return static_cast<double>(second.retries.attempts); }},
    {"stranded", Unit::Microseconds, true, [](const RunRecord &run) { return micros(run.blockedWait); },
     [](const RunSecond &second) { return micros(second.blockedWait); }},
};

struct ClassFigure
{
    const char *id;
    Unit unit;
    double (*ofClass)(const ClassFigures &);
};

constexpr ClassFigure classFigures[]{
    {"response_p50", Unit::Microseconds, [](const ClassFigures &part) { return micros(part.response.p50); }},
    {"response_p99", Unit::Microseconds, [](const ClassFigures &part) { return micros(part.response.p99); }},
    {"service_p50", Unit::Microseconds, [](const ClassFigures &part) { return micros(part.service.p50); }},
    {"service_p99", Unit::Microseconds, [](const ClassFigures &part) { return micros(part.service.p99); }},
    {"unserved", Unit::Count, [](const ClassFigures &part) { return static_cast<double>(unserved(part.requests)); }},
};

// Only of the measured time: after it nothing arrives.
std::vector<double> perSecond(const RunRecord &run, const Figure &figure)
{
    std::vector<double> values;
    for (const RunSecond &second : run.series) {
        const bool isMeasured = inSeconds(second.from) < run.elapsedSeconds;
        if (isMeasured && second.to - second.from >= shortestStretch)
            values.push_back(figure.ofSecond(second));
    }
    return values;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::ranges::max_element(values.begin(), middle)) / 2;
}

double medianOfDraw(const std::vector<double> &values, Random &random)
{
    std::vector<double> drawn(values.size());
    std::ranges::generate(drawn, [&] { return values[random.below(values.size())]; });
    return median(std::move(drawn));
}

void addInterval(ComparedFigure &figure, const std::vector<double> &base, const std::vector<double> &current)
{
    if (base.size() < fewestSeconds || current.size() < fewestSeconds || median(base) <= 0)
        return;
    figure.medianRatio = median(current) / median(base);
    Random random(1); // the same files, the same words
    std::vector<double> ratios;
    for (int i = 0; i < draws; ++i) {
        const double below = medianOfDraw(base, random);
        const double above = medianOfDraw(current, random);
        if (below > 0)
            ratios.push_back(above / below);
    }
    std::ranges::sort(ratios);
    if (ratios.size() < draws / 2)
        return;
    figure.least = ratios[ratios.size() * 25 / 1'000];
    figure.most = ratios[ratios.size() * 975 / 1'000];
}

void setRatio(ComparedFigure &figure)
{
    if (figure.base > 0)
        figure.ratio = figure.current / figure.base;
}

ComparedClass compared(const ClassFigures &base, const ClassFigures &current)
{
    ComparedClass both{.name = base.name, .figures = {}};
    for (const ClassFigure &figure : classFigures) {
        both.figures.push_back({.id = figure.id, .unit = figure.unit, .base = figure.ofClass(base), .current = figure.ofClass(current)});
        setRatio(both.figures.back());
    }
    return both;
}

void addDifference(RunComparison &all, bool differs, const char *sentence)
{
    if (differs)
        all.differences.push_back(text(sentence));
}

} // namespace

RunComparison compareRuns(const RunRecord &base, const RunRecord &current)
{
    RunComparison all;
    for (const Figure &figure : figures) {
        ComparedFigure compared{.id = figure.id,
                                .unit = figure.unit,
                                .isBetterLower = figure.isBetterLower,
                                .base = figure.ofRun(base),
                                .current = figure.ofRun(current)};
        setRatio(compared);
        addInterval(compared, perSecond(base, figure), perSecond(current, figure));
        all.figures.push_back(std::move(compared));
    }
    for (const RunClass &part : base.classes) {
        if (const auto same = std::ranges::find(current.classes, part.name, &RunClass::name); same != current.classes.end())
            all.classes.push_back(compared(part, *same));
    }
    addDifference(all, base.plan != current.plan, QT_TRANSLATE_NOOP("core", "The plans differ."));
    addDifference(all, base.traffic.arrivals != current.traffic.arrivals, QT_TRANSLATE_NOOP("core", "The arrivals differ."));
    addDifference(all, base.traffic.workload != current.traffic.workload, QT_TRANSLATE_NOOP("core", "The workloads differ."));
    addDifference(all, base.traffic.retries != current.traffic.retries, QT_TRANSLATE_NOOP("core", "The retry policies differ."));
    addDifference(all, base.server != current.server, QT_TRANSLATE_NOOP("core", "The servers differ."));
    addDifference(all, base.settings != current.settings, QT_TRANSLATE_NOOP("core", "The servers' settings differ."));
    addDifference(all, base.isInterrupted, QT_TRANSLATE_NOOP("core", "The base run was interrupted."));
    addDifference(all, current.isInterrupted, QT_TRANSLATE_NOOP("core", "The new run was interrupted."));
    return all;
}

} // namespace poolwart
