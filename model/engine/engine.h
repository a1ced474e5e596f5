// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/trafficplan.h"
#include "model/core/event.h"
#include "model/core/plan.h"
#include "model/core/target.h"
#include "model/dispatcher/dispatcher.h"
#include "model/figures/secondfigures.h"
#include "model/figures/shutdownreport.h"
#include "model/figures/snapshot.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace poolwart {

// The engine thread: pools, router, traffic and every open connection live on it. All functions here may be called from any
// thread; none blocks but the destructor (two seconds at most). What is asked for is carried out in the order of the calls.
class Engine
{
public:
    explicit Engine(std::uint64_t seed);
    ~Engine(); // cuts open connections
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    // Changes the dispatcher on the engine thread, with the engine's time. Pools may only be applied once there is a target.
    void post(std::function<void(Dispatcher &, TimePoint now)> change);
    // post(&Dispatcher::pausePool, pool)
    template <class... Parameters, class... Values>
    void post(void (Dispatcher::*change)(Parameters...), Values... values)
    {
        post([change, ... values = std::move(values)](Dispatcher &dispatcher, TimePoint now) { (dispatcher.*change)(values..., now); });
    }

    // The server of all connections from now on; open ones are replaced. `runPrefix` begins each application_name. If writing
    // is not allowed or the workload only reads, sessions are read-only.
    void setTarget(Target target, std::string runPrefix, bool mayWrite = true);
    void setMayWrite(bool mayWrite);      // to the present target
    void setTraffic(TrafficPlan traffic); // valid: validate() said so
    // Ends in ShutdownPhase::Finished, at the latest about two seconds after the deadline. A second call shortens the deadline.
    void shutDown(Duration drainDeadline);

    // The last publication, at most 100 ms old; never null.
    std::shared_ptr<const Snapshot> snapshot() const;
    void setWindowCpuShare(double share); // of the thread that looks at the snapshots; the next one tells it
    // Events logged since the last call.
    std::vector<Event> takeEvents();
    // Seconds that ended since the last call; if it was long ago, the newest are merged.
    std::vector<SecondFigures> takeSeconds();
    std::chrono::system_clock::time_point wallStart() const; // of engine time zero; events tell wall time
    // Once the snapshot says Finished; without the backends left and the time it took.
    ShutdownReport shutdownReport() const;

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

} // namespace poolwart
