// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/trafficsource.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration pauseAfterRefusal = 10ms;

// In nanoseconds; a year at most, so that no sum overflows.
double meanGap(const OpenLoop &open)
{
    return std::min(1e9 / open.ratePerSecond, 365.0 * 24 * 3600 * 1e9);
}

double drawGap(const OpenLoop &open, Random &random)
{
    return open.poisson ? random.exponential(meanGap(open)) : meanGap(open);
}

TimePoint endOfPause(const ClosedLoop &closed, bool refused, TimePoint since)
{
    return since + std::max<Duration>(closed.thinkTime, refused ? pauseAfterRefusal : Duration(0));
}

} // namespace

void TrafficSource::setArrivals(const std::variant<ClosedLoop, OpenLoop> &arrivals, TimePoint now)
{
    if (arrivals == m_arrivals)
        return;
    const auto before = std::exchange(m_arrivals, arrivals);
    if (const auto *closed = std::get_if<ClosedLoop>(&m_arrivals))
        rethink(*closed);
    if (!m_running)
        return;
    const auto *openBefore = std::get_if<OpenLoop>(&before);
    const auto *open = std::get_if<OpenLoop>(&m_arrivals);
    if (openBefore && open)
        reschedule(*openBefore, *open, now);
    else
        start(now);
}

void TrafficSource::start(TimePoint now)
{
    m_running = true;
    m_nextOpen = now;
    m_nextOpenFraction = 0;
    // Evenly spaced ones begin with one at once; a Poisson process has no beginning.
    if (const auto *open = std::get_if<OpenLoop>(&m_arrivals); open && open->poisson)
        moveSchedule(drawGap(*open, m_random));
    summonClients();
}

void TrafficSource::stop()
{
    m_running = false;
}

// Every client up to the wanted number exists; surplus ones leave when they come by.
void TrafficSource::summonClients()
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

void TrafficSource::rethink(const ClosedLoop &closed)
{
    for (Thinking &thinking : m_thinking)
        thinking.until = endOfPause(closed, thinking.refused, thinking.since);
    std::ranges::make_heap(m_thinking, std::greater<>());
}

// What is left of the gap grows or shrinks with the mean. For a Poisson process that is exact, for what is left of an
// exponential time is exponential; and a slider that is dragged neither adds arrivals nor puts them off for ever.
void TrafficSource::reschedule(const OpenLoop &before, const OpenLoop &after, TimePoint now)
{
    const auto left = static_cast<double>(std::max(Duration(0), m_nextOpen - now).count());
    m_nextOpen = now;
    m_nextOpenFraction = 0;
    moveSchedule(left * (meanGap(after) / meanGap(before)));
}

void TrafficSource::moveSchedule(double nanoseconds)
{
    const double exact = nanoseconds + m_nextOpenFraction;
    const double whole = std::floor(exact);
    m_nextOpen += Duration(static_cast<Duration::rep>(whole));
    m_nextOpenFraction = exact - whole;
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
    while (!m_thinking.empty() && m_thinking.front().until <= now) {
        m_ready.push(m_thinking.front().client);
        std::ranges::pop_heap(m_thinking, std::greater<>());
        m_thinking.pop_back();
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
    moveSchedule(drawGap(open, m_random));
    return arrival;
}

void TrafficSource::ended(std::uint32_t client, bool refused, TimePoint now)
{
    if (client == openLoopClient)
        return;
    const auto *closed = std::get_if<ClosedLoop>(&m_arrivals);
    if (!closed || client >= static_cast<std::uint32_t>(closed->clients)) {
        m_clients[client] = Client::Absent;
        return;
    }
    m_clients[client] = Client::Waiting;
    const TimePoint until = endOfPause(*closed, refused, now);
    if (until == now) {
        m_ready.push(client);
        return;
    }
    m_thinking.push_back({.until = until, .since = now, .client = client, .refused = refused});
    std::ranges::push_heap(m_thinking, std::greater<>());
}

std::optional<TimePoint> TrafficSource::nextDue() const
{
    if (!m_running)
        return std::nullopt;
    if (std::holds_alternative<OpenLoop>(m_arrivals))
        return m_nextOpen;
    if (!m_ready.isEmpty())
        return TimePoint{};
    return m_thinking.empty() ? std::nullopt : std::optional(m_thinking.front().until);
}

} // namespace poolwart
