// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tcpproxy.h"

#include <QtGlobal>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace poolwart {

namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void closeNow(int &descriptor, bool withReset)
{
    if (descriptor < 0)
        return;
    if (withReset) {
        const linger reset{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    }
    ::close(descriptor);
    descriptor = -1;
}

// One direction of a connection.
struct Direction
{
    struct Piece
    {
        Clock::time_point due;
        std::string bytes;
    };
    std::deque<Piece> pieces;
    std::int64_t sent = 0;
    bool sourceEnded = false;
    bool endPassedOn = false;
};

struct Link
{
    int client = -1;
    int server = -1;
    Direction toServer;
    Direction toClient;
    bool halfClosed = false;
};

} // namespace

class TcpProxy::Loop
{
public:
    explicit Loop(std::uint16_t serverPort)
        : m_serverPort(serverPort)
        , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        listen(0);
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    }

    ~Loop()
    {
        m_thread.request_stop();
        wake();
        m_thread.join();
        closeAll(false);
        closeNow(m_listener, false);
        ::close(m_wake);
    }

    void listen(std::uint16_t port)
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        const int reuse = 1;
        ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
        auto address = loopback(port);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), size) != 0 || ::listen(m_listener, 1'024) != 0)
            qFatal("The proxy cannot listen");
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
    }

    void wake() { ::eventfd_write(m_wake, 1); }

    void run(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            std::vector<pollfd> watched{{m_wake, POLLIN, 0}};
            int timeout = 1'000;
            {
                const std::lock_guard lock(m_mutex);
                collect(watched, timeout);
            }
            ::poll(watched.data(), watched.size(), timeout);
            eventfd_t ignored = 0;
            ::eventfd_read(m_wake, &ignored);
            const std::lock_guard lock(m_mutex);
            step();
        }
    }

    void collect(std::vector<pollfd> &watched, int &timeout)
    {
        if (m_listener >= 0)
            watched.push_back({m_listener, POLLIN, 0});
        if (m_mode == Mode::Silent)
            return;
        const auto now = Clock::now();
        for (const auto &link : m_links) {
            for (const auto *direction : {&link.toServer, &link.toClient}) {
                const int source = direction == &link.toServer ? link.client : link.server;
                const int sink = direction == &link.toServer ? link.server : link.client;
                if (!direction->sourceEnded)
                    watched.push_back({source, POLLIN, 0});
                if (direction->pieces.empty())
                    continue;
                const auto left = std::chrono::ceil<std::chrono::milliseconds>(direction->pieces.front().due - now).count();
                if (left <= 0)
                    watched.push_back({sink, POLLOUT, 0});
                else
                    timeout = std::min(timeout, static_cast<int>(left));
            }
        }
    }

    void step()
    {
        accept();
        if (m_mode == Mode::Silent)
            return;
        for (auto link = m_links.begin(); link != m_links.end();) {
            const bool lives = m_mode != Mode::Reset && pump(*link);
            if (lives) {
                ++link;
                continue;
            }
            closeNow(link->client, m_mode == Mode::Reset);
            closeNow(link->server, false);
            link = m_links.erase(link);
        }
    }

    void accept()
    {
        if (m_mode == Mode::Refuse)
            closeNow(m_listener, false);
        else if (m_listener < 0)
            listen(m_port);
        while (m_listener >= 0) {
            Link link;
            link.client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (link.client < 0)
                return;
            ++m_accepted;
            link.server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            const auto address = loopback(m_serverPort);
            const bool reached = ::connect(link.server, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
            ::fcntl(link.server, F_SETFL, O_NONBLOCK);
            const int now = 1;
            ::setsockopt(link.client, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
            ::setsockopt(link.server, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
            if (reached) {
                m_links.push_back(std::move(link));
            } else {
                closeNow(link.client, true);
                closeNow(link.server, false);
            }
        }
    }

    bool pump(Link &link)
    {
        if (m_mode == Mode::HalfClose && !link.halfClosed) {
            ::shutdown(link.client, SHUT_WR);
            link.halfClosed = true;
        }
        return move(link.client, link.server, link.toServer, false, -1)
            && move(link.server, link.client, link.toClient, link.halfClosed, m_cutAfter)
            && !(link.toServer.endPassedOn && link.toClient.endPassedOn) && !(m_cutAfter >= 0 && link.toClient.sent >= m_cutAfter);
    }

    bool move(int source, int sink, Direction &direction, bool discard, std::int64_t maxBytes)
    {
        std::array<char, 65'536> buffer{};
        while (!direction.sourceEnded && direction.pieces.size() < 100) {
            const auto got = ::recv(source, buffer.data(), buffer.size(), 0);
            if (got < 0 && errno != EAGAIN)
                return false;
            if (got < 0)
                break;
            if (got == 0)
                direction.sourceEnded = true;
            else if (!discard)
                direction.pieces.push_back({Clock::now() + (m_mode == Mode::Delay ? m_delay : std::chrono::milliseconds::zero()),
                                            std::string(buffer.data(), static_cast<std::size_t>(got))});
        }
        while (!direction.pieces.empty() && direction.pieces.front().due <= Clock::now()) {
            auto &bytes = direction.pieces.front().bytes;
            auto allowed = bytes.size();
            if (maxBytes >= 0)
                allowed = std::min(allowed, static_cast<std::size_t>(std::max<std::int64_t>(0, maxBytes - direction.sent)));
            const auto put = ::send(sink, bytes.data(), allowed, MSG_NOSIGNAL);
            if (put < 0)
                return errno == EAGAIN;
            direction.sent += put;
            bytes.erase(0, static_cast<std::size_t>(put));
            if (!bytes.empty())
                return true;
            direction.pieces.pop_front();
        }
        if (direction.sourceEnded && direction.pieces.empty() && !direction.endPassedOn) {
            ::shutdown(sink, SHUT_WR);
            direction.endPassedOn = true;
        }
        return true;
    }

    void closeAll(bool withReset)
    {
        for (auto &link : m_links) {
            closeNow(link.client, withReset);
            closeNow(link.server, false);
        }
        m_links.clear();
    }

    const std::uint16_t m_serverPort;
    int m_wake;
    int m_listener = -1;
    std::atomic<std::uint16_t> m_port = 0; // written again by the thread when it listens anew

    std::mutex m_mutex; // guards all below; only short system calls on loopback are made under it
    Mode m_mode = Mode::Pass;
    std::chrono::milliseconds m_delay{0};
    std::int64_t m_cutAfter = -1;
    int m_accepted = 0;
    std::list<Link> m_links;

    std::jthread m_thread;
};

TcpProxy::TcpProxy(std::uint16_t serverPort)
    : m_loop(std::make_unique<Loop>(serverPort))
{}

TcpProxy::~TcpProxy() = default;

std::uint16_t TcpProxy::port() const
{
    return m_loop->m_port;
}

Target TcpProxy::through(Target networkTarget) const
{
    networkTarget.parameters["host"] = "127.0.0.1";
    networkTarget.parameters["port"] = std::to_string(port());
    return networkTarget;
}

void TcpProxy::setMode(Mode mode, std::chrono::milliseconds delay)
{
    const std::lock_guard lock(m_loop->m_mutex);
    m_loop->m_mode = mode;
    m_loop->m_delay = delay;
    m_loop->wake();
}

void TcpProxy::cutAfter(std::int64_t bytesToClient)
{
    const std::lock_guard lock(m_loop->m_mutex);
    m_loop->m_cutAfter = bytesToClient;
    m_loop->wake();
}

void TcpProxy::cutNow()
{
    const std::lock_guard lock(m_loop->m_mutex);
    m_loop->closeAll(false);
}

int TcpProxy::openConnections() const
{
    const std::lock_guard lock(m_loop->m_mutex);
    return static_cast<int>(m_loop->m_links.size());
}

int TcpProxy::accepted() const
{
    const std::lock_guard lock(m_loop->m_mutex);
    return m_loop->m_accepted;
}

} // namespace poolwart
