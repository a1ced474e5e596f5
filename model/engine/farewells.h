// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/descriptor.h"

#include <asio/io_context.hpp>

#include <functional>

namespace poolwart {

// Waits until the server has ended connections closed on our side, because they count against its limit until then. Engine
// thread.
class Farewells
{
public:
    explicit Farewells(asio::io_context &context)
        : m_context(context)
    {}

    // `done` is called once: at the socket's end of file, or after two seconds, for a server that has gone silent; at
    // once if the system cannot watch the socket.
    void await(Descriptor socket, std::function<void()> done);

private:
    class Farewell;

    asio::io_context &m_context;
};

} // namespace poolwart
