// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/figures/runfigures.h"
#include "model/figures/secondfigures.h"
#include "model/workload/workloaddraw.h"

#include <vector>

namespace poolwart {

// What is measured of each class and of each script of a workload; nothing where there is but one of them, for that is
// what the run's own figures say. The memory is taken with the workload, not by requests.
class WorkloadFigures
{
public:
    void setWorkload(const Workload &workload); // begins anew

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

    std::vector<PartSnapshot> classes() const { return show(m_classes); }
    std::vector<PartSnapshot> scripts() const { return show(m_scripts); }
    std::vector<PartSecond> classSeconds() const { return secondsOf(m_classes); } // of the one that goes on
    std::vector<PartSecond> scriptSeconds() const { return secondsOf(m_scripts); }
    std::vector<RequestCounts> classCounts() const { return countsOf(m_classes); }
    std::vector<RequestCounts> scriptCounts() const { return countsOf(m_scripts); }

private:
    struct WorkloadItem
    {
        std::string name;
        std::string className;
        RunFigures figures;
        RequestCounts countsBefore; // as the last second ended
    };

    static std::vector<PartSnapshot> show(const std::vector<WorkloadItem> &parts);
    static std::vector<PartSecond> secondsOf(const std::vector<WorkloadItem> &parts);
    static std::vector<RequestCounts> countsOf(const std::vector<WorkloadItem> &parts);

    std::vector<WorkloadItem> m_classes; // the last: scripts of no class, if there are some
    std::vector<WorkloadItem> m_scripts;
};

} // namespace poolwart
