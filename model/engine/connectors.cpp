// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/connectors.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <set>
#include <thread>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto joinDeadline = 1s;

// The connections that this connector thread has open; what is left at its end is closed there.
thread_local std::set<std::string> openHere;

} // namespace

// One thread with a queue of jobs. Its state is shared, so that the thread may outlive this object.
class Connectors::Thread
{
public:
    using Job = std::function<void()>;

    Thread()
        : m_state(std::make_shared<State>())
        , m_thread([state = m_state] { run(*state); })
    {}

    ~Thread()
    {
        std::unique_lock lock(m_state->mutex);
        m_state->isStopping = true;
        m_state->changed.notify_all();
        const bool ended = m_state->changed.wait_for(lock, joinDeadline, [this] { return m_state->hasEnded; });
        lock.unlock();
        if (ended)
            m_thread.join();
        else
            m_thread.detach(); // it hangs in a connect; libpq will end it, or the end of the process
    }

    void add(Job job)
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->jobs.push_back(std::move(job));
        m_state->changed.notify_all();
    }

private:
    struct State
    {
        std::mutex mutex; // guards all below; never held while a job runs
        std::condition_variable changed;
        std::deque<Job> jobs;
        bool isStopping = false;
        bool hasEnded = false;
    };

    static void run(State &state)
    {
        std::unique_lock lock(state.mutex);
        while (true) {
            state.changed.wait(lock, [&] { return !state.jobs.empty() || state.isStopping; });
            if (state.jobs.empty())
                break;
            const Job job = std::move(state.jobs.front());
            state.jobs.pop_front();
            lock.unlock();
            job();
            lock.lock();
        }
        lock.unlock();
        for (const std::string &name : std::exchange(openHere, {}))
            closeConnection(name);
        lock.lock();
        state.hasEnded = true;
        state.changed.notify_all();
    }

    std::shared_ptr<State> m_state;
    std::thread m_thread;
};

Connectors::Connectors(std::shared_ptr<Postbox> postbox, OpenedHandler opened, ClosedHandler closed)
    : m_postbox(std::move(postbox))
    , m_opened(std::make_shared<OpenedHandler>(std::move(opened)))
    , m_closed(std::make_shared<ClosedHandler>(std::move(closed)))
{
    for (auto &thread : m_threads)
        thread = std::make_unique<Thread>();
}

Connectors::~Connectors() = default;

void Connectors::open(SlotId slot, std::shared_ptr<const Target> target, ConnectionRequest request)
{
    threadOf(slot).add([slot, target = std::move(target), request = std::move(request), postbox = m_postbox, handler = m_opened] {
        Opened opened;
        if (auto error = openConnection(*target, request))
            opened.error = std::move(*error);
        else
            opened.handle = nativeHandle(request.connectionName);
        if (opened.handle)
            openHere.insert(request.connectionName);
        postbox->post([slot, handler, opened = std::move(opened)] { (*handler)(slot, opened); });
    });
}

void Connectors::close(SlotId slot, std::string connectionName)
{
    threadOf(slot).add([slot, name = std::move(connectionName), postbox = m_postbox, handler = m_closed] {
        closeConnection(name);
        openHere.erase(name);
        postbox->post([slot, handler] { (*handler)(slot); });
    });
}

} // namespace poolwart
