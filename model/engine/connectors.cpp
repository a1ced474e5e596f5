// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/connectors.h"

#include "model/server/connection/boundedthread.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto joinDeadline = 1s;

// The connections that this connector thread has open; what is left at its end is closed there.
thread_local std::set<std::string> openHere;

} // namespace

// One thread with a queue of jobs. Its state is shared, for the thread may have to be given up.
class Connectors::Thread
{
public:
    using Job = std::function<void()>;

    Thread()
        : m_state(std::make_shared<State>())
        , m_thread([state = m_state] { run(*state); })
    {}

    // What it has not begun is dropped.
    void stop()
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->isStopping = true;
        m_state->jobs.clear();
        m_state->changed.notify_all();
    }

    void join(std::chrono::steady_clock::time_point deadline)
    {
        m_thread.join(std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()));
    }

    // Those that are begun or will be.
    std::size_t jobs() const
    {
        const std::scoped_lock lock(m_state->mutex);
        return m_state->unfinished;
    }

    void add(Job job)
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->jobs.push_back(std::move(job));
        ++m_state->unfinished;
        m_state->changed.notify_all();
    }

private:
    struct State
    {
        std::mutex mutex; // guards all below; never held while a job runs
        std::condition_variable changed;
        std::deque<Job> jobs;
        std::size_t unfinished = 0; // of them, and the one under way
        bool isStopping = false;
    };

    static void run(State &state)
    {
        std::unique_lock lock(state.mutex);
        while (true) {
            state.changed.wait(lock, [&] { return !state.jobs.empty() || state.isStopping; });
            if (state.isStopping)
                break;
            const Job job = std::move(state.jobs.front());
            state.jobs.pop_front();
            lock.unlock();
            job();
            lock.lock();
            --state.unfinished;
        }
        lock.unlock();
        for (const std::string &name : std::exchange(openHere, {}))
            closeConnection(name);
    }

    std::shared_ptr<State> m_state;
    BoundedThread m_thread;
};

Connectors::Connectors(std::shared_ptr<EngineExecutor> executor, OpenedHandler opened, ClosedHandler closed)
    : m_executor(std::move(executor))
    , m_opened(std::make_shared<OpenedHandler>(std::move(opened)))
    , m_closed(std::make_shared<ClosedHandler>(std::move(closed)))
{
    for (auto &thread : m_threads)
        thread = std::make_unique<Thread>();
}

Connectors::~Connectors()
{
    m_stop.request_stop();
    std::vector<Thread *> threads;
    for (const auto &thread : m_threads)
        threads.push_back(thread.get());
    for (const auto &thread : m_pooledThreads) {
        if (thread)
            threads.push_back(thread.get());
    }
    for (Thread *thread : threads)
        thread->stop();
    const auto deadline = std::chrono::steady_clock::now() + joinDeadline;
    for (Thread *thread : threads)
        thread->join(deadline);
}

Connectors::Thread &Connectors::leastBusyThread()
{
    return **std::ranges::min_element(m_threads, {}, [](const auto &thread) { return thread->jobs(); });
}

Connectors::Thread &Connectors::pooledThread(SlotId slot)
{
    auto &thread = m_pooledThreads[(static_cast<std::size_t>(slot.pool) + slot.index) % pooledThreadCount];
    if (!thread)
        thread = std::make_unique<Thread>();
    return *thread;
}

void Connectors::open(SlotId slot, std::shared_ptr<const Target> target, ConnectionRequest request)
{
    request.stop = m_stop.get_token();
    Thread &thread = target->pooler ? pooledThread(slot) : leastBusyThread();
    m_threadOf[slot] = &thread;
    thread.add([slot, target = std::move(target), request = std::move(request), executor = m_executor, handler = m_opened] {
        Opened opened;
        if (auto error = openConnection(*target, request))
            opened.error = std::move(*error);
        else
            opened.handle = nativeHandle(request.connectionName);
        opened.isPooled = isPooledConnection(request.connectionName);
        if (opened.handle)
            openHere.insert(request.connectionName);
        executor->post([slot, handler, opened = std::move(opened)] { (*handler)(slot, opened); });
    });
}

void Connectors::close(SlotId slot, std::string connectionName)
{
    m_threadOf.at(slot)->add([slot, name = std::move(connectionName), executor = m_executor, handler = m_closed] {
        Descriptor socket = socketOf(name);
        closeConnection(name);
        openHere.erase(name);
        executor->post([slot, handler, socket = std::move(socket)]() mutable { (*handler)(slot, std::move(socket)); });
    });
}

} // namespace poolwart
