// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/retries.h"
#include "model/arrivals/trafficsource.h"
#include "model/core/pool.h"
#include "model/core/router.h"
#include "model/dispatcher/eventqueue.h"
#include "model/dispatcher/failurewatch.h"
#include "model/dispatcher/querylogging.h"
#include "model/figures/blockedwait.h"
#include "model/figures/errorfigures.h"
#include "model/figures/runfigures.h"
#include "model/figures/secondfigures.h"
#include "model/figures/workloadfigures.h"
#include "model/workload/workloaddraw.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// What the dispatcher wants of a back end. Each Open, Close and Send is answered by one report.
struct Command
{
    enum class Kind : std::uint8_t {
        Open,   // → slotOpened or slotOpenFailed
        Close,  // → slotClosed
        Send,   // → requestCompleted or requestFailed
        Cancel, // the running statement, out of band; its request still ends by a report
        Cut,    // the connection, at once; its request still ends by a report
    };
    Kind kind{};
    SlotId slot;
    ScriptIndex script = 0;       // of Send: which of the workload's
    bool keepsParameters = false; // of Send: their values go with the report
};

// Pools, router and traffic source together: the whole of what the console measures, as one state machine. Reports and
// wishes come in with their time, commands go out; the engine carries them out on PostgreSQL, the simulator on a model.
class Dispatcher
{
public:
    // `wallStart` is the wall clock's time at engine time zero, for the event log.
    Dispatcher(std::uint64_t seed, std::chrono::system_clock::time_point wallStart);
    ~Dispatcher();

    // --- wishes
    void apply(const Plan &plan, TimePoint now);
    // With another workload the figures begin anew: what they tell is of one workload.
    void setTraffic(const TrafficPlan &traffic, const std::string &sql, TimePoint now);
    void startTraffic(TimePoint now, FailureLimit limit = FailureLimit::Half);
    void pauseTraffic(TimePoint now);
    void stopTraffic(TimePoint now);
    void endTraffic(TimePoint now);   // what waits is cancelled too; what a slot has begun is finished there, and not tried again
    void resetFigures(TimePoint now); // what is under way is no longer counted
    void pausePool(PoolId pool, TimePoint now);
    void resumePool(PoolId pool, TimePoint now);
    void drainPool(PoolId pool, TimePoint now);
    void setMostOpenings(std::size_t atOnce) { m_maxOpenings = atOnce; }
    void recyclePools(TimePoint now); // all connections anew, as after a change of server
    void cancelSlot(SlotId slot, TimePoint now);
    void closeSlot(SlotId slot, TimePoint now);
    void reopenSlot(SlotId slot, TimePoint now);
    // From the next resetFigures() on; beyond limits::maxRecordedArrivals they are only counted.
    void setArrivalRecording(bool on) { m_isRecordingArrivals = on; }
    void setQueryLogging(QueryLogging logging);

    // Arrivals stop, what was accepted is served until the deadline, then cancelled, then cut. A second call can only
    // bring the deadline nearer.
    void shutDown(Duration drainDeadline, TimePoint now);
    bool isShuttingDown() const { return m_shutdown.phase != ShutdownPhase::None; }
    bool isShutDown() const { return m_shutdown.phase == ShutdownPhase::Finished; }

    // --- reports of the back end
    void slotOpened(SlotId slot, int backendPid, Duration took, TimePoint now);
    void slotOpenFailed(SlotId slot, const Error &error, TimePoint now);
    void slotClosed(SlotId slot, TimePoint now);
    void slotLost(SlotId slot, const std::string &why, TimePoint now); // while idle
    // `parameters`: what its statements were sent with, where that was asked for.
    void requestCompleted(SlotId slot, TimePoint sent, bool isUsable, TimePoint now, std::string_view parameters = {});
    void requestFailed(SlotId slot, TimePoint sent, const Error &error, bool isUsable, TimePoint now);
    void note(Event event, TimePoint now); // for the log

    // --- time
    void tick(TimePoint now);                     // deadlines, due arrivals and retries; often enough is every few milliseconds
    std::optional<TimePoint> nextArrival() const; // or retry

    // --- what comes of it
    const PoolPlan *planOf(PoolId pool) const;              // also of a pool on its way out; null: unknown
    std::vector<Command> &commands() { return m_commands; } // the caller carries them out and clears
    EventQueue &events() { return m_events; }
    SecondQueue &seconds() { return m_seconds; }
    void fill(Snapshot &snapshot, TimePoint now) const;
    bool isOpening() const { return m_openings + m_wishes > 0; } // connections, now or as soon as it is their turn
    TimePoint measuredSince() const { return m_measuredSince; }  // the last reset of the figures
    std::uint64_t drainedRequests() const { return m_shutdown.drained; }
    std::uint64_t cancelledByShutdown() const { return m_shutdown.cancelled; }
    std::uint64_t cutConnections() const { return m_shutdown.cut; }

