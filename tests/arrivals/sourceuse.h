// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the source of traffic share: a running one, and what it sends.
#pragma once

#include "model/arrivals/trafficsource.h"

#include <memory>
#include <vector>

namespace poolwart {

using Arrival = TrafficSource::Arrival;
using Clients = std::vector<std::uint32_t>;

constexpr TimePoint start{std::chrono::hours(1)};

inline TrafficSource running(const Arrivals &arrivals, TimePoint now = start, std::uint64_t seed = 1)
{
    TrafficSource source(seed);
    source.setArrivals(arrivals, now);
    source.start(now);
    return source;
}

// All that is due at `now`.
inline std::vector<Arrival> takeAll(TrafficSource &source, TimePoint now)
{
    std::vector<Arrival> taken;
    while (const auto arrival = source.take(now))
        taken.push_back(*arrival);
    return taken;
}

inline Clients clientsOf(const std::vector<Arrival> &arrivals)
{
    Clients clients;
    for (const Arrival &arrival : arrivals)
        clients.push_back(arrival.client);
    return clients;
}

inline Clients takeClients(TrafficSource &source, TimePoint now)
{
    return clientsOf(takeAll(source, now));
}

// When each arrival is due, for somebody who is always on time.
inline std::vector<TimePoint> schedule(TrafficSource &source, TimePoint until)
{
    std::vector<TimePoint> due;
    while (const auto next = source.nextDue()) {
        if (*next > until)
            break;
        const auto arrival = source.take(*next);
        if (!arrival || arrival->intended != *next)
            return {};
        due.push_back(*next);
    }
    return due;
}

} // namespace poolwart
