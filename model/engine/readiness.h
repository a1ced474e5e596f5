// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <sys/epoll.h>

namespace poolwart {

// Tells which of many sockets can be read, a whole batch at a time. One epoll instance holds the sockets, level-triggered, and
// Asio waits for that instance: a socket that is used over and over is registered once, where Asio's own wait would
// register it anew for every answer.
class Readiness
{
public:
    class Listener
    {
    public:
        virtual ~Listener() = default;
        virtual void socketReady() = 0; // to read, or to write while that was asked for
    };

    // `begin` and `end` enclose the notices of one turn. A batch that takes longer than a turn may, because rows are large, goes
    // on in the next one: timers come in between.
    Readiness(asio::io_context &context, std::function<void()> begin, std::function<void()> end);
    Readiness(const Readiness &) = delete;
    Readiness &operator=(const Readiness &) = delete;

    void add(int socket, Listener *listener);
    void alsoWrite(int socket, Listener *listener, bool on);
    void remove(int socket); // a notice that is in the batch already may still come

private:
    void wait();
    void readBatch();
    void resume();
    void change(int operation, int socket, Listener *listener, bool alsoWrite);

    asio::posix::stream_descriptor m_epoll;
    std::array<epoll_event, 256> m_batch{};
    std::size_t m_next = 0; // of the batch, to be told
    std::size_t m_count = 0;
    std::function<void()> m_begin;
    std::function<void()> m_end;
};

} // namespace poolwart
