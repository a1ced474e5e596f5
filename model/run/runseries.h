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

// A histogram as a file keeps it, and what it says.
struct RunLatency
{
    std::string histogram;  // as encodeHistogram(); empty: none
    LatencySummary summary; // by its buckets

    static RunLatency of(const Histogram &histogram);

    bool operator==(const RunLatency &) const = default;
};

// Counts are of the stretch, the others as it ended.
struct RunPoolSecond
{
    std::string name;
    int slots = 0;
    int inUse = 0;
    int idle = 0;
    int waiting = 0;
    std::uint64_t served = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t opened = 0;
    Duration blocked{0};
    Duration acquireP99{0};
    Duration responseP99{0};

    bool operator==(const RunPoolSecond &) const = default;
};

// Of one class of the workload.
struct RunClassSecond
{
    std::string name; // empty: the scripts of no class
    RequestCounts requests;
    std::map<std::string, std::uint64_t> errors; // by SQLSTATE
    Duration responseP99{0};

    bool operator==(const RunClassSecond &) const = default;
};

// The monitor's last sample.
struct RunServerSecond
{
    int ours = 0;
    int others = 0;
    double commitsPerSecond = 0;

    bool operator==(const RunServerSecond &) const = default;
};

// One stretch of a run, as a rule a second; from the measuring's begin.
struct RunSecond
{
    Duration from{0};
    Duration to{0};
    RequestCounts requests; // that were offered or ended in it
    RunLatency acquire;
    RunLatency service;
    RunLatency response;
    std::map<std::string, std::uint64_t> errors; // by SQLSTATE
    RetryCounts retries;
    std::uint64_t deadlinesPassed = 0;
    Duration blocked{0};
    std::vector<RunPoolSecond> pools;
    std::vector<RunClassSecond> classes; // none where the workload has none
    std::optional<RunServerSecond> server;
    Duration lagP99{0};
    double cpuShare = 0; // of one core, the engine's

    bool operator==(const RunSecond &) const = default;
};

// What changed in a run, or what someone noted: traffic, a pool's size, a failure.
struct RunMark
{
    Duration at{0};
    std::string kind; // "traffic-started", "statement-failed", …; "mark" for the user's own
    std::string pool; // its name; empty: of all
    std::string text; // as it was told, in the language of the program that recorded it

    bool operator==(const RunMark &) const = default;
};

RunSecond runSecond(const SecondFigures &figures, TimePoint begin);

// One stretch of two neighbours. Counts and histograms are added; of numbers of slots, of lags and of waits the larger
// is kept.
RunSecond joined(const RunSecond &first, const RunSecond &second);
RunLatency joined(const RunLatency &first, const RunLatency &second);

// Nothing of what comes with each connection or statement. `zero` is the wall clock's time of the run's begin.
std::optional<RunMark> runMark(const Event &event, std::chrono::system_clock::time_point zero);

// The stretches of a run, in constant memory: when there are too many, each becomes twice as long. Their histograms, which
// are nine tenths of them, are on the disk.
class RunSeries
{
public:
    static constexpr std::size_t defaultCapacity = 1'800;

    explicit RunSeries(std::size_t capacity = defaultCapacity)
        : m_capacity(capacity)
    {}

    void add(RunSecond second);
    std::vector<RunSecond> all() const; // with the one that is not full yet

private:
    // Its histograms' texts are in the spool.
    struct Kept
    {
        RunSecond second;
        TextSpool::Place acquire;
        TextSpool::Place service;
        TextSpool::Place response;
    };

    Kept keep(RunSecond second);
    static RunSecond whole(const Kept &kept, const TextSpool &spool);
    void halve();

    std::size_t m_capacity;
    TextSpool m_spool;
    std::vector<Kept> m_full;
    std::optional<RunSecond> m_growing;
    int m_grown = 0;  // seconds in the growing one
    int m_stride = 1; // seconds in a full one
};

} // namespace poolwart
