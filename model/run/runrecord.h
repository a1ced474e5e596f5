// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/core/plan.h"
#include "model/core/pooler.h"
#include "model/figures/healthverdict.h"
#include "model/figures/shutdownreport.h"
#include "model/figures/snapshot.h"
#include "model/run/runclass.h"
#include "model/run/runseries.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// The pooler in front of the server, as far as it reported itself.
struct RunPooler
{
    std::optional<std::string> name;
    std::optional<std::string> version;
    std::optional<std::string> mode; // "session", "transaction", "statement"
    std::optional<int> poolSize;

    bool operator==(const RunPooler &) const = default;
};
std::optional<RunPooler> runPooler(const std::optional<Pooler> &pooler);

struct RunServer
{
    std::string version; // as server_version
    int maxConnections = 0;
    int superuserReserved = 0;
    int reserved = 0;
    int usable = 0;
    std::optional<std::string> serviceTime; // of a simulated server, see serviceTimeText(); its limits are then 0
    std::optional<RunPooler> pooler;        // in front of it

    bool operator==(const RunServer &) const = default;
};

struct RunPool : PoolFigures
{
    std::optional<int> open;      // connections at the end of the measurement; empty: not recorded
    std::string lastConnectError; // why it could not open more; empty: it could

    bool operator==(const RunPool &) const = default;
};

// Delay of the open loop's sends after their intended start.
struct RunLag
{
    Duration p50{0};
    Duration p99{0};
    Duration max{0};

    bool operator==(const RunLag &) const = default;
};

// Health of the load generator and the resulting verdict.
struct RunGenerator
{
    Duration wakeP99{0}; // delay of the engine's timer
    Duration wakeMax{0};
    Duration longestTurn{0};
    double engineCpuShare = 0; // of a core
    std::optional<double> starvedShare;
    std::uint64_t droppedEvents = 0;
    HealthVerdict verdict;

    bool operator==(const RunGenerator &) const = default;
};

// The run whose arrivals were replayed.
struct RunReplay
{
    std::string source; // the run's file
    std::uint64_t requests = 0;
    std::uint64_t leftOut = 0; // arrivals not recorded by the source

    bool operator==(const RunReplay &) const = default;
};

// Over the whole run.
struct RunHistograms
{
    RunLatency acquire;
    RunLatency service;
    RunLatency response;

    bool operator==(const RunHistograms &) const = default;
};

// The figures of a run and its end: the content of a run file. The manual's topic “run-file” describes each field. Times in the
// file are microseconds. Counts are final, after the shutdown; rate and elapsed cover the measurement.
struct RunRecord
{
    // Start of the measurement, after the warm-up. A simulated run starts in 1970, at zero of its own clock, so that the same
    // seed gives the same file.
    std::chrono::sys_seconds startedAt{};
    Plan plan;
    TrafficPlan traffic;
    std::optional<std::string> usedProtocol; // behind a pooler it may differ from the traffic's; empty: simulated or unknown
    std::uint64_t seed = 0;
    RunServer server;
    OpeningFigures opening; // at the start of the measurement
    double elapsedSeconds = 0;
    double throughputPerSecond = 0;
    RequestCounts requests;
    LatencySummary acquire;
    LatencySummary service;
    LatencySummary response;
    std::vector<RunPool> pools;
    std::map<std::string, std::uint64_t> errors;   // by SQLSTATE
    std::map<std::string, std::string> errorTexts; // the first message of each
    // Of the last workload, since it was set; empty if it has no classes, or only one script.
    std::vector<RunClass> classes;
    std::vector<RunClass> scripts;
    RetryCounts retries;
    std::uint64_t deadlinesPassed = 0; // timed out at the deadline of their class
    Duration blockedWait{0};           // total of all requests
    RunLag scheduleLag;
    double cpuMicrosPerRequest = 0;
    RunGenerator generator;
    ShutdownReport shutdown;
    bool isInterrupted = false; // the program was killed; the record ends there
    std::optional<RunReplay> replay;
    std::optional<RunArrivals> arrivals; // if they were to be recorded
    RunHistograms histograms;
    std::vector<RunSecond> series; // by second; longer steps for a long run
    std::vector<RunMark> marks;
    std::uint64_t marksLeftOut = 0;              // further marks, not recorded
    std::map<std::string, std::string> settings; // relevant settings of the server
    std::map<std::string, std::string> versions; // of the programs involved
    std::vector<std::string> sources;            // of a merged run: the files
    std::string notes;
    std::vector<std::string> tags;
    std::vector<std::string> lapses; // paths of invalid figures in the file that was read; not written

    bool operator==(const RunRecord &) const = default;
};

} // namespace poolwart
