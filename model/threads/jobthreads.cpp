// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/threads/jobthreads.h"

#include "model/core/text.h"

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace poolwart {

namespace {

Error jobError(const std::string &reason)
{
    return {.kind = ErrorKind::Internal, .message = text(QT_TRANSLATE_NOOP("core", "A background job failed: %1."), reason)};
}

// What the work threw, in words; none: it threw nothing.
template <class Work>
std::optional<std::string> exceptionOf(const Work &work)
{
    try {
        work();
        return std::nullopt;
    } catch (const std::exception &fault) {
        return fault.what();
    } catch (...) {
        return "unknown exception";
    }
}

// The last resort: there is no one left to tell.
void report(const std::optional<std::string> &exception)
{
    if (exception)
        std::fprintf(stderr, "poolwart: %s\n", exception->c_str());
}

} // namespace

struct JobThreads::State
{
    struct Waiting
    {
        Job job;
        Failed failed;

        void perform(const std::stop_token &stop) const
        {
            if (const auto exception = exceptionOf([&] { job(stop); }))
                report(exceptionOf([&] { failed(jobError(*exception)); }));
        }
    };

    std::stop_source stopping;
    std::function<void()> atEnd;

    mutable std::mutex mutex; // guards all below; no job runs and none is destroyed under it
    std::condition_variable changed;
    std::deque<Waiting> jobs;
    std::size_t idle = 0; // threads without a job, and those that are being made
    std::size_t unfinished = 0;
    bool isEnding = false;
};

JobThreads::JobThreads()
    : JobThreads(Settings{})
{}

JobThreads::JobThreads(Settings settings)
    : m_maxThreads(settings.maxThreads)
    , m_state(std::make_shared<State>())
{
    m_state->atEnd = std::move(settings.atEnd);
}

JobThreads::~JobThreads()
{
    stop();
    join();
}

void JobThreads::add(Job job, Failed failed)
{
    State::Waiting added{.job = std::move(job), .failed = std::move(failed)};
    std::string reason;
    {
        const std::scoped_lock lock(m_state->mutex);
        if (m_state->isEnding)
            return;
        const bool needsThread = m_state->jobs.size() >= m_state->idle && m_threads.size() < m_maxThreads;
        if (!needsThread || startThread(reason) || !m_threads.empty()) {
            m_state->jobs.push_back(std::move(added));
            ++m_state->unfinished;
            m_state->changed.notify_one();
            return;
        }
    }
    added.failed(jobError(reason));
}

// Under the mutex. False: the system has none left, for the reason given.
bool JobThreads::startThread(std::string &reason)
{
    const auto exception = exceptionOf([this] { m_threads.emplace_back([state = m_state] { work(*state); }); });
    reason = exception.value_or("");
    m_state->idle += exception ? 0 : 1;
    return !exception;
}

void JobThreads::work(State &state)
{
    const std::stop_token stop = state.stopping.get_token();
    std::unique_lock lock(state.mutex);
    while (true) {
        state.changed.wait(lock, [&] { return !state.jobs.empty() || state.isEnding; });
        if (state.jobs.empty())
            break;
        std::optional<State::Waiting> next = std::move(state.jobs.front());
        state.jobs.pop_front();
        --state.idle;
        lock.unlock();
        next->perform(stop);
        next.reset();
        lock.lock();
        --state.unfinished;
        ++state.idle;
    }
    lock.unlock();
    if (state.atEnd)
        report(exceptionOf(state.atEnd));
}

std::size_t JobThreads::unfinished() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->unfinished;
}

bool JobThreads::hasThread() const
{
    const std::scoped_lock lock(m_state->mutex);
    return !m_threads.empty();
}

void JobThreads::stop()
{
    std::deque<State::Waiting> dropped; // destroyed without the lock
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->isEnding = true;
        m_state->unfinished -= m_state->jobs.size();
        dropped.swap(m_state->jobs);
        m_state->changed.notify_all();
    }
    m_state->stopping.request_stop();
}

void JobThreads::finish()
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->isEnding = true;
    m_state->changed.notify_all();
}

void JobThreads::join()
{
    for (BoundedThread &thread : m_threads)
        thread.join();
}

bool JobThreads::join(TimePoint deadline)
{
    bool hasEnded = true;
    for (BoundedThread &thread : m_threads)
        hasEnded = thread.join(deadline) && hasEnded;
    return hasEnded;
}

} // namespace poolwart
