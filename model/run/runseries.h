// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/event.h"
#include "model/core/serverstate.h"
#include "model/figures/secondfigures.h"
#include "model/figures/snapshot.h"
#include "model/files/textspool.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// A histogram as text, with its summary.
struct RunLatency
{
    std::string histogram;  // as encodeHistogram(); empty: none
    LatencySummary summary; // from its buckets

    static RunLatency of(const Histogram &histogram);

    bool operator==(const RunLatency &) const = default;
};

// The monitor's last sample.
struct RunServerSecond
{
    int ours = 0;
    int others = 0;
    double commitsPerSecond = 0;

    bool operator==(const RunServerSecond &) const = default;
};

// One interval of a run, usually a second; times from the start of the measurement.
struct RunSecond
{
    Duration from{0};
    Duration to{0};
    RequestCounts requests; // offered or ended in it
    RunLatency acquire;
    RunLatency service;
    RunLatency response;
    std::map<std::string, std::uint64_t> errors; // by SQLSTATE
    RetryCounts retries;
    std::uint64_t deadlinesPassed = 0;
    Duration blockedWait{0};
    std::vector<PoolFigures> pools;    // as the stretch ended; of its acquire and response times files keep the p99
    std::vector<ClassFigures> classes; // none where the workload has none; of the times files keep the response's p99
    std::optional<RunServerSecond> server;
    Duration lagP99{0};
    double cpuShare = 0; // of one core, by the engine

    bool operator==(const RunSecond &) const = default;
};

// A change or a note in a run: traffic, a pool's size, a failure.
struct RunMark
{
    Duration at{0};
    std::string kind; // "traffic-started", "statement-failed", …; "mark" for the user's own
    std::string pool; // its name; empty: all pools
    std::string text; // in the language of the program that recorded it

    bool operator==(const RunMark &) const = default;
};

RunSecond runSecond(const SecondFigures &figures, TimePoint begin);

// Joins two adjacent intervals: counts and histograms are added; slots, lags and waits take the maximum.
RunSecond joined(const RunSecond &first, const RunSecond &second);
RunLatency joined(const RunLatency &first, const RunLatency &second);

// Returns nothing for events that come with each connection or statement. `zero` is the wall clock's time of the run's start.
std::optional<RunMark> runMark(const Event &event, std::chrono::system_clock::time_point zero);

// The intervals of a run in constant memory: when there are too many, each becomes twice as long. Their histograms, nine tenths
// of the data, are on disk.
class RunSeries
{
public:
    static constexpr std::size_t defaultCapacity = 1'800;

    explicit RunSeries(std::size_t capacity = defaultCapacity)
        : m_capacity(capacity)
    {}

    void add(RunSecond second);
    // With the one that is not full yet, and without the histograms that the disk has lost.
    std::vector<RunSecond> all() const;
    // How many histograms the disk does not give back; reads all of them.
    std::size_t lostHistograms() const;

private:
    // The texts of its histograms are in the spool.
    struct Kept
    {
        RunSecond second;
        TextSpool::Place acquire;
        TextSpool::Place service;
        TextSpool::Place response;
    };

    Kept keep(RunSecond second);
    static RunSecond whole(const Kept &kept, const TextSpool &spool);
    static std::size_t lostOf(const std::vector<Kept> &all, const TextSpool &spool);
    void halve();

    std::size_t m_capacity;
    TextSpool m_spool;
    std::vector<Kept> m_full;
    std::optional<RunSecond> m_growing;
    std::size_t m_lost = 0; // histograms, when stretches were joined
    int m_grown = 0;        // seconds in the incomplete interval
    int m_stride = 1;       // seconds in a complete interval
};

} // namespace poolwart
