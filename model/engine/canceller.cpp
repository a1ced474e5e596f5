// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/canceller.h"

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <utility>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t maxThreads = 8;
constexpr auto cancelTimeout = 250ms; // for all of them

} // namespace

CancelKey cancelKeyOf(pg_conn *connection)
{
    return {PQgetCancel(connection), PQfreeCancel};
}

Canceller::Canceller()
    : m_threads({.maxThreads = maxThreads, .atEnd = {}})
{}

Canceller::~Canceller()
{
    m_threads.stop();
    m_threads.join(std::chrono::steady_clock::now() + cancelTimeout);
}

void Canceller::cancel(CancelKey key, std::function<void()> done)
{
    auto request = [key = std::move(key), done](const std::stop_token &) {
        std::array<char, 256> message{};
        PQcancel(key.get(), message.data(), static_cast<int>(message.size()));
        done();
    };
    m_threads.add(std::move(request), [done = std::move(done)](const Error &) { done(); });
}

} // namespace poolwart
