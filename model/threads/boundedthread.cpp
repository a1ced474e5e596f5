// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/threads/boundedthread.h"

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <unistd.h>
#include <utility>
#include <vector>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto timeoutAtExit = 250ms; // for all that were given up, together

} // namespace

struct BoundedThread::State
{
    std::mutex mutex; // guards hasEnded; nothing waits under it
    std::condition_variable changed;
    bool hasEnded = false;

    bool waitUntil(TimePoint time)
    {
        std::unique_lock lock(mutex);
        return changed.wait_until(lock, time, [this] { return hasEnded; });
    }
};

BoundedThread::BoundedThread(std::function<void()> work)
    : m_state(std::make_shared<State>())
    , m_thread([state = m_state, work = std::move(work)]() mutable {
        work();
        work = nullptr; // what it holds goes with it, and before its end is told
        const std::scoped_lock lock(state->mutex);
        state->hasEnded = true;
        state->changed.notify_all();
    })
{}

BoundedThread::~BoundedThread()
{
    join(std::chrono::steady_clock::now());
}

void BoundedThread::join()
{
    if (m_thread.joinable())
        m_thread.join();
}

bool BoundedThread::join(TimePoint deadline)
{
    if (!m_thread.joinable())
        return true;
    if (m_state->waitUntil(deadline)) {
        m_thread.join();
        return true;
    }
    keep(std::move(m_thread), m_state);
    return false;
}

void BoundedThread::keep(std::thread thread, std::shared_ptr<State> state)
{
    struct GivenUp
    {
        std::thread thread;
        std::shared_ptr<State> state;
    };
    static std::mutex mutex;                          // guards the list
    static auto &givenUp = *new std::vector<GivenUp>; // never destroyed: its threads may run until the very end
    static const int registered = ::on_exit(
        [](int status, void *) {
            const std::scoped_lock lock(mutex);
            const auto deadline = std::chrono::steady_clock::now() + timeoutAtExit;
            for (GivenUp &late : givenUp) {
                if (!late.state->waitUntil(deadline)) {
                    std::fflush(nullptr);
                    ::_exit(status);
                }
                late.thread.join();
            }
            givenUp.clear();
        },
        nullptr);
    static_cast<void>(registered);
    const std::scoped_lock lock(mutex);
    givenUp.push_back({.thread = std::move(thread), .state = std::move(state)});
}

} // namespace poolwart
