// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/target.h"

#include <chrono>
#include <cstdint>
#include <memory>

namespace poolwart {

// A TCP relay on 127.0.0.1 that misbehaves on request. It runs on a thread of its own; all calls are thread-safe.
class TcpProxy
{
public:
    enum class Mode {
        Pass,      // bytes go through
        Delay,     // each direction is held for the delay
        Silent,    // connections are accepted and nothing is read or written any more; what is open stays open
        Reset,     // open connections are reset at once, new ones right after they are accepted
        HalfClose, // to the client: end of file now; from the client bytes still go through
        Refuse,    // new connections are refused, open ones go on
    };

    explicit TcpProxy(std::uint16_t serverPort);
    ~TcpProxy();
    TcpProxy(const TcpProxy &) = delete;
    TcpProxy &operator=(const TcpProxy &) = delete;

    std::uint16_t port() const;
    Target through(Target networkTarget) const; // the same server by way of this proxy

    void setMode(Mode mode, std::chrono::milliseconds delay = {});
    void cutAfter(std::int64_t bytesToClient); // every connection is closed once so many bytes went to the client; < 0: never
    void cutNow();                             // closes all open connections
    int openConnections() const;
    int accepted() const; // connections since the start

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

} // namespace poolwart
