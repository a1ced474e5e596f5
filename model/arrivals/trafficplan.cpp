// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/arrivals/trafficplan.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace poolwart {

namespace {

constexpr std::array protocols{
    std::pair{Protocol::Simple, std::string_view("simple")},
    std::pair{Protocol::Extended, std::string_view("extended")},
    std::pair{Protocol::Prepared, std::string_view("prepared")},
};

} // namespace

Done validate(const RetryPolicy &retries)
{
    const auto checkRange = [](const char *field, long long value, long long least, long long most) -> Done {
        if (value >= least && value <= most)
            return done();
        return badInputError(text(QT_TRANSLATE_NOOP("core", "retries: %1 %2 is outside %3 to %4."), field, value, least, most));
    };
    if (const Done attempts = checkRange("attempts", retries.maxAttempts, 1, limits::maxAttempts); !attempts)
        return attempts;
    if (const Done jitter = checkRange("jitter", retries.jitter, 0, 100); !jitter)
        return jitter;
    if (const Done budget = checkRange("budget", retries.budget, 0, 100); !budget)
        return budget;
    if (retries.initialBackoff.count() < 0 || retries.initialBackoff > retries.maxBackoff || retries.maxBackoff > limits::maxBackoff)
        return badInputError(text(QT_TRANSLATE_NOOP("core", "retries: the backoff from %1 to %2 must rise within 0s to %3."),
                                  formatDuration(retries.initialBackoff), formatDuration(retries.maxBackoff),
                                  formatDuration(limits::maxBackoff)));
    return done();
}

std::string_view protocolId(Protocol protocol)
{
    return std::ranges::find(protocols, protocol, &decltype(protocols)::value_type::first)->second;
}

std::optional<Protocol> protocolFromId(std::string_view id)
{
    const auto *found = std::ranges::find(protocols, id, &decltype(protocols)::value_type::second);
    return found == protocols.end() ? std::nullopt : std::optional(found->first);
}

Protocol usedProtocol(Protocol asked, const std::optional<Pooler> &pooler, bool isReadOnly)
{
    if (!pooler)
        return asked;
    if (pooler->mode == PoolerMode::Statement && isReadOnly)
        return Protocol::Simple;
    return asked == Protocol::Prepared ? Protocol::Extended : asked;
}

Done checkReplay(const TrafficPlan &traffic)
{
    if (!traffic.replay)
        return done();
    const Workload &workload = traffic.workload;
    const auto isUnknown = [&workload](const RecordedArrival &arrival) {
        return arrival.kind.script >= workload.scripts.size() || arrival.kind.classIndex > workload.classes.size();
    };
    if (std::ranges::none_of(traffic.replay->list, isUnknown))
        return done();
    return badInputError(
        text(QT_TRANSLATE_NOOP("core", "The arrivals of “%1” use more scripts or classes than the workload has."), traffic.replay->source));
}

Done validate(const TrafficPlan &traffic)
{
    if (const Done arrivals = validate(traffic.arrivals); !arrivals)
        return arrivals;
    if (const Done retries = validate(traffic.retries); !retries)
        return retries;
    if (const Done replay = checkReplay(traffic); !replay)
        return replay;
    return validate(traffic.workload);
}

} // namespace poolwart
