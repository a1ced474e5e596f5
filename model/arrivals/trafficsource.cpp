// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/trafficsource.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace poolwart {

namespace {

using namespace std::chrono_literals;

constexpr Duration pauseAfterRefusal = 10ms;
constexpr double longestSeconds = 100.0 * 365 * 24 * 3600; // so that no sum overflows

} // namespace

void TrafficSource::setArrivals(const Arrivals &arrivals, TimePoint now)
{
    if (arrivals == m_arrivals)
        return;
    const auto before = std::exchange(m_arrivals, arrivals);
    if (const auto *closed = std::get_if<ClosedLoop>(&m_arrivals))
        rethink(*closed);
    if (!m_running || m_replay)
        return;
    const auto *openBefore = std::get_if<OpenLoop>(&before);
    const auto *open = std::get_if<OpenLoop>(&m_arrivals);
    if (openBefore && open)
        return reschedule(*openBefore, *open, now);
    start(now);
}

void TrafficSource::setReplay(std::shared_ptr<const RecordedArrivals> replay, TimePoint now)
{
    if (replay == m_replay)
        return;
    m_replay = std::move(replay);
    if (m_running)
        start(now);
}

void TrafficSource::start(TimePoint now)
{
    m_running = true;
    if (m_replay) {
        m_origin = now;
        m_replayed = 0;
        return;
    }
    if (const auto *open = std::get_if<OpenLoop>(&m_arrivals)) {
        m_curve = RateCurve(*open);
        m_origin = now;
        m_expected = 0;
        m_nextOpen = now;
        // Evenly spaced ones begin with one at once; a Poisson process has no beginning.
        expectNext(open->poisson ? m_random.exponential(1) : 0);
    }
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
        thinking.until = endOfPause(closed, thinking);
    std::ranges::make_heap(m_thinking, std::greater<>());
}

TimePoint TrafficSource::endOfPause(const ClosedLoop &closed, const Thinking &thinking)
{
    const double share = closed.thinksExponentially ? thinking.exponential : 1;
    const auto thought = std::chrono::duration_cast<Duration>(closed.thinkTime * share);
    return thinking.since + std::max(thought, thinking.refused ? pauseAfterRefusal : Duration(0));
}

// What is left of the gap, counted in requests expected until its end, is left under the new curve too. For a Poisson
// process that is exact, for what is left of an exponential time is exponential; and a slider that is dragged neither
// adds arrivals nor puts them off for ever.
void TrafficSource::reschedule(const OpenLoop &before, const OpenLoop &after, TimePoint now)
{
    const double passed = expectedBy(now);
    m_expected = std::max(m_expected, passed);
    if (before.ratePerSecond != after.ratePerSecond || before.shape != after.shape) {
        m_curve = RateCurve(after);
        m_origin = now;
        m_expected -= passed;
    }
    m_nextOpen = now;
    expectNext(0);
}

void TrafficSource::expectNext(double more)
{
    m_expected += more;
    m_nextOpen = std::max(m_nextOpen, dueAt(m_expected));
}

double TrafficSource::expectedBy(TimePoint now) const
{
    return m_curve.expectedBy(inSeconds(now - m_origin));
}

TimePoint TrafficSource::dueAt(double expected) const
{
    const double seconds = std::min(m_curve.timeOf(expected), longestSeconds);
    return m_origin + Duration(std::llround(seconds * 1e9));
}

std::optional<TrafficSource::Arrival> TrafficSource::take(TimePoint now)
{
    if (!m_running)
        return std::nullopt;
    if (m_replay)
        return takeReplayed(now);
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
        return Arrival{.intended = now, .client = client, .kind = {}};
    }
    return std::nullopt;
}

std::optional<TrafficSource::Arrival> TrafficSource::takeReplayed(TimePoint now)
{
    if (m_replayed >= m_replay->list.size() || m_origin + m_replay->list[m_replayed].at > now)
        return std::nullopt;
    const RecordedArrival &recorded = m_replay->list[m_replayed++];
    return Arrival{.intended = m_origin + recorded.at, .client = openLoopClient, .kind = recorded.kind};
}

std::optional<TrafficSource::Arrival> TrafficSource::takeOpen(const OpenLoop &open, TimePoint now)
{
    if (m_nextOpen > now)
        return std::nullopt;
    const Arrival arrival{.intended = m_nextOpen, .client = openLoopClient, .kind = {}};
    expectNext(open.poisson ? m_random.exponential(1) : 1);
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
    if (closed->thinkTime.count() == 0 && !refused) {
        m_ready.push(client);
        return;
    }
    Thinking thinking{.since = now, .exponential = m_random.exponential(1), .client = client, .refused = refused};
    thinking.until = endOfPause(*closed, thinking);
    m_thinking.push_back(thinking);
    std::ranges::push_heap(m_thinking, std::greater<>());
}

std::optional<TimePoint> TrafficSource::nextDue() const
{
    if (!m_running)
        return std::nullopt;
    if (m_replay)
        return m_replayed < m_replay->list.size() ? std::optional(m_origin + m_replay->list[m_replayed].at) : std::nullopt;
    if (std::holds_alternative<OpenLoop>(m_arrivals))
        return m_nextOpen;
    if (!m_ready.isEmpty())
        return TimePoint{};
    return m_thinking.empty() ? std::nullopt : std::optional(m_thinking.front().until);
}

} // namespace poolwart