    std::optional<std::string> checkInvariants() const;

private:
    struct PoolEntry;
    struct SlotEntry;
    struct Request
    {
        RequestTimes times;
        TimePoint deadline = TimePoint::max(); // of its class
        RequestKind kind;
        std::uint32_t client = 0;
        std::uint32_t epoch = 0;
        std::uint32_t workload = 0; // the one that `kind` is of
        PoolId pool{};              // of the last attempt
        std::uint8_t attempts = 0;
        bool isLive = false;
    };
    // The pool that a class of the workload names.
    struct NamedPool
    {
        std::optional<std::size_t> position; // in m_entries; nothing: it is not in the plan
        bool isUnavailable = false;          // it does not accept, which the log has been told
    };
    struct Shutdown
    {
        ShutdownPhase phase = ShutdownPhase::None;
        TimePoint nextStep = TimePoint::max();
        std::uint64_t drained = 0;
        std::uint64_t cancelled = 0;
        std::uint64_t cut = 0;
    };

    std::optional<std::string> checkAccount() const;
    std::optional<std::string> checkOpenings() const;

    PoolEntry *find(PoolId pool) const;
    SlotEntry &slotOf(PoolEntry &entry, SlotIndex slot) const;

    void addOrChange(const PoolPlan &plan, std::vector<std::unique_ptr<PoolEntry>> &ordered, TimePoint now);
    void removePool(std::unique_ptr<PoolEntry> entry, std::vector<std::unique_ptr<PoolEntry>> &ordered, TimePoint now);
    void removeDrained(TimePoint now);
    void reindex();
    void noteLoad(PoolEntry &entry, TimePoint now);
    void claimPools();
    std::optional<std::size_t> namedPool(const Request &request, TimePoint now);

    void pump(TimePoint now); // requests that are due go to their pools
    void admit(const TrafficSource::Arrival &arrival, TimePoint now);
    void recordArrivalsFrom(TimePoint now);
    void recordArrival(const Request &request);
    void forgetArrivals(); // of the second that goes on
    void route(RequestId request, TimePoint now);
    void perform(PoolEntry &entry, TimePoint now);  // the pool's actions, and the openings that follow
    void carryOut(PoolEntry &entry, TimePoint now); // only the pool's actions
    void carryOutOne(PoolEntry &entry, const PoolAction &action, TimePoint now);
    std::size_t maxOpeningsNow() const;
    bool mayBeginOpening() const;
    void beginOpenings(TimePoint now);
    PoolEntry *poorestThatWants() const;
    PoolEntry *recoveringBelow(const PoolEntry &other) const;
    void openingEnded(PoolEntry &entry, const Error *failure, TimePoint now); // null: it worked
    void connectionEnded(PoolEntry &entry);
    void withdrawOpenings(PoolEntry &entry, TimePoint now);
    void granted(PoolEntry &entry, SlotIndex slot, RequestId request, TimePoint now);
    void end(PoolEntry *entry, RequestId request, Ending ending, TimePoint now);
    void setWorkload(const Workload &workload, TimePoint now);
    void endFigures(TimePoint now);
    void beginFigures(TimePoint now);
    void setKind(Request &request, RequestKind kind);
    const std::string &classNameOf(const Request &request) const;
    bool isMeasured(const Request &request) const { return request.epoch == m_epoch; }
    bool isOfThisWorkload(const Request &request) const { return request.workload == m_workloadNumber; }
    Request &requestOf(RequestId id) { return m_requests[static_cast<std::size_t>(id)]; }
    RequestId newRequest();
    std::uint64_t outstanding() const { return m_requests.size() - m_freeRequests.size(); }

    bool retry(const SlotEntry &slot, const Error &error, TimePoint now); // false: it is not to be tried again
    void sendRetries(TimePoint now);
    void endRetries(TimePoint now);
    // Without an ending it is to be tried again.
    void finishOnSlot(PoolEntry &entry, SlotId slot, std::optional<Ending> ending, bool isUsable, TimePoint now);
    void failed(PoolEntry &entry, SlotId slot, const Error &error, bool isUsable, TimePoint now);
    void timedOut(PoolEntry &entry, RequestId request, TimePoint now);
    void noteDeadline(PoolEntry *entry, const Request &request, std::optional<SlotIndex> slot, TimePoint now);
    void cancelOverdue(SlotEntry &slot, SlotId id, Duration timeout, TimePoint now);
    void cancelLate(TimePoint now);
    void restartSecond(TimePoint now);
    void endSecond(TimePoint now);
    SecondFigures makeSecond(TimePoint now);
    PoolSecond poolSecond(const PoolEntry &entry, TimePoint now) const;
    Duration blockedWait(TimePoint now) const; // of all requests together
    void doHousekeeping(TimePoint now);
    void watchStatements(TimePoint now);
    void watchFailures(TimePoint now);
    void endReplay(TimePoint now);
    void stepShutdown(TimePoint now);
    void finishShutdown(TimePoint now);
    void cancelAll(TimePoint now);
    void cutAll();

