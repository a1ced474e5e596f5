// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/ids.h"
#include "model/core/target.h"
#include "model/engine/postbox.h"
#include "model/server/connection.h"

#include <array>
#include <functional>
#include <memory>

struct pg_conn;

namespace poolwart {

// The threads that own the QSqlDatabase of each slot. Opening and closing block, so they happen here; Qt wants a
// connection opened and closed on one thread, so a slot always comes to the same one.
class Connectors
{
public:
    static constexpr std::size_t threadCount = 4;

    struct Opened
    {
        pg_conn *handle = nullptr; // null: error says why
        Error error;
    };
    using OpenedHandler = std::function<void(SlotId, const Opened &)>; // on the engine thread
    using ClosedHandler = std::function<void(SlotId)>;                 // on the engine thread

    Connectors(std::shared_ptr<Postbox> postbox, OpenedHandler opened, ClosedHandler closed);
    // Closes what is left to be closed; a thread that hangs in a connect is left behind after a second.
    ~Connectors();
    Connectors(const Connectors &) = delete;
    Connectors &operator=(const Connectors &) = delete;

    // Engine thread; return at once.
    void open(SlotId slot, std::shared_ptr<const Target> target, ConnectionRequest request);
    void close(SlotId slot, std::string connectionName);

private:
    class Thread;

    Thread &threadOf(SlotId slot) { return *m_threads[slot.index % threadCount]; }

    std::shared_ptr<Postbox> m_postbox;
    std::shared_ptr<OpenedHandler> m_opened;
    std::shared_ptr<ClosedHandler> m_closed;
    std::array<std::unique_ptr<Thread>, threadCount> m_threads;
};

} // namespace poolwart
