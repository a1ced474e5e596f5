// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/server/boundedquery.h"
#include "model/server/connection.h"

#include <memory>
#include <thread>

namespace poolwart {

// A QSqlDatabase connection on a thread of its own, because opening it blocks and cannot be interrupted; its libpq handle is
// lent to the one thread that holds this object. A thread that hangs in open is left behind, and closes when it can.
class LentConnection
{
public:
    // Starts opening. The request's connectionName is replaced by one that is free.
    LentConnection(Target target, ConnectionRequest request);
    ~LentConnection(); // closes; waits for that a quarter of a second at most
    LentConnection(const LentConnection &) = delete;
    LentConnection &operator=(const LentConnection &) = delete;

    // The handle once the connection is open, or why it could not be opened, or TimedOut or Cancelled by the limit.
    Outcome<pg_conn *> wait(const WaitLimit &limit);

private:
    struct State;
    static void run(const std::shared_ptr<State> &state, const Target &target, const ConnectionRequest &request);

    std::shared_ptr<State> m_state;
    std::thread m_thread;
};

} // namespace poolwart
