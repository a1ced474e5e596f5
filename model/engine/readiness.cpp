// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/readiness.h"

#include "model/engine/pgslot.h"

#include <asio/post.hpp>

#include <algorithm>
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
    goOn();
}

bool Readiness::change(int operation, int socket, PgSlot *slot, bool alsoWrite)
{
    epoll_event wanted{};
    wanted.events = alsoWrite ? EPOLLIN | EPOLLOUT : EPOLLIN;
    wanted.data.ptr = slot;
    return epoll_ctl(m_epoll.native_handle(), operation, socket, &wanted) == 0;
}

bool Readiness::add(int socket, PgSlot *slot)
{
    return change(EPOLL_CTL_ADD, socket, slot, false);
}

bool Readiness::alsoWrite(int socket, PgSlot *slot, bool on)
{
    return change(EPOLL_CTL_MOD, socket, slot, on);
}

void Readiness::remove(int socket)
{
    change(EPOLL_CTL_DEL, socket, nullptr, false);
}

void Readiness::goOn()
{
    if (m_isScheduled)
        return;
    m_isScheduled = true;
    if (m_next < m_count)
        asio::post(m_epoll.get_executor(), [this] { resume(); });
    else
        m_epoll.async_wait(asio::posix::stream_descriptor::wait_read, [this](std::error_code fault) {
            if (!fault)
                resume();
        });
}

void Readiness::resume()
{
    m_isScheduled = false;
    readBatch();
    goOn();
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
        static_cast<PgSlot *>(m_batch[m_next++].data.ptr)->socketReady();
        if (std::chrono::steady_clock::now() >= until)
            break;
    }
    m_end();
}

} // namespace poolwart
