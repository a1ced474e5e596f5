// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/pool.h"
#include "model/core/router.h"
#include "model/traffic/eventqueue.h"
#include "model/traffic/runfigures.h"
#include "model/traffic/trafficsource.h"
#include "model/traffic/workload.h"

#include <memory>
#include <string>
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
    ScriptIndex script = 0; // of Send: which of the workload's
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
    void setTraffic(const TrafficPlan &traffic, const std::string &sql, TimePoint now);
    void startTraffic(TimePoint now);
    void pauseTraffic(TimePoint now);
    void stopTraffic(TimePoint now);
    void resetFigures(TimePoint now); // what is under way is no longer counted
    void pausePool(PoolId pool, TimePoint now);
    void resumePool(PoolId pool, TimePoint now);
    void drainPool(PoolId pool, TimePoint now);
    void recyclePools(TimePoint now); // all connections anew, as after a change of server
    void cancelSlot(SlotId slot, TimePoint now);
    void closeSlot(SlotId slot, TimePoint now);
    void reopenSlot(SlotId slot, TimePoint now);
    void setQueryLogging(bool on) { m_queryLogging = on; }

    // Arrivals stop, what was accepted is served until the deadline, then cancelled, then cut. A second call can only
    // bring the deadline nearer.
    void shutDown(Duration drainDeadline, TimePoint now);
    bool isShutDown() const { return m_shutdown.phase == ShutdownPhase::Finished; }

    // --- reports of the back end
    void slotOpened(SlotId slot, int backendPid, Duration took, TimePoint now);
    void slotOpenFailed(SlotId slot, const Error &error, TimePoint now);
    void slotClosed(SlotId slot, TimePoint now);
    void slotLost(SlotId slot, const std::string &why, TimePoint now); // while idle
    void requestCompleted(SlotId slot, TimePoint sent, bool isUsable, TimePoint now);
    void requestFailed(SlotId slot, TimePoint sent, const Error &error, bool isUsable, TimePoint now);
    void note(Event event, TimePoint now); // for the log

    // --- time
    void tick(TimePoint now); // deadlines and due arrivals; often enough is every few milliseconds
    std::optional<TimePoint> nextArrival() const { return m_source.nextDue(); }

    // --- what comes of it
    const PoolPlan *planOf(PoolId pool) const; // also of a pool on its way out; null: unknown
    std::vector<Command> &commands() { return m_commands; } // the caller carries them out and clears
    EventQueue &events() { return m_events; }
    void fill(Snapshot &snapshot, TimePoint now) const;
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
        std::uint32_t client = 0;
        std::uint32_t epoch = 0;
        bool isLive = false;
    };
    struct Shutdown
    {
        ShutdownPhase phase = ShutdownPhase::None;
        TimePoint nextStep = TimePoint::max();
        std::uint64_t drained = 0;
        std::uint64_t cancelled = 0;
        std::uint64_t cut = 0;
    };

    PoolEntry *find(PoolId pool) const;
    SlotEntry &slotOf(PoolEntry &entry, SlotIndex slot) const;

    void addOrChange(const PoolPlan &plan, std::vector<std::unique_ptr<PoolEntry>> &ordered, TimePoint now);
    void sendAway(std::unique_ptr<PoolEntry> entry, std::vector<std::unique_ptr<PoolEntry>> &ordered, TimePoint now);
    void forgetDrained(TimePoint now);
    void reindex();

    void pump(TimePoint now); // requests that are due go to their pools
    void admit(const TrafficSource::Arrival &arrival, TimePoint now);
    void perform(PoolEntry &entry, TimePoint now); // the pool's actions
    void granted(PoolEntry &entry, SlotIndex slot, RequestId request, TimePoint now);
    void end(PoolEntry *entry, RequestId request, Ending ending, TimePoint now);
    bool isMeasured(const Request &request) const { return request.epoch == m_epoch; }
    RequestId newRequest();
    std::uint64_t outstanding() const { return m_requests.size() - m_freeRequests.size(); }

    void finishOnSlot(PoolEntry &entry, SlotId slot, Ending ending, bool isUsable, TimePoint now);
    void careForPools(TimePoint now);
    void watchStatements(TimePoint now);
    void stepShutdown(TimePoint now);
    void cancelAll(TimePoint now);
    void cutAll();

    void log(EventKind kind, Severity severity, const PoolEntry *entry, std::optional<SlotIndex> slot, TimePoint now, std::string detail = {}, std::optional<Duration> took = {}, std::int64_t number = 0);
    void logOften(EventKind kind, PoolEntry &entry, std::optional<SlotIndex> slot, TimePoint now, std::string detail);
    void flushFolded(TimePoint now);
    void logQuery(const PoolEntry &entry, SlotIndex slot, Duration service, TimePoint now);
    std::string timeoutText(const PoolEntry &entry) const;
    PoolSnapshot show(const PoolEntry &entry, TimePoint now) const;

    std::chrono::system_clock::time_point m_wallStart;
    std::uint64_t m_seed;
    std::vector<std::unique_ptr<PoolEntry>> m_entries; // in the plan's order, leaving ones last
    std::vector<PoolLoad> m_loads;                     // beside m_entries
    std::vector<PoolEntry *> m_byId;                   // index: PoolId
    Router m_router;
    TrafficSource m_source;
    TrafficState m_traffic = TrafficState::Stopped;
    std::string m_sql;
    std::vector<Request> m_requests;
    std::vector<std::uint32_t> m_freeRequests;
    RunFigures m_figures;
    std::uint32_t m_epoch = 0;
    TimePoint m_measuredSince{};
    LatencyFigure m_lag; // of sends behind their intended start
    TimePoint m_nextSecond{};
    TimePoint m_nextWatch{};
    Shutdown m_shutdown;
    std::vector<Command> m_commands;
    EventQueue m_events;
    bool m_queryLogging = false;
    int m_queriesLogged = 0; // this second
};

} // namespace poolwart
