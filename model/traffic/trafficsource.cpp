// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/trafficsource.h"

#include <algorithm>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration pauseAfterRefusal = 10ms;

Duration seconds(double value)
{
    return Duration(static_cast<Duration::rep>(value * 1e9));
}

} // namespace

void TrafficSource::setArrivals(const std::variant<ClosedLoop, OpenLoop> &arrivals, TimePoint now)
{
    const bool rateChanged = arrivals != m_arrivals;
    m_arrivals = arrivals;
    if (m_running && rateChanged)
        start(now);
}

void TrafficSource::start(TimePoint now)
{
    m_running = true;
    m_nextOpen = now;
    summonClients(now);
}

void TrafficSource::stop()
{
    m_running = false;
}

// Every client up to the wanted number exists; surplus ones leave when they come by.
void TrafficSource::summonClients(TimePoint)
{
    const auto *closed = std::get_if<ClosedLoop>(&m_arrivals);
    const auto wanted = static_cast<std::size_t>(closed ? closed->clients : 0);
    if (m_clients.size() < wanted)
        m_clients.resize(wanted, Client::Absent);
    for (std::size_t client = 0; client < wanted; ++client) {
        if (m_clients[client] != Client::Absent)
            continue;
        m_clients[client] = Client::Waiting;
        m_ready.push(static_cast<std::uint32_t>(client));
    }
}

std::optional<TrafficSource::Arrival> TrafficSource::take(TimePoint now)
{
    if (!m_running)
        return std::nullopt;
    if (const auto *open = std::get_if<OpenLoop>(&m_arrivals))
        return takeOpen(*open, now);
    return takeClosed(now);
}

std::optional<TrafficSource::Arrival> TrafficSource::takeClosed(TimePoint now)
{
    while (!m_thinking.empty() && m_thinking.top().until <= now) {
        m_ready.push(m_thinking.top().client);
        m_thinking.pop();
    }
    const auto clients = static_cast<std::uint32_t>(std::get<ClosedLoop>(m_arrivals).clients);
    while (!m_ready.isEmpty()) {
        const std::uint32_t client = m_ready.pop();
        if (client >= clients) {
            m_clients[client] = Client::Absent;
            continue;
        }
        m_clients[client] = Client::Busy;
        return Arrival{.intended = now, .client = client};
    }
    return std::nullopt;
}

std::optional<TrafficSource::Arrival> TrafficSource::takeOpen(const OpenLoop &open, TimePoint now)
{
    if (m_nextOpen > now)
        return std::nullopt;
    const Arrival arrival{.intended = m_nextOpen, .client = openLoopClient};
    const double mean = 1.0 / open.ratePerSecond;
    m_nextOpen += seconds(open.poisson ? m_random.exponential(mean) : mean);
    return arrival;
}

void TrafficSource::ended(std::uint32_t client, bool refused, TimePoint now)
{
    if (client == openLoopClient)
        return;
    m_clients[client] = Client::Waiting;
    const auto *closed = std::get_if<ClosedLoop>(&m_arrivals);
    if (!closed || client >= static_cast<std::uint32_t>(closed->clients)) {
        m_clients[client] = Client::Absent;
        return;
    }
    const Duration pause = std::max<Duration>(closed->thinkTime, refused ? pauseAfterRefusal : Duration(0));
    if (pause == Duration(0))
        m_ready.push(client);
    else
        m_thinking.push({.until = now + pause, .client = client});
}

std::optional<TimePoint> TrafficSource::nextDue() const
{
    if (!m_running)
        return std::nullopt;
    if (std::holds_alternative<OpenLoop>(m_arrivals))
        return m_nextOpen;
    if (!m_ready.isEmpty())
        return TimePoint{};
    return m_thinking.empty() ? std::nullopt : std::optional(m_thinking.top().until);
}

} // namespace poolwart
