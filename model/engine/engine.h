// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/core/event.h"
#include "model/core/plan.h"
#include "model/core/target.h"
#include "model/dispatcher/querylogging.h"
#include "model/figures/secondfigures.h"
#include "model/figures/snapshot.h"

#include <memory>
#include <string>
#include <vector>

namespace poolwart {

// What a shutdown did with what was left.
struct DrainResult
{
    std::uint64_t drained = 0;   // requests finished after arrivals stopped
    std::uint64_t cancelled = 0; // requests cancelled, waiting ones included
    std::uint64_t cut = 0;       // connections whose socket was cut

    bool operator==(const DrainResult &) const = default;
};

// The engine thread: pools, router, traffic and every open connection live on it. All functions here may be called
// from any thread; none blocks but the destructor (two seconds at most). Wishes are carried out in the order of the calls.
class Engine
{
public:
    explicit Engine(std::uint64_t seed);
    ~Engine(); // cuts what is open
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    // The server for all connections from now on; open ones are replaced. `runPrefix` begins each application_name.
    // Where nothing may be written, and under a workload that only reads, sessions are read-only.
    void setTarget(Target target, std::string runPrefix, bool mayWrite = true);
    void setMayWrite(bool mayWrite); // to the present target
    // The desired pools. Without a target nothing is opened.
    void apply(Plan plan);
    void setTraffic(TrafficPlan traffic); // valid: validate() said so
    void startTraffic(FailureLimit limit = FailureLimit::Half);
    void pauseTraffic();
    void stopTraffic();
    void endTraffic(); // and cancel what waits: nothing of it reaches another server
    void resetFigures();
    void pausePool(PoolId pool);
    void resumePool(PoolId pool);
    void drainPool(PoolId pool);
    void cancelSlot(SlotId slot);
    void closeSlot(SlotId slot);
    void reopenSlot(SlotId slot);
    void setArrivalRecording(bool on); // of each measuring that begins afterwards
    void setQueryLogging(QueryLogging logging);
    void note(Event event); // into the event log, with the engine's time

    // Ends in ShutdownPhase::Finished, at the latest about two seconds after the deadline. Again: sooner.
    void shutDown(Duration drainDeadline);

    // The last publication, at most 100 ms old.
    Snapshot snapshot() const;
    // What was logged since the last call.
    std::vector<Event> takeEvents();
    // The seconds that ended since the last call; after a while without one the newest are one.
    std::vector<SecondFigures> takeSeconds();
    std::chrono::system_clock::time_point wallStart() const; // of engine time zero; events tell wall time
    DrainResult drainResult() const;                         // once the snapshot says Finished

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

} // namespace poolwart
