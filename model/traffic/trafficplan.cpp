// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/traffic/trafficplan.h"

#include "model/core/durationtext.h"
#include "model/core/plan.h"
#include "model/core/text.h"
#include "model/traffic/statement.h"

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

Error refused(std::string message)
{
    return {.kind = ErrorKind::BadInput, .message = std::move(message)};
}

Done checkArrivals(const ClosedLoop &closed)
{
    if (closed.clients < 0 || closed.clients > limits::maxClients)
        return refused(text(QT_TRANSLATE_NOOP("core", "clients: %1 is outside %2 to %3."),
                            static_cast<long long>(closed.clients),
                            0LL,
                            static_cast<long long>(limits::maxClients)));
    if (closed.thinkTime.count() < 0 || closed.thinkTime > limits::maxTime)
        return refused(text(QT_TRANSLATE_NOOP("core", "think time: %1 is outside %2 to %3."),
                            formatDuration(closed.thinkTime),
                            std::string("0s"),
                            formatDuration(limits::maxTime)));
    return done();
}

Done checkArrivals(const OpenLoop &open)
{
    // Written so that NaN is refused too.
    if (!(open.ratePerSecond > 0 && open.ratePerSecond <= limits::maxRatePerSecond))
        return refused(text(QT_TRANSLATE_NOOP("core", "rate: it must be above 0 and at most %1 requests a second."),
                            static_cast<long long>(limits::maxRatePerSecond)));
    return done();
}

Done checkScript(const std::string &script)
{
    if (script.size() > limits::maxScriptBytes)
        return refused(text(QT_TRANSLATE_NOOP("core", "statement: it has %1 bytes; at most %2 are allowed."),
                            static_cast<long long>(script.size()),
                            static_cast<long long>(limits::maxScriptBytes)));
    if (script.find('\0') != std::string::npos)
        return refused(text(QT_TRANSLATE_NOOP("core", "statement: it holds a NUL byte.")));
    if (const auto statement = Statement::parse(script); !statement)
        return statement.error();
    return done();
}

} // namespace

std::string_view protocolId(Protocol protocol)
{
    return std::ranges::find(protocols, protocol, &decltype(protocols)::value_type::first)->second;
}

std::optional<Protocol> protocolFromId(std::string_view id)
{
    const auto *found = std::ranges::find(protocols, id, &decltype(protocols)::value_type::second);
    return found == protocols.end() ? std::nullopt : std::optional(found->first);
}

std::string defaultScript()
{
    return "\\set aid random(1, 100000)\n"
           "SELECT abalance FROM pgbench_accounts WHERE aid = :aid";
}

Done validate(const TrafficPlan &traffic)
{
    if (const Done arrivals = std::visit([](const auto &shape) { return checkArrivals(shape); }, traffic.arrivals); !arrivals)
        return arrivals;
    if (traffic.workload.scripts.empty())
        return refused(text(QT_TRANSLATE_NOOP("core", "workload: it has no script.")));
    for (const WorkloadScript &script : traffic.workload.scripts) {
        if (const Done checked = checkScript(script.text); !checked)
            return checked;
    }
    return done();
}

} // namespace poolwart
