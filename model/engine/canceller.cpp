// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/canceller.h"

#include <libpq-fe.h>

#include <array>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace poolwart {

struct Canceller::State
{
    using Job = std::pair<CancelKey, std::function<void()>>;

    std::mutex mutex; // guards all below; never held over PQcancel
    std::deque<Job> jobs;
    int threads = 0;
};

namespace {
constexpr int mostThreads = 8;
}

CancelKey cancelKeyOf(pg_conn *connection)
{
    return {PQgetCancel(connection), PQfreeCancel};
}

Canceller::Canceller()
    : m_state(std::make_shared<State>())
{}

Canceller::~Canceller()
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->jobs.clear();
}

void Canceller::cancel(CancelKey key, std::function<void()> done)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->jobs.emplace_back(std::move(key), std::move(done));
    if (m_state->threads >= mostThreads)
        return;
    ++m_state->threads;
    std::thread([state = m_state] { work(state); }).detach();
}

void Canceller::work(const std::shared_ptr<State> &state)
{
    std::unique_lock lock(state->mutex);
    while (!state->jobs.empty()) {
        const State::Job job = std::move(state->jobs.front());
        state->jobs.pop_front();
        lock.unlock();
        std::array<char, 256> message{};
        PQcancel(job.first.get(), message.data(), static_cast<int>(message.size()));
        job.second();
        lock.lock();
    }
    --state->threads;
}

} // namespace poolwart
