// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/ids.h"
#include "model/core/slotstate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What the engine shows of itself: plain values, copied once per refresh. Counters only grow; rates are
// differences of two snapshots, made by whoever wants them.
namespace poolwart {

struct LatencySummary
{
    std::uint64_t count = 0;
    Duration mean{0};
    Duration p50{0};
    Duration p95{0};
    Duration p99{0};
    Duration p999{0};
    Duration p9999{0};
    Duration max{0};

    bool operator==(const LatencySummary &) const = default;
};

// offered = completed + failed + timedOut + rejected + cancelled + dropped + in flight + waiting + awaiting a retry, always.
struct RequestCounts
{
    std::uint64_t offered = 0;
    std::uint64_t completed = 0;
    std::uint64_t failed = 0;    // the server answered with an error, or the connection was lost
    std::uint64_t timedOut = 0;  // waited for a slot until the acquire timeout, or not done at its class's deadline
    std::uint64_t rejected = 0;  // the queue was full, or no pool took requests
    std::uint64_t cancelled = 0; // ended on request: by the user or by a shutdown
    std::uint64_t dropped = 0;   // due, but the generator had too many outstanding to admit it

    std::uint64_t ended() const { return completed + failed + timedOut + rejected + cancelled + dropped; }
    bool operator==(const RequestCounts &) const = default;
};

struct SlotSnapshot
{
    SlotIndex index = 0;
    SlotState state = SlotState::Closed;
    bool heldClosed = false; // closed by the user, and stays so until reopened
    int backendPid = 0;      // 0: none
    std::uint64_t served = 0;
    std::optional<Duration> statementAge; // set while a statement runs
    std::string lastError;                // the server's words; empty: none yet

    bool operator==(const SlotSnapshot &) const = default;
};

struct PoolSnapshot
{
    PoolId id{};
    std::string name;
    PoolState state = PoolState::Active;
    bool leaving = false; // no longer in the plan; goes when it has drained
    int slots = 0;        // wanted
    int minimumIdle = 0;  // kept open
    int open = 0;         // with a connection: idle, in use or retiring
    int opening = 0;
    int idle = 0;
    int inUse = 0; // lent to a request, retiring ones included
    int backingOff = 0;
    int waiting = 0;
    int peakInUse = 0;
    int peakWaiting = 0;
    Duration oldestWait{0};
    Duration blockedWait{0}; // of its requests together, while another pool had a free slot
    std::uint64_t acquired = 0;
    std::uint64_t served = 0; // completed here
    std::uint64_t failed = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t rejected = 0;
    std::uint64_t cancelled = 0;
    std::uint64_t opened = 0; // connections opened so far
    std::uint64_t openFailures = 0;
    std::uint64_t broken = 0; // connections lost without being asked to
    std::uint64_t lifetimeClosed = 0;
    std::uint64_t idleClosed = 0;
    LatencySummary acquire;       // over the run: from asking for a slot to having it
    LatencySummary response;      // over the run: from the intended start to the end
    LatencySummary usage;         // over the run: a slot lent, from having it to its release
    LatencySummary creation;      // of all connections opened so far, a warm-up's too
    Duration recentAcquireP99{0}; // over the last full second
    std::string lastConnectError; // empty once an opening succeeds
    std::vector<SlotSnapshot> slotList;
};

enum class TrafficState : std::uint8_t { Stopped, Running, Paused };

enum class ShutdownPhase : std::uint8_t {
    None,
    Draining,   // arrivals stopped; what was accepted is served
    Cancelling, // the deadline has passed; running statements are cancelled
    Closing,    // connections are closed
    Finished,
};

// How good the load generator was, so that its own limits are not taken for the server's. Shares are of one processor
// core. What is "recent" is of the last full second, all else of the run.
struct GeneratorHealth
{
    LatencySummary lag; // of sends behind their intended start; open loop only
    Duration recentLagP99{0};
    LatencySummary wake; // of the engine's timer: from its due moment until its handler ran
    Duration recentWakeMax{0};
    Duration longestTurn{0}; // that the engine was at one batch of work and looked at nothing else
    Duration recentLongestTurn{0};
    double engineCpuShare = 0; // recent
    double runEngineCpuShare = 0;
    double processCpuShare = 0; // recent; all threads, so it may be above 1
    double windowCpuShare = 0;  // recent; the thread of the window, or of a headless run's session
    // The engine was ready to run, but another had its processor; none where the system does not tell.
    std::optional<double> starvedShare; // recent
    std::optional<double> runStarvedShare;
    double cpuMicrosPerRequest = 0; // engine thread
    std::uint64_t droppedEvents = 0;
};

// What is measured of a class or of a script of the workload.
struct PartSnapshot
{
    std::string name;      // empty: the scripts of no class
    std::string className; // of a script; empty: of none
    RequestCounts requests;
    LatencySummary acquire;
    LatencySummary service;
    LatencySummary response;
    LatencySummary recentResponse; // over the last full second

