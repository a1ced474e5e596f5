// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/figures/workloadfigures.h"

#include <algorithm>

namespace poolwart {

void WorkloadFigures::setWorkload(const Workload &workload)
{
    m_classes.clear();
    m_scripts.clear();
    const auto isOfNone = [&workload](const WorkloadScript &script) {
        return std::ranges::find(workload.classes, script.className, &WorkloadClass::name) == workload.classes.end();
    };
    for (const WorkloadClass &known : workload.classes)
        m_classes.push_back({.name = known.name, .className = {}, .figures = {}, .countsBefore = {}});
    if (!workload.classes.empty() && std::ranges::any_of(workload.scripts, isOfNone))
        m_classes.emplace_back();
    if (workload.scripts.size() < 2)
        return;
    for (const WorkloadScript &script : workload.scripts)
        m_scripts.push_back(
            {.name = script.name, .className = isOfNone(script) ? std::string() : script.className, .figures = {}, .countsBefore = {}});
}

void WorkloadFigures::endSecond()
{
    for (auto *parts : {&m_classes, &m_scripts}) {
        for (WorkloadItem &part : *parts) {
            part.countsBefore = part.figures.counts();
            part.figures.endSecond();
        }
    }
}

void WorkloadFigures::reset()
{
    for (auto *parts : {&m_classes, &m_scripts}) {
        for (WorkloadItem &part : *parts) {
            part.countsBefore = {};
            part.figures.reset();
        }
    }
}

std::vector<ClassFigures> WorkloadFigures::show(const std::vector<WorkloadItem> &parts)
{
    std::vector<ClassFigures> shown;
    shown.reserve(parts.size());
    for (const WorkloadItem &part : parts) {
        shown.push_back({.name = part.name,
                         .className = part.className,
                         .requests = part.figures.counts(),
                         .acquire = part.figures.acquire().summary(),
                         .service = part.figures.service().summary(),
                         .response = part.figures.response().summary(),
                         .errors = {}});
    }
    return shown;
}

std::vector<ClassSecond> WorkloadFigures::secondsOf(const std::vector<WorkloadItem> &parts)
{
    std::vector<ClassSecond> seconds;
    seconds.reserve(parts.size());
    for (const WorkloadItem &part : parts) {
        ClassSecond &second = seconds.emplace_back();
        second.name = part.name;
        second.className = part.className;
        second.requests = part.figures.counts() - part.countsBefore;
        second.serviceHistogram = part.figures.service().second();
        second.responseHistogram = part.figures.response().second();
    }
    return seconds;
}

std::vector<RequestCounts> WorkloadFigures::countsOf(const std::vector<WorkloadItem> &parts)
{
    std::vector<RequestCounts> counts;
    for (const WorkloadItem &part : parts)
        counts.push_back(part.figures.counts());
    return counts;
}

} // namespace poolwart
