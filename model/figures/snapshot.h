// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/ids.h"
#include "model/core/slotstate.h"
#include "model/figures/classfigures.h"
#include "model/figures/latencysummary.h"
#include "model/figures/poolfigures.h"
#include "model/figures/requestcounts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The published state of the engine: plain values, copied once per refresh. Counters only increase; a reader computes rates
// from two snapshots.
namespace poolwart {

struct SlotSnapshot
{
    SlotIndex index = 0;
    SlotState state = SlotState::Closed;
    bool heldClosed = false;              // closed by the user until reopened
    int backendPid = 0;                   // 0: none
    std::uint64_t completed = 0;          // requests
    std::optional<Duration> statementAge; // set while a statement runs
    std::string lastError;                // the server's words; empty: no error yet

    bool operator==(const SlotSnapshot &) const = default;
};

// What a pool is at a moment, beside its slots.
struct PoolStatus : PoolFigures
{
    PoolId id{};
    PoolState state = PoolState::Active;
    bool leaving = false; // no longer in the plan; removed when it has drained
    int minimumIdle = 0;  // to be kept open
    int open = 0;         // with a connection: idle, in use or retiring
    int opening = 0;
    int backingOff = 0;
    Duration oldestWait{0};
    LatencySummary usage;         // over the run: from getting a slot to its release
    LatencySummary creation;      // of all connections opened so far, including the warm-up
    Duration recentAcquireP99{0}; // over the last full second
    std::string lastConnectError; // empty once an opening succeeds

    bool operator==(const PoolStatus &) const = default;
};

struct PoolSnapshot : PoolStatus
{
    std::vector<SlotSnapshot> slotList;

    bool operator==(const PoolSnapshot &) const = default;
};

enum class TrafficState : std::uint8_t { Stopped, Running, Paused };

enum class ShutdownPhase : std::uint8_t {
    None,
    Draining,   // arrivals stopped; accepted requests are served
    Cancelling, // the deadline has passed; running statements are cancelled
    Closing,    // connections are closed
    Finished,
};

// Health of the load generator, so that its limits are not mistaken for the server's. Shares are of one processor core.
// "Recent" means the last full second, all else the run.
struct GeneratorHealth
{
    LatencySummary lag; // delay of sends after their intended start; open loop only
    Duration recentLagP99{0};
    LatencySummary wake; // of the engine's timer: from its due moment until its handler ran
    Duration recentWakeMax{0};
    Duration longestTurn{0}; // longest time in one batch of work
    Duration recentLongestTurn{0};
    double engineCpuShare = 0; // recent
    double runEngineCpuShare = 0;
    double processCpuShare = 0; // recent; all threads, so it may be above 1
    double windowCpuShare = 0;  // recent; the thread of the window, or of a headless run's session
    // Share of the time in which the engine was ready to run without a processor; empty if the system does not report it.
    std::optional<double> starvedShare; // recent
    std::optional<double> runStarvedShare;
    double cpuMicrosPerRequest = 0; // engine thread
    std::uint64_t droppedEvents = 0;
};

// Errors of one SQLSTATE in one class. Errors of requests that succeeded after a retry count too.
struct ErrorFigure
{
    std::string sqlState;  // "connection" where the server could give none
    std::string className; // empty: no class
    std::uint64_t count = 0;
    std::uint64_t recentPerSecond = 0; // in the last full second
    std::string firstText;             // the server's words
    TimePoint firstAt{};

    bool operator==(const ErrorFigure &) const = default;
};

// Whether traffic stops when more than half of its requests fail.
enum class FailureLimit : std::uint8_t { Half, None };

// Reason of an automatic stop: more than half of the requests answered in two seconds failed.
struct FailureStop
{
    std::string sqlState;     // the most frequent one, as in ErrorFigure
    std::string firstText;    // its message from the server
    std::uint64_t failed = 0; // in those two seconds
    std::uint64_t answered = 0;

    bool operator==(const FailureStop &) const = default;
};

struct Snapshot
{
    std::uint64_t sequence = 0; // increases by one with each publication
    TimePoint at{};             // engine time; rates divide by its differences
    TimePoint measuredSince{};  // end of the warm-up, or last reset of the figures
    std::uint32_t workload = 0; // increases with each change; identifies the workload of the figures
    TrafficState traffic = TrafficState::Stopped;
    std::uint64_t trafficStarts = 0; // number of requested starts; shows in which snapshot a start took effect
    TimePoint trafficSince{};        // its last start from a stop
    TimePoint trafficUntil{};        // its last stop
    ShutdownPhase shutdown = ShutdownPhase::None;
    std::optional<FailureStop> failureStop; // set until the traffic is started again
    RequestCounts requests;
    std::uint64_t inFlight = 0;      // sent and not yet answered
    std::uint64_t waiting = 0;       // in pools' queues
    std::uint64_t awaitingRetry = 0; // between two attempts
    RetryCounts retries;
    std::uint64_t deadlinesPassed = 0; // timed out at the deadline of their class
    Duration blockedWait{0};           // total of all requests: in one pool while another had a free slot
    LatencySummary acquire;            // over the run
    LatencySummary service;            // from sending to the last byte
    LatencySummary response;           // from the intended start
    LatencySummary recentService;      // over the last full second
    LatencySummary recentResponse;
    std::vector<ErrorFigure> errors;   // by SQLSTATE, then by class
    std::vector<ClassFigures> classes; // in workload order, requests without a class last; empty: no classes
    std::vector<ClassFigures> scripts; // in workload order; empty: only one script
    GeneratorHealth health;
    std::string statement;           // current one
    std::vector<PoolSnapshot> pools; // in plan order, pools being removed last
};

} // namespace poolwart
