// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/readiness.h"

#include <asio/post.hpp>

#include <algorithm>
#include <cassert>
#include <chrono>
#include <utility>

namespace poolwart {

namespace {
constexpr std::chrono::milliseconds longestTurn{5}; // the grain of deadlines
}

Readiness::Readiness(asio::io_context &context, std::function<void()> begin, std::function<void()> end)
    : m_epoll(context, epoll_create1(EPOLL_CLOEXEC))
    , m_begin(std::move(begin))
    , m_end(std::move(end))
{
    wait();
}

void Readiness::change(int operation, int socket, Listener *listener, bool alsoWrite)
{
    epoll_event wanted{};
    wanted.events = alsoWrite ? EPOLLIN | EPOLLOUT : EPOLLIN;
    wanted.data.ptr = listener;
    const int result = epoll_ctl(m_epoll.native_handle(), operation, socket, &wanted);
    assert(result == 0 || operation == EPOLL_CTL_DEL);
    static_cast<void>(result);
}

void Readiness::add(int socket, Listener *listener)
{
    change(EPOLL_CTL_ADD, socket, listener, false);
}

void Readiness::alsoWrite(int socket, Listener *listener, bool on)
{
    change(EPOLL_CTL_MOD, socket, listener, on);
}

void Readiness::remove(int socket)
{
    change(EPOLL_CTL_DEL, socket, nullptr, false);
}

void Readiness::wait()
{
    m_epoll.async_wait(asio::posix::stream_descriptor::wait_read, [this](std::error_code fault) {
        if (fault)
            return;
        resume();
    });
}

void Readiness::resume()
{
    readBatch();
    if (m_next == m_count)
        wait();
    else
        asio::post(m_epoll.get_executor(), [this] { resume(); });
}

void Readiness::readBatch()
{
    if (m_next == m_count) {
        m_next = 0;
        m_count =
            static_cast<std::size_t>(std::max(0, epoll_wait(m_epoll.native_handle(), m_batch.data(), static_cast<int>(m_batch.size()), 0)));
    }
    const auto until = std::chrono::steady_clock::now() + longestTurn;
    m_begin();
    while (m_next < m_count) {
        static_cast<Listener *>(m_batch[m_next++].data.ptr)->socketReady();
        if (std::chrono::steady_clock::now() >= until)
            break;
    }
    m_end();
}

} // namespace poolwart
