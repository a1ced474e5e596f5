// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/threads/boundedthread.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace poolwart {

// Runs jobs that block on threads of its own, in the order in which they were added: one after another on one thread, or on
// several threads that share the queue. A thread is made when a job needs one. An exception of a job ends here and is reported.
class JobThreads
{
public:
    // The token's stop is requested by stop().
    using Job = std::function<void(const std::stop_token &)>;
    // Called in place of the rest of a job that threw, on its thread; or in place of a job for which no thread could be made, on
    // the thread that added it.
    using Failed = std::function<void(const Error &)>;
    using TimePoint = std::chrono::steady_clock::time_point;

    struct Settings
    {
        std::size_t maxThreads = 1;
        std::function<void()> atEnd; // runs on each thread as its last act
    };

    JobThreads();
    explicit JobThreads(Settings settings);
    ~JobThreads(); // stop() and join()
    JobThreads(const JobThreads &) = delete;
    JobThreads &operator=(const JobThreads &) = delete;

    // Any thread; none of them waits for a job.
    void add(Job job, Failed failed); // dropped after stop() and after finish()
    std::size_t unfinished() const;   // jobs that wait or run
    bool hasThread() const;
    void stop();   // drops the jobs that have not begun and asks the others to stop
    void finish(); // what was added still runs, then the threads end

    // After stop() or finish(), on one thread that is not one of these.
    void join();
    // False: a thread had not ended by then and was given up. What its job uses must outlive it.
    bool join(TimePoint deadline);

private:
    struct State;
    static void work(State &state);
    bool startThread(std::string &reason);

    const std::size_t m_maxThreads;
    const std::shared_ptr<State> m_state; // shared with threads that may outlive this
    std::vector<BoundedThread> m_threads; // guarded by the state's mutex until no job is added any more
};

} // namespace poolwart
