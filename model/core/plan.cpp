// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/plan.h"

#include "model/core/durationtext.h"
#include "model/core/text.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace poolwart {

namespace {

constexpr std::array policies{
    std::pair{RoutingPolicy::RoundRobin, std::string_view("round-robin")},
    std::pair{RoutingPolicy::LeastLoaded, std::string_view("least-loaded")},
    std::pair{RoutingPolicy::PowerOfTwo, std::string_view("power-of-two")},
    std::pair{RoutingPolicy::Random, std::string_view("random")},
    std::pair{RoutingPolicy::Single, std::string_view("single")},
    std::pair{RoutingPolicy::Weighted, std::string_view("weighted")},
    std::pair{RoutingPolicy::ByClass, std::string_view("by-class")},
};

Error refused(const std::string &path, std::string message)
{
    return {.kind = ErrorKind::BadInput, .message = path + ": " + std::move(message)};
}

Done checkRange(const std::string &path, long long value, long long least, long long most)
{
    if (value >= least && value <= most)
        return done();
    return refused(path, text(QT_TRANSLATE_NOOP("core", "%1 is outside %2 to %3."), value, least, most));
}

Done checkTime(const std::string &path, std::optional<std::chrono::milliseconds> time, std::chrono::milliseconds least)
{
    if (!time || (*time >= least && *time <= limits::maxTime))
        return done();
    return refused(path, text(QT_TRANSLATE_NOOP("core", "%1 is outside %2 to %3."), formatDuration(*time), formatDuration(least),
                              formatDuration(limits::maxTime)));
}

Done checkName(const std::string &path, const std::string &name)
{
    const bool hasControl = std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (name.empty())
        return refused(path, text(QT_TRANSLATE_NOOP("core", "a name is needed.")));
    if (hasControl)
        return refused(path, text(QT_TRANSLATE_NOOP("core", "the name holds a control character.")));
    if (name.size() > limits::maxNameBytes)
        return refused(path, text(QT_TRANSLATE_NOOP("core", "the name has %1 bytes; at most %2 are allowed."),
                                  static_cast<long long>(name.size()), static_cast<long long>(limits::maxNameBytes)));
    return done();
}

Done firstFailure(std::initializer_list<Done> checks)
{
    for (const Done &check : checks) {
        if (!check)
            return check;
    }
    return done();
}

// With both at zero no request may wait for a connection, and none is opened without one that waits.
Done checkQueue(const std::string &path, const PoolPlan &pool)
{
    if (pool.queueLimit != 0 || pool.minimumIdle != 0)
        return done();
    return refused(path, text(QT_TRANSLATE_NOOP("core", "0 needs a minimum_idle of at least 1, or no connection is ever opened.")));
}

Done checkPool(const std::string &path, const PoolPlan &pool)
{
    using namespace std::chrono_literals;
    return firstFailure({
        checkName(path + ".name", pool.name),
        checkRange(path + ".slots", pool.slots, 1, limits::maxSlotsPerPool),
        checkRange(path + ".minimum_idle", pool.minimumIdle.value_or(0), 0, pool.slots),
        checkTime(path + ".acquire_timeout", pool.acquireTimeout, 1ms),
        checkTime(path + ".connect_timeout", pool.connectTimeout, 1s),
        checkTime(path + ".idle_timeout", pool.idleTimeout, 1s),
        checkTime(path + ".max_lifetime", pool.maxLifetime, 1s),
        checkTime(path + ".statement_timeout", pool.statementTimeout, 1ms),
        checkRange(path + ".queue_limit", pool.queueLimit.value_or(0), 0, limits::maxQueue),
        checkQueue(path + ".queue_limit", pool),
        checkRange(path + ".weight", pool.weight, 1, limits::maxWeight),
    });
}

} // namespace

std::string_view policyId(RoutingPolicy policy)
{
    return std::ranges::find(policies, policy, &decltype(policies)::value_type::first)->second;
}

std::optional<RoutingPolicy> policyFromId(std::string_view id)
{
    const auto *found = std::ranges::find(policies, id, &decltype(policies)::value_type::second);
    return found == policies.end() ? std::nullopt : std::optional(found->first);
}

std::string policyIds()
{
    std::string ids;
    for (const RoutingPolicy policy : routingPolicies)
        ids += (ids.empty() ? "" : ", ") + std::string(policyId(policy));
    return ids;
}

Plan uniformPlan(int pools, int slots)
{
    Plan plan;
    for (int number = 1; number <= pools; ++number) {
        plan.pools.push_back({.id = PoolId(static_cast<std::uint32_t>(number)), .name = "pool-" + std::to_string(number), .slots = slots});
    }
    return plan;
}

int committedSlots(const Plan &plan)
{
    int sum = 0;
    for (const PoolPlan &pool : plan.pools)
        sum += pool.slots;
    return sum;
}

long long committedByFleet(const Plan &plan)
{
    return (static_cast<long long>(plan.fleet.replicas) + plan.fleet.surge) * plan.fleet.processes * committedSlots(plan);
}

PoolId nextPoolId(const Plan &plan)
{
    std::uint32_t largest = 0;
    for (const PoolPlan &pool : plan.pools)
        largest = std::max(largest, static_cast<std::uint32_t>(pool.id));
    return PoolId(largest + 1);
}

const PoolPlan *findPool(const Plan &plan, PoolId id)
{
    const auto found = std::ranges::find(plan.pools, id, &PoolPlan::id);
    return found == plan.pools.end() ? nullptr : &*found;
}

PoolPlan *findPool(Plan &plan, PoolId id)
{
    const auto found = std::ranges::find(plan.pools, id, &PoolPlan::id);
    return found == plan.pools.end() ? nullptr : &*found;
}

Done validate(const Plan &plan)
{
    const Done whole = firstFailure({
        checkName("application_name", plan.applicationName),
        checkRange("pools", static_cast<long long>(plan.pools.size()), 1, limits::maxPools),
        checkRange("migration_share", plan.migrationShare, 0, 100),
        checkRange("fleet.replicas", plan.fleet.replicas, 1, limits::maxFleet),
        checkRange("fleet.surge", plan.fleet.surge, 0, limits::maxFleet),
        checkRange("fleet.processes", plan.fleet.processes, 1, limits::maxFleet),
    });
    if (!whole)
        return whole;

    std::set<std::string> names;
    for (std::size_t i = 0; i < plan.pools.size(); ++i) {
        const std::string path = "pools[" + std::to_string(i) + "]";
        if (const Done pool = checkPool(path, plan.pools[i]); !pool)
            return pool;
        if (!names.insert(plan.pools[i].name).second)
            return refused(path + ".name", text(QT_TRANSLATE_NOOP("core", "“%1” is the name of an earlier pool too."), plan.pools[i].name));
    }
    return done();
}

} // namespace poolwart
