// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrecord.h"

namespace poolwart {

// Adds up the seconds of a run, in constant memory. What it makes of them is a run that was not brought to its end, or
// what a run that was has to have beside its own figures.
class RunBuilder
{
public:
    void add(const RunSecond &second);
    void add(const RunBreakdown &breakdown); // of the same second
    void add(RunMark mark);                  // beyond a thousand they are counted only

    // Series, histograms, also those of the run's parts, marks and arrivals.
    void fillSeries(RunRecord &run) const;
    // All figures, as far as the seconds tell them: times by the histograms' buckets, peaks as seconds ended.
    void fillFigures(RunRecord &run) const;

private:
    // A class or script, and its histograms as they grow.
    struct WorkloadItem
    {
        RunPart part;
        Histogram service;
        Histogram response;
    };

    static void addParts(std::vector<WorkloadItem> &all, const std::vector<RunPart> &more);
    static std::vector<RunPart> partsOf(const std::vector<WorkloadItem> &parts);
    std::optional<RunArrivals> recordedArrivals() const;
    void addPool(const RunPoolSecond &pool);

    RunSeries m_series;
    std::vector<RunMark> m_marks;
    std::uint64_t m_marksLeftOut = 0;
    RequestCounts m_requests;
    Histogram m_acquire;
    Histogram m_service;
    Histogram m_response;
    std::vector<RunPool> m_pools;
    std::map<std::string, std::uint64_t> m_errors;
    std::map<std::string, std::string> m_errorTexts;
    std::uint64_t m_workload = 0;
    std::vector<WorkloadItem> m_classes;
    std::vector<WorkloadItem> m_scripts;
    std::vector<RecordedArrival> m_arrivals;
    std::uint64_t m_arrivalsLeftOut = 0;
    RetryCounts m_retries;
    std::uint64_t m_deadlinesPassed = 0;
    Duration m_blocked{0};
    Duration m_lagP99{0}; // of the worst second
    Duration m_end{0};
};

} // namespace poolwart
