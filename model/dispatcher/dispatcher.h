// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/retries.h"
#include "model/dispatcher/arrivalrecorder.h"
#include "model/dispatcher/command.h"
#include "model/dispatcher/currentworkload.h"
#include "model/dispatcher/eventlog.h"
#include "model/dispatcher/openings.h"
#include "model/dispatcher/pooltable.h"
#include "model/dispatcher/querylog.h"
#include "model/dispatcher/requesttable.h"
#include "model/dispatcher/routing.h"
#include "model/dispatcher/runmeter.h"
#include "model/dispatcher/shutdownsequence.h"
#include "model/dispatcher/statementwatch.h"
#include "model/dispatcher/trafficcontrol.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace poolwart {

// Pools, router and traffic source as one state machine: everything that the console measures. Reports and requests come in
// with their time, commands go out; the engine performs them on PostgreSQL, the simulator on a model.
class Dispatcher
{
public:
    // `wallStart` is the wall clock's time at engine time zero, for the event log.
    Dispatcher(std::uint64_t seed, std::chrono::system_clock::time_point wallStart);

    // --- wishes
    void apply(const Plan &plan, TimePoint now);
    // Another workload resets the figures, because they describe one workload.
    void setTraffic(const TrafficPlan &traffic, const std::string &sql, TimePoint now);
    void startTraffic(TimePoint now, FailureLimit limit = FailureLimit::Half);
    void pauseTraffic(TimePoint now);
    void stopTraffic(TimePoint now);
    void endTraffic(TimePoint now);   // also cancels waiting requests; running ones end on their slots without a retry
    void resetFigures(TimePoint now); // running requests are no longer counted
    void pausePool(PoolId pool, TimePoint now);
    void resumePool(PoolId pool, TimePoint now);
    void drainPool(PoolId pool, TimePoint now);
    void setMostOpenings(std::size_t atOnce) { m_openings.setMaxAtOnce(atOnce); }
    void recyclePools(TimePoint now); // replaces all connections, as after a change of server
    void cancelSlot(SlotId slot, TimePoint now);
    void closeSlot(SlotId slot, TimePoint now);
    void reopenSlot(SlotId slot, TimePoint now);
    // Takes effect with the next resetFigures(); arrivals beyond limits::maxRecordedArrivals are only counted.
    void setArrivalRecording(bool on) { m_arrivals.setOn(on); }
    void setQueryLogging(QueryLogging logging) { m_queries.setLogging(std::move(logging)); }

    // Stops arrivals, serves accepted requests until the deadline, then cancels them, then cuts the connections. A second call
    // can only shorten the deadline.
    void shutDown(Duration drainDeadline, TimePoint now);
    bool isShuttingDown() const { return m_shutdown.hasBegun(); }
    bool isShutDown() const { return m_shutdown.isFinished(); }

    // --- reports of the back end
    void slotOpened(SlotId slot, int backendPid, Duration took, TimePoint now);
    void slotOpenFailed(SlotId slot, const Error &error, TimePoint now);
    void slotClosed(SlotId slot, TimePoint now);
    void slotLost(SlotId slot, const std::string &why, TimePoint now); // while idle
    // `parameters`: the values sent with the statements, if requested.
    void requestCompleted(SlotId slot, TimePoint sent, bool isUsable, TimePoint now, std::string_view parameters = {});
    void requestFailed(SlotId slot, TimePoint sent, const Error &error, bool isUsable, TimePoint now);
    void note(Event event, TimePoint now) { m_log.add(std::move(event), now); } // for the log

    // --- time
    void tick(TimePoint now);                     // deadlines, due arrivals and retries; call every few milliseconds
    std::optional<TimePoint> nextArrival() const; // or retry

    // --- what comes of it
    const PoolPlan *planOf(PoolId pool) const;  // also of a pool being removed; null: unknown
    Commands &commands() { return m_commands; } // the caller performs and clears them
    EventQueue &events() { return m_log.events(); }
    SecondQueue &seconds() { return m_meter.seconds(); }
    void fill(Snapshot &snapshot, TimePoint now) const;
    bool isOpening() const { return m_openings.isOpening(); }                    // connections are being opened or wait for their turn
    TimePoint measuredSince() const { return m_meter.measuredSince(); }          // time of the last reset of the figures
    const ShutdownReport &shutdownReport() const { return m_shutdown.report(); } // without the backends left and the time it took

