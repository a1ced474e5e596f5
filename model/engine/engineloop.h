// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/engine.h"
#include "model/engine/enginemonitor.h"
#include "model/engine/enginetime.h"
#include "model/engine/pgbackend.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace poolwart {

// Everything that runs on the engine thread, and the only place where its state is published.
class Engine::Loop
{
public:
    explicit Loop(std::uint64_t seed);
    ~Loop();
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    // Runs the change on the engine thread, then carries out what follows from it. Any thread.
    template <class Change>
    void post(Change change)
    {
        asio::post(m_context, [this, change = std::move(change)]() mutable {
            change(*this);
            changed();
        });
    }

    // Engine thread.
    Dispatcher &dispatcher() { return m_dispatcher; }
    TimePoint now() const { return m_clock.now(); }
    void setTarget(Target target, std::string runPrefix, bool mayWrite);
    void setMayWrite(bool mayWrite);
    void setTraffic(const TrafficPlan &traffic);
    void shutDown(Duration drainDeadline);

    // Any thread.
    std::shared_ptr<const Snapshot> snapshot() const;
    void setWindowCpuShare(double share) { m_windowCpuShare = share; }
    std::vector<Event> takeEvents();
    std::vector<SecondFigures> takeSeconds();
    std::chrono::system_clock::time_point wallStart() const { return m_wallStart; }
    ShutdownReport shutdownReport() const;

private:
    void run();
    void goOnAfter(const char *exception);
    void changed();
    void armTimer();
    void tick();
    void publish();

    const EngineTime m_clock;
    const std::chrono::system_clock::time_point m_wallStart = std::chrono::system_clock::now();
    asio::io_context m_context{1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    asio::steady_timer m_timer;
    std::chrono::steady_clock::time_point m_timerAt = std::chrono::steady_clock::time_point::max();
    Dispatcher m_dispatcher;
    PgBackend m_backend;
    bool m_hasTarget = false;
    bool m_mayWrite = false; // to the target
    TimePoint m_nextPublish{};
    EngineMonitor m_monitor;
    TimePoint m_monitoredSince{}; // the last reset of the monitor
    std::uint64_t m_sequence = 0;
    bool m_hasFailed = false;  // something threw since the last whole tick
    bool m_hasToldEnd = false; // a snapshot said that the shutdown is over
    std::atomic<double> m_windowCpuShare = 0;

    mutable std::mutex m_mutex; // guards the four below; held for a swap or the moves of a few lines
    std::shared_ptr<const Snapshot> m_published = std::make_shared<Snapshot>();
    std::vector<Event> m_events;
    SecondQueue m_seconds;
    ShutdownReport m_shutdownReport;

    std::thread m_thread; // last, because it uses all other members
};

} // namespace poolwart
