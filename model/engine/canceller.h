// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/boundedthread.h"

#include <functional>
#include <memory>
#include <vector>

struct pg_cancel;
struct pg_conn;

namespace poolwart {

using CancelKey = std::shared_ptr<pg_cancel>; // libpq's PGcancel; read-only, so that any thread may use it

CancelKey cancelKeyOf(pg_conn *connection);

// Sends cancel requests off the engine thread: PQcancel knows no timeout and may hang for as long as the network does.
// Threads are made when needed, at most eight, and one that hangs is given up.
class Canceller
{
public:
    Canceller();
    ~Canceller();
    Canceller(const Canceller &) = delete;
    Canceller &operator=(const Canceller &) = delete;

    // Engine thread; returns at once. `done` runs on a thread of the canceller when the server has taken the request or
    // it failed; never, if it hangs.
    void cancel(CancelKey key, std::function<void()> done);

private:
    struct State;
    static void work(State &state);

    std::shared_ptr<State> m_state;
    std::vector<BoundedThread> m_threads;
};

} // namespace poolwart
