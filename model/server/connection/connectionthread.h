// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/connection/boundedquery.h"
#include "model/server/connection/boundedthread.h"
#include "model/server/connection/plainconnection.h"

#include <memory>

namespace poolwart {

// A plain connection, opened on a thread of its own, because that blocks and cannot be interrupted; its handle is lent to the
// one thread that holds this object. Nothing is set in its session. A thread that hangs in open is given up, and closes when
// it can.
class ConnectionThread
{
public:
    ConnectionThread(Target target, PlainRequest request); // starts opening
    ~ConnectionThread();                                   // closes; waits for that a quarter of a second at most
    ConnectionThread(const ConnectionThread &) = delete;
    ConnectionThread &operator=(const ConnectionThread &) = delete;

    // The handle once the connection is open, or why it could not be opened, or TimedOut or Cancelled by the limit.
    Outcome<pg_conn *> wait(const WaitLimit &limit);
    // Of an open connection: whether a pooler is in between, and the server process that answered first.
    bool isPooled() const;
    int serverPid() const;

private:
    struct State;
    static void run(const std::shared_ptr<State> &state, const Target &target, const PlainRequest &request);

    std::shared_ptr<State> m_state;
    BoundedThread m_thread;
};

} // namespace poolwart
