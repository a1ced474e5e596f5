// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/recordedarrivals.h"
#include "model/figures/histogram.h"
#include "model/figures/snapshot.h"

#include <map>
#include <string>
#include <vector>

namespace poolwart {

// One pool's part of a second.
struct PoolSecond
{
    PoolId id{};
    std::string name;
    int slots = 0; // wanted, at the end
    int inUse = 0; // at the end, as the others
    int idle = 0;
    int waiting = 0;
    std::uint64_t served = 0; // in the second
    std::uint64_t timeouts = 0;
    std::uint64_t opened = 0; // connections
    Duration blocked{0};
    LatencySummary acquire;
    LatencySummary response;
};

// A class's or a script's part of a second.
struct PartSecond
{
    std::string name;      // empty: the scripts of no class
    std::string className; // of a script; empty: of none
    RequestCounts requests;
    Histogram service;
    Histogram response;
    std::map<std::string, std::uint64_t> errors; // of a class, by SQLSTATE
};

// Attempts after a request's first one; in no count of requests.
struct RetryCounts
{
    std::uint64_t attempts = 0;
    std::uint64_t completed = 0; // requests that completed after one
    std::uint64_t refused = 0;   // that the policy allowed and its budget did not

    bool operator==(const RetryCounts &) const = default;
};

// All that was measured in one second of a run, whole, for whoever records it. What is added over all seconds since the
// figures began is what the figures say.
struct SecondFigures
{
    TimePoint from{};
    TimePoint to{};
    TimePoint measuredSince{}; // which measuring it belongs to
    RequestCounts requests;    // that were offered or ended in it
    Histogram acquire;
    Histogram service;
    Histogram response;
    std::map<std::string, std::uint64_t> errors;   // by SQLSTATE, as the snapshot's
    std::map<std::string, std::string> errorTexts; // of those that were new in it
    RetryCounts retries;
    std::uint64_t deadlinesPassed = 0;
    Duration blocked{0};
    std::uint32_t workload = 0; // the number of the one that the parts are of
    std::vector<PartSecond> classes;
    std::vector<PartSecond> scripts;
    std::vector<RecordedArrival> arrivals; // where they are recorded, of that workload
    std::uint64_t arrivalsLeftOut = 0;
    Duration lagP99{0};
    std::vector<PoolSecond> pools;
};

RequestCounts operator+(RequestCounts left, const RequestCounts &right);
RequestCounts operator-(RequestCounts left, const RequestCounts &right);
RetryCounts operator+(RetryCounts left, const RetryCounts &right);
RetryCounts operator-(RetryCounts left, const RetryCounts &right);

// Makes one longer stretch of both: counts are added, of the rest the later one holds, of lags and waits the larger. Parts of
// another workload than the later one's are left out.
void append(SecondFigures &earlier, SecondFigures later);

// Seconds on their way to whoever records them. Where nobody fetches them the newest become one, so that nothing of
// what was counted is lost.
class SecondQueue
{
public:
    static constexpr std::size_t capacity = 16;

    void push(SecondFigures second);
    // Moves all behind what is in `out`, in order, and keeps to the capacity there too.
    void moveTo(SecondQueue &out);
    std::vector<SecondFigures> take();
    void clear() { m_seconds.clear(); }

private:
    std::vector<SecondFigures> m_seconds;
};

} // namespace poolwart
