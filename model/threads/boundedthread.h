// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace poolwart {

// A thread that may hang in an uninterruptible call of libpq or Qt. Waiting for it is limited. It is never detached, because it
// would run on while the globals that it uses are destroyed. An abandoned one is joined again when the program exits; if it
// still hangs then, the program ends without destroying anything.
class BoundedThread
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    // `work` throws nothing and uses nothing that is gone before it has ended. Throws std::system_error where the system has no
    // thread left.
    explicit BoundedThread(std::function<void()> work);
    BoundedThread(BoundedThread &&) = default;
    BoundedThread &operator=(BoundedThread &&) = delete;
    ~BoundedThread(); // join() until now

    void join();
    // Waits for the end of the thread until then. False: it was given up.
    bool join(TimePoint deadline);

private:
    struct State;
    static void keep(std::thread thread, std::shared_ptr<State> state);

    std::shared_ptr<State> m_state;
    std::thread m_thread;
};

} // namespace poolwart
