// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/workload/workloaddraw.h"

#include <algorithm>

namespace poolwart {

void WorkloadDraw::setWorkload(const Workload &workload)
{
    m_classes.clear();
    m_scripts.assign(workload.classes.size() + 1, {});
    for (std::size_t i = 0; i < workload.scripts.size(); ++i) {
        const WorkloadScript &script = workload.scripts[i];
        const auto ofClass = std::ranges::find(workload.classes, script.className, &WorkloadClass::name);
        add(m_scripts[static_cast<std::size_t>(ofClass - workload.classes.begin())], script.weight, i);
    }
    for (std::size_t i = 0; i < m_scripts.size(); ++i) {
        if (!m_scripts[i].empty())
            add(m_classes, i < workload.classes.size() ? workload.classes[i].share : 1, i);
    }
}

void WorkloadDraw::add(Choices &choices, int weight, std::size_t index)
{
    const std::uint64_t before = choices.empty() ? 0 : choices.back().end;
    if (weight > 0)
        choices.push_back({.end = before + static_cast<std::uint64_t>(weight), .index = static_cast<std::uint16_t>(index)});
}

RequestKind WorkloadDraw::draw()
{
    if (m_classes.empty())
        return {};
    const std::uint16_t drawn = drawOf(m_classes);
    return {.classIndex = drawn, .script = drawOf(m_scripts[drawn])};
}

std::uint16_t WorkloadDraw::drawOf(const Choices &choices)
{
    if (choices.size() == 1)
        return choices.front().index;
    const std::uint64_t drawn = m_random.below(choices.back().end);
    return std::ranges::upper_bound(choices, drawn, {}, &Choice::end)->index;
}

} // namespace poolwart