    bool operator==(const PartSnapshot &) const = default;
};

// Errors of one SQLSTATE in one class. Those that a retry made good count too.
struct ErrorFigure
{
    std::string sqlState;  // "connection" where the server could give none
    std::string className; // empty: of no class
    std::uint64_t count = 0;
    std::uint64_t recentPerSecond = 0; // in the last full second
    std::string firstText;             // the server's words
    TimePoint firstAt{};

    bool operator==(const ErrorFigure &) const = default;
};

// Whether traffic of which more than half fails is stopped.
enum class FailureLimit : std::uint8_t { Half, None };

// Why traffic was stopped by itself: of the requests that were answered in two seconds more than half failed.
struct FailureStop
{
    std::string sqlState;     // the most frequent; as of ErrorFigure
    std::string firstText;    // of that one: the server's words
    std::uint64_t failed = 0; // in those two seconds
    std::uint64_t answered = 0;

    bool operator==(const FailureStop &) const = default;
};

struct Snapshot
{
    std::uint64_t sequence = 0; // grows by one with each publication
    TimePoint at{};             // engine time; differences divide rates
    TimePoint measuredSince{};  // end of the warm-up or last reset of the figures
    std::uint32_t workload = 0; // grows with each change of it; the figures are of this one
    TrafficState traffic = TrafficState::Stopped;
    std::uint64_t trafficStarts = 0; // how often it was asked to start: whoever asked sees in which snapshot it has been heard
    TimePoint trafficSince{};        // its last start from a stop
    TimePoint trafficUntil{};        // its last stop
    ShutdownPhase shutdown = ShutdownPhase::None;
    std::optional<FailureStop> failureStop; // set until the traffic is started again
    RequestCounts requests;
    std::uint64_t inFlight = 0;         // sent and not answered
    std::uint64_t waiting = 0;          // in pools' queues
    std::uint64_t awaitingRetry = 0;    // between two attempts
    std::uint64_t retries = 0;          // attempts after a request's first one; in no count of requests
    std::uint64_t retriedCompleted = 0; // requests that completed after a retry
    std::uint64_t retriesRefused = 0;   // that the policy allowed and its budget did not
    std::uint64_t deadlinesPassed = 0;  // of those that timed out, by their class's deadline
    Duration blockedWait{0};            // of all requests together: in one pool while another had a free slot
    LatencySummary acquire;             // over the run
    LatencySummary service;             // from sending to the last byte
    LatencySummary response;            // from the intended start
    LatencySummary recentService;       // over the last full second
    LatencySummary recentResponse;
    std::vector<ErrorFigure> errors;   // by SQLSTATE, then by class
    std::vector<PartSnapshot> classes; // in the workload's order, those of no class last; empty: it has no classes
    std::vector<PartSnapshot> scripts; // in the workload's order; empty: it has but one
    GeneratorHealth health;
    std::string statement;           // as it runs now
    std::vector<PoolSnapshot> pools; // in the plan's order, leaving ones last
};

} // namespace poolwart
