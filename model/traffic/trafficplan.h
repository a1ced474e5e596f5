// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/clock.h"
#include "model/core/outcome.h"
#include "model/traffic/workload.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace poolwart {

enum class Protocol { Simple, Extended, Prepared };

std::string_view protocolId(Protocol protocol); // "simple", "extended", "prepared"
std::optional<Protocol> protocolFromId(std::string_view id);

// So many clients, each of which sends its next request when it has had its last answer and thought about it.
struct ClosedLoop
{
    int clients = 60;
    std::chrono::milliseconds thinkTime{0};

    bool operator==(const ClosedLoop &) const = default;
};

// Requests that come whether or not earlier ones are answered.
struct OpenLoop
{
    double ratePerSecond = 1000;
    bool poisson = true; // else evenly spaced

    bool operator==(const OpenLoop &) const = default;
};

// The script that the sandbox's table answers: a point SELECT of a random account.
std::string defaultScript();

// What is asked of the pools.
struct TrafficPlan
{
    std::variant<ClosedLoop, OpenLoop> arrivals;
    Workload workload = soleWorkload(defaultScript());
    Protocol protocol = Protocol::Prepared;

    bool operator==(const TrafficPlan &) const = default;
};

namespace limits {
inline constexpr int maxClients = 10'000;
inline constexpr double maxRatePerSecond = 1'000'000;
inline constexpr std::size_t maxScriptBytes = 64 * 1024;
} // namespace limits

// The first rule that is broken, naming the field, or done(). The script is parsed too.
Done validate(const TrafficPlan &traffic);

} // namespace poolwart
