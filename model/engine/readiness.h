// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <sys/epoll.h>

namespace poolwart {

class PgSlot;

// Tells slots when their sockets can be read, a whole batch at a time. One epoll instance holds the sockets, level-triggered, and
// Asio waits for that instance: a socket that is used over and over is registered once, where Asio's own wait would
// register it anew for every answer.
class Readiness
{
public:
    // `begin` and `end` enclose the notices of one turn. A batch that takes too long, because rows are large, continues in the
    // next turn, so that timers run in between.
    Readiness(asio::io_context &context, std::function<void()> begin, std::function<void()> end);
    Readiness(const Readiness &) = delete;
    Readiness &operator=(const Readiness &) = delete;

    // Both return false if the system refuses, for the reason that errno then holds.
    [[nodiscard]] bool add(int socket, PgSlot *slot);
    [[nodiscard]] bool alsoWrite(int socket, PgSlot *slot, bool on);
    void remove(int socket); // a notice already in the batch may still come

    // After a listener threw: the rest of its batch, and the wait for the next one.
    void goOn();

private:
    void readBatch();
    void resume();
    bool change(int operation, int socket, PgSlot *slot, bool alsoWrite);

    asio::posix::stream_descriptor m_epoll;
    std::array<epoll_event, 256> m_batch{};
    std::size_t m_next = 0; // next one of the batch
    std::size_t m_count = 0;
    bool m_isScheduled = false; // resume()
    std::function<void()> m_begin;
    std::function<void()> m_end;
};

} // namespace poolwart
