// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/core/target.h"
#include "model/engine/engineexecutor.h"
#include "model/server/connection/connection.h"
#include "model/threads/jobthreads.h"

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <vector>

struct pg_conn;

namespace poolwart {

// The threads that own the QSqlDatabase of each slot. Opening and closing block, so they happen here; Qt wants a
// connection opened and closed on one thread: the one that has the least to do when it is opened.
class Connectors
{
public:
    static constexpr std::size_t threadCount = openedAtOnce;
    // Through a pooler in session mode each opening may wait for its whole connect timeout, which costs nothing.
    static constexpr std::size_t pooledThreadCount = 64;

    struct Opened
    {
        pg_conn *handle = nullptr; // null: see error
        bool isPooled = false;     // through a pooler, which may use another server session for each transaction
        Error error;
    };
    using OpenedHandler = std::function<void(SlotId, const Opened &)>; // on the engine thread
    // Engine thread. Receives the socket of a connection that the server may not have ended yet.
    using ClosedHandler = std::function<void(SlotId, Descriptor)>;

    Connectors(std::shared_ptr<EngineExecutor> executor, OpenedHandler opened, ClosedHandler closed);
    // Forgets what is not begun and closes what is open, within a second; a thread that hangs in a connect is given up.
    ~Connectors();
    Connectors(const Connectors &) = delete;
    Connectors &operator=(const Connectors &) = delete;

    // Engine thread; both return at once.
    void open(SlotId slot, std::shared_ptr<const Target> target, ConnectionRequest request);
    void close(SlotId slot, std::string connectionName);
    // Ends the openings that wait for a pooler's server connection as Cancelled. Those that are asked for later wait anew: what was
    // accepted before a shutdown is served.
    void cancelOverdueWaiting()
    {
        m_stop.request_stop();
        m_stop = std::stop_source();
    }

private:
    using Threads = std::vector<std::unique_ptr<JobThreads>>;

    static JobThreads &threadOf(Threads &threads, std::size_t most);

    std::shared_ptr<EngineExecutor> m_executor;
    std::shared_ptr<OpenedHandler> m_opened;
    std::shared_ptr<ClosedHandler> m_closed;
    std::stop_source m_stop;
    Threads m_threads;
    Threads m_pooledThreads;
    std::map<SlotId, JobThreads *> m_threadOf; // of each connection, from its opening on
};

} // namespace poolwart