    void log(EventKind kind, Severity severity, const PoolEntry *entry, std::optional<SlotIndex> slot, TimePoint now,
             std::string detail = {}, std::optional<Duration> took = {}, std::int64_t number = 0);
    void logOften(EventKind kind, PoolEntry &entry, std::optional<SlotIndex> slot, TimePoint now, std::string detail);
    void flushFolded(TimePoint now);
    bool logsQueriesOf(const PoolEntry &entry) const;
    void logQuery(const PoolEntry &entry, SlotIndex slot, const Request &request, std::string_view parameters, TimePoint now);
    void flushQueries(TimePoint now);
    std::string queryText(const Request &request) const;
    std::string timeoutText(const PoolEntry &entry) const;
    std::string deadlineText(const Request &request) const;
    PoolSnapshot show(const PoolEntry &entry, TimePoint now) const;

    std::chrono::system_clock::time_point m_wallStart;
    std::uint64_t m_seed;
    std::vector<std::unique_ptr<PoolEntry>> m_entries; // in the plan's order, leaving ones last
    std::vector<PoolLoad> m_loads;                     // beside m_entries
    std::vector<PoolEntry *> m_byId;                   // index: PoolId
    std::size_t m_committed = 0;                       // slots of the plan
    std::size_t m_connections = 0;                     // of all pools: opening, open or closing
    std::size_t m_openings = 0;                        // of those
    std::size_t m_maxOpenings = 2 * openedAtOnce;      // few: what is decided late is decided well, and a restarted server is not stormed
    std::optional<std::size_t>
        m_openedSinceFull;       // openings that succeeded since the server had no connection left; empty: it never was full
    std::size_t m_wishes = 0;    // openings that are not begun yet
    std::uint64_t m_endings = 0; // connections that ended so far
    Router m_router;
    TrafficSource m_source;
    TrafficState m_traffic = TrafficState::Stopped;
    std::uint64_t m_trafficStarts = 0; // asked for
    TimePoint m_trafficSince{};
    TimePoint m_trafficUntil{};
    std::string m_replaySource; // the file that is replayed; empty without a replay
    FailureWatch m_failures;
    std::optional<FailureStop> m_failureStop;
    bool m_isEnded = false; // by endTraffic(), until it starts again
    std::string m_sql;
    std::string m_loggedSql; // of it what the log may show
    Workload m_workload;
    std::uint32_t m_workloadNumber = 0; // grows with each change of it
    WorkloadDraw m_draw;
    std::vector<NamedPool> m_namedPools; // by class
    std::vector<Request> m_requests;
    std::vector<std::uint32_t> m_freeRequests;
    TimePoint m_nextLate = TimePoint::max(); // deadline of a running request; never later than the true one
    RunFigures m_figures;
    WorkloadFigures m_partFigures;
    ErrorFigures m_errors;
    std::uint64_t m_deadlinesPassed = 0;
    Retries m_retries;
    RetryCounts m_retried;
    BlockedWait m_blocked;
    Duration m_blockedOfRemoved{0}; // of pools that are no more
    std::uint32_t m_epoch = 0;
    TimePoint m_measuredSince{};
    LatencyFigure m_lag; // of sends behind their intended start
    TimePoint m_nextSecond{};
    TimePoint m_secondBegan{};
    RequestCounts m_countsBefore; // as the last second ended, like the others
    RetryCounts m_retriedBefore;
    std::uint64_t m_deadlinesPassedBefore = 0;
    Duration m_blockedBefore{0};
    SecondQueue m_seconds;
    TimePoint m_nextWatch{};
    Shutdown m_shutdown;
    std::vector<Command> m_commands;
    EventQueue m_events;
    bool m_isRecordingArrivals = false;
    bool m_recordsThisMeasuring = false;
    TimePoint m_arrivalsSince{};             // their zero: the measuring's begin; of a replay its start, if it came with it
    std::size_t m_arrivalsRecorded = 0;      // in this measuring
    std::uint64_t m_arrivalsLeftOut = 0;     // in this second
    std::vector<RecordedArrival> m_arrivals; // of this second
    QueryLogging m_queryLogging;
    std::uint64_t m_queriesSeen = 0;
    int m_queriesLogged = 0; // this second
};

} // namespace poolwart
