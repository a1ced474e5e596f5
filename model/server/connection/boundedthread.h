// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace poolwart {

// A thread that may hang in a call of libpq's or Qt's that nothing interrupts, and that nobody waits for without end. It is
// never detached: it would run on while the globals that it uses are destroyed. One that was given up is waited for once more
// as the program exits; if it still hangs then, the program ends without destroying anything.
class BoundedThread
{
public:
    BoundedThread() = default;
    explicit BoundedThread(std::function<void()> work); // it uses nothing that is gone before it has ended
    BoundedThread(BoundedThread &&) = default;
    BoundedThread &operator=(BoundedThread &&) = default;
    ~BoundedThread(); // join(), without timeout

    // Waits for its end so long at most. False: it was given up.
    bool join(std::chrono::milliseconds timeout);

private:
    struct State;
    static void keep(std::thread thread, std::shared_ptr<State> state);

    std::shared_ptr<State> m_state;
    std::thread m_thread;
};

} // namespace poolwart
