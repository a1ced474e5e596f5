// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/runfigures.h"
#include "model/figures/secondfigures.h"
#include "model/workload/workloaddraw.h"

#include <vector>

namespace poolwart {

// The figures of each class and each script of a workload; empty if there is only one, because those are the run's own figures.
// Memory is allocated with the workload, not by requests.
class WorkloadFigures
{
public:
    void setWorkload(const Workload &workload); // resets the figures

    // Changes the figures of the class and of the script.
    template <class Change>
    void of(RequestKind kind, Change change)
    {
        if (!m_classes.empty())
            change(m_classes[kind.classIndex].figures);
        if (!m_scripts.empty())
            change(m_scripts[kind.script].figures);
    }

    void endSecond();
    void reset();

    std::vector<ClassFigures> classes() const { return show(m_classes); }
    std::vector<ClassFigures> scripts() const { return show(m_scripts); }
    std::vector<ClassSecond> classSeconds() const { return secondsOf(m_classes); } // of the current second
    std::vector<ClassSecond> scriptSeconds() const { return secondsOf(m_scripts); }
    std::vector<RequestCounts> classCounts() const { return countsOf(m_classes); }
    std::vector<RequestCounts> scriptCounts() const { return countsOf(m_scripts); }

private:
    struct WorkloadItem
    {
        std::string name;
        std::string className;
        RunFigures figures;
        RequestCounts countsBefore; // at the end of the last second
    };

    static std::vector<ClassFigures> show(const std::vector<WorkloadItem> &parts);
    static std::vector<ClassSecond> secondsOf(const std::vector<WorkloadItem> &parts);
    static std::vector<RequestCounts> countsOf(const std::vector<WorkloadItem> &parts);

    std::vector<WorkloadItem> m_classes; // last: scripts without a class, if any
    std::vector<WorkloadItem> m_scripts;
};

} // namespace poolwart
