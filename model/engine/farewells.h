// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/files/descriptor.h"

#include <asio/io_context.hpp>

#include <functional>

namespace poolwart {

// Waits for the server to end the connections that were closed on this side: until then it counts them against its limit. Engine
// thread.
class Farewells
{
public:
    explicit Farewells(asio::io_context &context)
        : m_context(context)
    {}

    // `done` is called once: at the socket's end of file, or after two seconds, for a server that has gone silent.
    void await(Descriptor socket, std::function<void()> done);

private:
    class Farewell;

    asio::io_context &m_context;
};

} // namespace poolwart
