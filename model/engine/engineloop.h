// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/engine.h"
#include "model/engine/enginemonitor.h"
#include "model/engine/pgbackend.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <mutex>
#include <thread>

namespace poolwart {

// What happens on the engine thread, and the one place where it shows itself to others.
class Engine::Loop final : private PgBackend::Clock
{
public:
    explicit Loop(std::uint64_t seed);
    ~Loop() override;

    // Runs the wish on the engine thread, then carries out what follows from it. Any thread.
    template <class Wish>
    void post(Wish wish)
    {
        asio::post(m_context, [this, wish = std::move(wish)]() mutable {
            wish(*this);
            m_backend.flush();
            armTimer();
        });
    }

    // Engine thread.
    Dispatcher &dispatcher() { return m_dispatcher; }
    TimePoint now() const override;
    void setTarget(Target target, std::string runPrefix, bool mayWrite);
    void setMayWrite(bool mayWrite);
    void apply(const Plan &plan);
    void setTraffic(const TrafficPlan &traffic);
    void resetFigures();
    void shutDown(Duration drainDeadline);

    // Any thread.
    Snapshot snapshot() const;
    std::vector<Event> takeEvents();
    std::vector<SecondFigures> takeSeconds();
    std::chrono::system_clock::time_point wallStart() const { return m_wallStart; }
    DrainResult drainResult() const;

private:
    void run();
    void armTimer();
    void tick();
    void publish();

    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
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
    std::uint64_t m_sequence = 0;
    Snapshot m_working; // reused

    mutable std::mutex m_mutex; // guards the four below; held for a copy or a swap
    Snapshot m_published;
    std::vector<Event> m_events;
    SecondQueue m_seconds;
    DrainResult m_drainResult;

    std::thread m_thread; // last: everything else is there when it starts
};

} // namespace poolwart