    std::optional<std::string> checkInvariants() const;

private:
    std::optional<std::string> checkRequests() const;

    // --- the plan
    void addOrChange(const PoolPlan &plan, PoolTable::Entries &before, PoolTable::Entries &ordered, TimePoint now);
    void changePool(PoolEntry &entry, const PoolPlan &plan, TimePoint now);
    void removePool(PoolEntry &entry, TimePoint now);
    void removeDrained(TimePoint now);
    void namePools();
    void setLoad(PoolEntry &entry, TimePoint now);

    // --- the route of a request
    void pump(TimePoint now); // assigns due requests to pools
    void admit(const TrafficSource::Arrival &arrival, TimePoint now);
    void setKind(Request &request, RequestKind kind);
    void route(RequestId request, TimePoint now);
    Routing::Choice choosePool(const Request &request);
    void granted(PoolEntry &entry, SlotIndex slot, RequestId request, TimePoint now);
    void timedOut(PoolEntry &entry, RequestId request, TimePoint now);
    void rejected(PoolEntry &entry, RequestId request, TimePoint now);
    void failed(PoolEntry &entry, SlotId slot, const Error &error, bool isUsable, TimePoint now);
    bool retry(const SlotEntry &slot, const Error &error, TimePoint now); // false: it is not tried again
    // Without an ending it is tried again.
    void finishOnSlot(PoolEntry &entry, SlotId slot, std::optional<Ending> ending, bool isUsable, TimePoint now);
    void end(PoolEntry *entry, RequestId request, Ending ending, TimePoint now);
    void sendRetries(TimePoint now);
    void endRetries(TimePoint now);
    bool isEnding() const { return m_traffic.isEnded() || m_shutdown.hasBegun(); } // nothing is retried, what waits is cancelled

    // --- pools' actions
    void perform(PoolEntry &entry, TimePoint now);  // performs the pool's actions and the openings that follow
    void carryOut(PoolEntry &entry, TimePoint now); // performs only the pool's actions
    void carryOutOne(PoolEntry &entry, const PoolAction &action, TimePoint now);
    void beginOpenings(TimePoint now);
    void retryOpenings(TimePoint now);

    // --- time
    void doHousekeeping(TimePoint now);
    void watchFailures(TimePoint now);
    void endReplay(TimePoint now);
    void setWorkload(const Workload &workload, TimePoint now);
    void endFigures(TimePoint now);
    void beginFigures(TimePoint now);
    void endSecond(TimePoint now);
    void restartSecond(TimePoint now);
    void stepShutdown(TimePoint now);
    void cancelAll(TimePoint now);
    void cutAll();

    // --- the event log
    void log(EventKind kind, Severity severity, const PoolEntry *entry, std::optional<SlotIndex> slot, TimePoint now,
             std::string detail = {}, std::optional<Duration> took = {}, std::int64_t number = 0);
    void logOften(EventKind kind, PoolEntry &entry, std::optional<SlotIndex> slot, TimePoint now, std::string detail);
    void logQuery(const PoolEntry &entry, SlotIndex slot, const Request &request, std::string_view parameters, TimePoint now);
    void noteDeadline(PoolEntry *entry, const Request &request, std::optional<SlotIndex> slot, TimePoint now);
    void flushLog(TimePoint now);
    std::string timeoutText(const PoolEntry &entry) const;
    std::string deadlineText(const Request &request) const;
    PoolSnapshot show(const PoolEntry &entry, TimePoint now) const;

    std::uint64_t m_seed;
    PoolTable m_pools;
    Routing m_routing;
    Openings m_openings;
    TrafficControl m_traffic;
    CurrentWorkload m_workload;
    RequestTable m_requests;
    Retries m_retries;
    StatementWatch m_statements;
    RunMeter m_meter;
    ArrivalRecorder m_arrivals;
    EventLog m_log;
    QueryLog m_queries;
    ShutdownSequence m_shutdown;
    Commands m_commands;
};

} // namespace poolwart
