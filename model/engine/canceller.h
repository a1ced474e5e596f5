// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/threads/jobthreads.h"

#include <functional>
#include <memory>

struct pg_cancel;
struct pg_conn;

namespace poolwart {

using CancelKey = std::shared_ptr<pg_cancel>; // libpq's PGcancel; read-only, so that any thread may use it

CancelKey cancelKeyOf(pg_conn *connection);

// Sends cancel requests off the engine thread: PQcancel has no timeout and may hang as long as the network does. Creates
// threads on demand, at most eight, and abandons one that hangs.
class Canceller
{
public:
    Canceller();
    ~Canceller();
    Canceller(const Canceller &) = delete;
    Canceller &operator=(const Canceller &) = delete;

    // Engine thread; returns at once. `done` runs when the server has taken the request or it failed, on a thread of the
    // canceller, or on the engine thread if the system has no thread for it; never, if it hangs.
    void cancel(CancelKey key, std::function<void()> done);

private:
    JobThreads m_threads;
};

} // namespace poolwart
