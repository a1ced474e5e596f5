// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runclass.h"

#include <algorithm>

namespace poolwart {

namespace {

RunClass recorded(const ClassSecond &second)
{
    RunClass made{second, RunLatency::of(second.serviceHistogram), RunLatency::of(second.responseHistogram)};
    made.service = second.serviceHistogram.summary();
    made.response = second.responseHistogram.summary();
    return made;
}

std::vector<RunClass> recorded(const std::vector<ClassSecond> &seconds)
{
    std::vector<RunClass> classes;
    classes.reserve(seconds.size());
    for (const ClassSecond &second : seconds)
        classes.push_back(recorded(second));
    return classes;
}

auto find(auto &classes, const RunClass &wanted)
{
    return std::ranges::find_if(classes, [&wanted](const RunClass &other) { return other.isSame(wanted); });
}

void addClass(RunClass &all, const RunClass &more)
{
    addCounts(all, more);
    all.serviceHistogram = joined(all.serviceHistogram, more.serviceHistogram);
    all.responseHistogram = joined(all.responseHistogram, more.responseHistogram);
    all.service = all.serviceHistogram.summary;
    all.response = all.responseHistogram.summary;
}

} // namespace

RunBreakdown runBreakdown(const SecondFigures &figures)
{
    return {.workload = figures.workload,
            .classes = recorded(figures.classes),
            .scripts = recorded(figures.scripts),
            .errorTexts = figures.errorTexts,
            .arrivals = figures.arrivals,
            .arrivalsLeftOut = figures.arrivalsLeftOut};
}

void addClasses(std::vector<RunClass> &all, const std::vector<RunClass> &more)
{
    for (const RunClass &one : more) {
        const auto known = find(all, one);
        if (known == all.end())
            all.push_back(one);
        else
            addClass(*known, one);
    }
}

void addHistograms(std::vector<RunClass> &classes, const std::vector<RunClass> &recorded)
{
    for (RunClass &one : classes) {
        const auto known = find(recorded, one);
        if (known == recorded.end())
            continue;
        one.serviceHistogram = known->serviceHistogram;
        one.responseHistogram = known->responseHistogram;
    }
}

} // namespace poolwart
