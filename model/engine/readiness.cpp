// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/readiness.h"

#include <array>
#include <cassert>
#include <sys/epoll.h>
#include <utility>

namespace poolwart {

namespace {
constexpr std::size_t batchSize = 256;
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
        readBatch();
        wait();
    });
}

void Readiness::readBatch()
{
    std::array<epoll_event, batchSize> ready{};
    const int count = epoll_wait(m_epoll.native_handle(), ready.data(), static_cast<int>(ready.size()), 0);
    m_begin();
    for (int i = 0; i < count; ++i)
        static_cast<Listener *>(ready[static_cast<std::size_t>(i)].data.ptr)->socketReady();
    m_end();
}

} // namespace poolwart
