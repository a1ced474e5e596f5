// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/farewells.h"

#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>

#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <sys/socket.h>
#include <utility>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr auto farewellTimeout = 2s;

} // namespace

// Held by the handlers that wait.
class Farewells::Farewell : public std::enable_shared_from_this<Farewell>
{
public:
    Farewell(asio::io_context &context, asio::posix::stream_descriptor socket, std::function<void()> done)
        : m_socket(std::move(socket))
        , m_timer(context, farewellTimeout)
        , m_done(std::move(done))
    {}

    void begin()
    {
        m_timer.async_wait([self = shared_from_this()](std::error_code fault) {
            if (!fault)
                self->finish();
        });
        read();
    }

private:
    void read()
    {
        m_socket.async_wait(asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](std::error_code fault) {
            if (fault)
                return;
            if (self->hasEnded())
                self->finish();
            else
                self->read();
        });
    }

    // What still comes is of no use.
    bool hasEnded()
    {
        std::array<char, 4096> rest{};
        const auto bytes = ::recv(m_socket.native_handle(), rest.data(), rest.size(), MSG_DONTWAIT);
        return bytes == 0 || (bytes < 0 && errno != EAGAIN && errno != EINTR);
    }

    void finish()
    {
        m_timer.cancel();
        m_socket.cancel();
        if (const auto done = std::exchange(m_done, nullptr))
            done();
    }

    asio::posix::stream_descriptor m_socket;
    asio::steady_timer m_timer;
    std::function<void()> m_done;
};

void Farewells::await(Descriptor socket, std::function<void()> done)
{
    asio::posix::stream_descriptor watched(m_context);
    std::error_code fault;
    watched.assign(socket.get(), fault);
    if (fault) {
        done();
        return;
    }
    socket.release();
    std::make_shared<Farewell>(m_context, std::move(watched), std::move(done))->begin();
}

} // namespace poolwart
