// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/core/plan.h"
#include "model/core/pooler.h"
#include "model/figures/healthverdict.h"
#include "model/figures/snapshot.h"
#include "model/run/runpart.h"
#include "model/run/runseries.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

// The pooler that a run went through, as far as it told.
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
    std::optional<std::string> serviceTime; // of a simulated server, as serviceTimeText(); its limits are then 0
    std::optional<RunPooler> pooler;        // in front of it

    bool operator==(const RunServer &) const = default;
};

struct RunPool
{
    std::string name;
    int slots = 0;
    std::uint64_t opened = 0;
    std::uint64_t served = 0;
    std::uint64_t timeouts = 0;
    Duration blocked{0}; // its requests together, while another pool had a free slot
    int peakInUse = 0;
    int peakWaiting = 0;
    std::optional<int> open;  // connections as the measuring ended; none: it was not recorded
    std::string connectError; // why it could not open more then; empty: it could

    bool operator==(const RunPool &) const = default;
};

// How late the open loop sent its requests, against their intended start.
struct RunLag
{
    Duration p50{0};
    Duration p99{0};
    Duration max{0};

    bool operator==(const RunLag &) const = default;
};

// How the generator fared, and what follows for the figures.
struct RunGenerator
{
    Duration wakeP99{0}; // of the engine's timer, behind its due moment
    Duration wakeMax{0};
    Duration longestTurn{0};
    double engineCpuShare = 0; // of a core
    std::optional<double> starvedShare;
    std::uint64_t droppedEvents = 0;
    HealthVerdict verdict;

    bool operator==(const RunGenerator &) const = default;
};

// How the run ended; ShutdownReport of the session, as it is stored.
struct RunShutdown
{
    std::uint64_t drained = 0;
    std::uint64_t cancelled = 0;
    std::uint64_t cut = 0;
    std::optional<int> backendsLeft; // none: not confirmed
    std::uint64_t elapsedMs = 0;

    bool operator==(const RunShutdown &) const = default;
};

// Whose arrivals a run was driven by.
struct RunReplay
{
    std::string source; // the run's file
    std::uint64_t requests = 0;
    std::uint64_t leftOut = 0; // that the source had left out

    bool operator==(const RunReplay &) const = default;
};

// Over all of the run.
struct RunHistograms
{
    RunLatency acquire;
    RunLatency service;
    RunLatency response;

    bool operator==(const RunHistograms &) const = default;
};

// What a run measured and how it ended: the content of a run file. The README describes each field. Times are
// microseconds in the file. Counts are final, after the shutdown; rate and elapsed are of the measured time.
struct RunRecord
{
    // Of the measuring, after the warm-up. A simulated run began in 1970, at zero of its own clock: the same seed has to
    // give the same file, whenever it is run.
    std::chrono::sys_seconds startedAt{};
    Plan plan;
    TrafficPlan traffic;
    std::optional<std::string> usedProtocol; // behind a pooler it may be another than the traffic's; none: simulated, or not told
    std::uint64_t seed = 0;
    RunServer server;
    OpeningFigures opening; // as the measuring began
    double elapsedSeconds = 0;
    double throughputPerSecond = 0;
    RequestCounts requests;
    LatencySummary acquire;
    LatencySummary service;
    LatencySummary response;
    std::vector<RunPool> pools;
    std::map<std::string, std::uint64_t> errors;   // by SQLSTATE
    std::map<std::string, std::string> errorTexts; // the first of each
    // Of the workload that ran last, since it was set; empty where it has no classes, or but one script.
    std::vector<RunPart> classes;
    std::vector<RunPart> scripts;
    RetryCounts retries;
    std::uint64_t deadlinesPassed = 0; // of those that timed out, by their class's deadline
    Duration blocked{0};               // of all requests together
    RunLag scheduleLag;
    double cpuMicrosPerRequest = 0;
    RunGenerator generator;
    RunShutdown shutdown;
    bool isInterrupted = false; // it has no end: the program was killed, and this is what it had recorded until then
    std::optional<RunReplay> replay;
    std::optional<RunArrivals> arrivals; // where they were to be recorded
    RunHistograms histograms;
    std::vector<RunSecond> series; // by seconds; of a long run by as many as keep it short
    std::vector<RunMark> marks;
    std::uint64_t marksLeftOut = 0;              // beyond those
    std::map<std::string, std::string> settings; // of the server, those that matter here
    std::map<std::string, std::string> versions; // of the programs that took part
    std::vector<std::string> sources;            // of a merged run: the files
    std::string notes;
    std::vector<std::string> tags;
    std::vector<std::string> lapses; // figures that the file it was read from has wrong, by their paths; in no file

    bool operator==(const RunRecord &) const = default;
};

} // namespace poolwart
