// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/recordedarrivals.h"
#include "model/figures/histogram.h"
#include "model/figures/snapshot.h"

#include <map>
#include <string>
#include <vector>

namespace poolwart {

// One pool's part of a second: figures of a moment are of its end, and so are the peaks of the run so far.
struct PoolSecond : PoolFigures
{
    PoolId id{};
};

// A class's or a script's part of a second; its times are in the histograms alone.
struct ClassSecond : ClassFigures
{
    Histogram serviceHistogram;
    Histogram responseHistogram;
};

// All figures of one second of a run, for recording. Their sum over all seconds since the last reset equals the run's figures.
struct SecondFigures
{
    TimePoint from{};
    TimePoint to{};
    TimePoint measuredSince{}; // identifies the measurement
    RequestCounts requests;    // offered or ended in this second
    Histogram acquire;
    Histogram service;
    Histogram response;
    std::map<std::string, std::uint64_t> errors;   // by SQLSTATE, as in the snapshot
    std::map<std::string, std::string> errorTexts; // of errors new in this second
    RetryCounts retries;
    std::uint64_t deadlinesPassed = 0;
    Duration blockedWait{0};
    std::uint32_t workload = 0; // number of the workload of the parts
    std::vector<ClassSecond> classes;
    std::vector<ClassSecond> scripts;
    std::vector<RecordedArrival> arrivals; // of that workload, if recorded
    std::uint64_t arrivalsLeftOut = 0;
    Duration lagP99{0};
    std::vector<PoolSecond> pools;
};

// Merges the later second into the earlier one: counts are added, lags and waits take the maximum, other values are the later
// ones. Parts of another workload are left out.
void append(SecondFigures &earlier, SecondFigures later);

// Queue of seconds for a recorder. If nobody reads them, the newest are merged, so that no count is lost.
class SecondQueue
{
public:
    static constexpr std::size_t capacity = 16;

    void push(SecondFigures second);
    // Moves all seconds behind those of `out`, in order, and keeps its capacity.
    void moveTo(SecondQueue &out);
    std::vector<SecondFigures> take();
    void clear() { m_seconds.clear(); }

private:
    std::vector<SecondFigures> m_seconds;
};

} // namespace poolwart
