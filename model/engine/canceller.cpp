// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/canceller.h"

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

namespace poolwart {

struct Canceller::State
{
    using Job = std::pair<CancelKey, std::function<void()>>;

    std::mutex mutex; // guards all below; never held over PQcancel
    std::condition_variable changed;
    std::deque<Job> jobs;
    int resting = 0; // threads without a job
    bool isStopping = false;
};

namespace {

using namespace std::chrono_literals;

constexpr std::size_t maxThreads = 8;
constexpr auto cancelTimeout = 250ms; // for all of them

} // namespace

CancelKey cancelKeyOf(pg_conn *connection)
{
    return {PQgetCancel(connection), PQfreeCancel};
}

Canceller::Canceller()
    : m_state(std::make_shared<State>())
{}

Canceller::~Canceller()
{
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->isStopping = true;
        m_state->jobs.clear();
        m_state->changed.notify_all();
    }
    const auto deadline = std::chrono::steady_clock::now() + cancelTimeout;
    for (BoundedThread &thread : m_threads)
        thread.join(std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()));
}

void Canceller::cancel(CancelKey key, std::function<void()> done)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->jobs.emplace_back(std::move(key), std::move(done));
    m_state->changed.notify_one();
    const bool needsThread = static_cast<std::size_t>(m_state->resting) < m_state->jobs.size();
    if (needsThread && m_threads.size() < maxThreads)
        m_threads.emplace_back([state = m_state] { work(*state); });
}

void Canceller::work(State &state)
{
    std::unique_lock lock(state.mutex);
    while (true) {
        ++state.resting;
        state.changed.wait(lock, [&] { return !state.jobs.empty() || state.isStopping; });
        --state.resting;
        if (state.isStopping)
            return;
        const State::Job job = std::move(state.jobs.front());
        state.jobs.pop_front();
        lock.unlock();
        std::array<char, 256> message{};
        PQcancel(job.first.get(), message.data(), static_cast<int>(message.size()));
        job.second();
        lock.lock();
    }
}

} // namespace poolwart
