// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/plan.h"
#include "model/core/target.h"
#include "model/engine/engineexecutor.h"
#include "model/server/connection/connection.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>

struct pg_conn;

namespace poolwart {

// The threads that own the QSqlDatabase of each slot. Opening and closing block, so they happen here; Qt wants a
// connection opened and closed on one thread: the one that has the least to do when it is opened, or one of many for a pooler's.
class Connectors
{
public:
    static constexpr std::size_t threadCount = openedAtOnce;
    // Through a pooler in session mode each opening may wait for its whole connect timeout, and costs nothing meanwhile.
    static constexpr std::size_t pooledThreadCount = 64;

    struct Opened
    {
        pg_conn *handle = nullptr; // null: error says why
        bool isPooled = false;     // through a pooler, which may lend another server session to each transaction
        Error error;
    };
    using OpenedHandler = std::function<void(SlotId, const Opened &)>; // on the engine thread
    // On the engine thread, with the socket of a connection that the server may not have ended yet.
    using ClosedHandler = std::function<void(SlotId, Descriptor)>;

    Connectors(std::shared_ptr<EngineExecutor> executor, OpenedHandler opened, ClosedHandler closed);
    // Forgets what is not begun and closes what is open; a thread that hangs in a connect is given up after a second.
    ~Connectors();
    Connectors(const Connectors &) = delete;
    Connectors &operator=(const Connectors &) = delete;

    // Engine thread; return at once.
    void open(SlotId slot, std::shared_ptr<const Target> target, ConnectionRequest request);
    void close(SlotId slot, std::string connectionName);
    // Openings that wait for a pooler's server connection end as Cancelled; so do those that come later.
    void cancelOverdueWaiting() { m_stop.request_stop(); }

private:
    class Thread;

    Thread &leastBusyThread();
    Thread &pooledThread(SlotId slot); // made when it is first needed

    std::shared_ptr<EngineExecutor> m_executor;
    std::shared_ptr<OpenedHandler> m_opened;
    std::shared_ptr<ClosedHandler> m_closed;
    std::stop_source m_stop;
    std::array<std::unique_ptr<Thread>, threadCount> m_threads;
    std::array<std::unique_ptr<Thread>, pooledThreadCount> m_pooledThreads;
    std::map<SlotId, Thread *> m_threadOf; // of each connection, from its opening on
};

} // namespace poolwart
