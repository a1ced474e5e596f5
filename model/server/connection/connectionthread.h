// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/boundedquery.h"
#include "model/server/connection/plainconnection.h"
#include "model/threads/jobthreads.h"

#include <memory>

namespace poolwart {

// A plain connection, opened on its own thread because opening blocks and cannot be interrupted; the thread that owns this
// object uses the handle. Nothing is set in its session. A thread that hangs while opening is abandoned and closes the
// connection later.
class ConnectionThread
{
public:
    ConnectionThread(Target target, PlainRequest request); // starts opening
    ~ConnectionThread();                                   // closes; waits at most a quarter of a second
    ConnectionThread(const ConnectionThread &) = delete;
    ConnectionThread &operator=(const ConnectionThread &) = delete;

    // Returns the handle once the connection is open, the reason if opening failed, or TimedOut or Cancelled by the limit.
    Outcome<pg_conn *> wait(const WaitLimit &limit);
    // For an open connection: whether a pooler is in between, and the server process that answered first.
    bool isPooled() const;
    int serverPid() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
    JobThreads m_thread;
};

} // namespace poolwart
