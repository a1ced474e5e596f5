// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/plan.h"

#include "model/core/durationtext.h"
#include "model/core/poolsettings.h"
#include "model/core/text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace poolwart {

namespace {

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

Done checkSetting(const std::string &path, const PoolPlan &pool, const PoolSetting &setting)
{
    const auto value = valueOf(pool, setting);
    const std::int64_t most = setting.mostOf ? pool.*setting.mostOf : setting.most;
    if (!value || !setting.isTime())
        return checkRange(path, value.value_or(setting.least), setting.least, most);
    if (*value >= setting.least && *value <= most)
        return done();
    const auto written = [](std::int64_t time) { return formatDuration(std::chrono::milliseconds(time)); };
    return refused(path,
                   text(QT_TRANSLATE_NOOP("core", "%1 is outside %2 to %3."), written(*value), written(setting.least), written(most)));
}

Done checkName(const std::string &path, const std::string &name)
{
    const bool hasControl = std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (name.empty())
        return refused(path, text(QT_TRANSLATE_NOOP("core", "a name is required.")));
    if (hasControl)
        return refused(path, text(QT_TRANSLATE_NOOP("core", "the name contains a control character.")));
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
    return refused(path,
                   text(QT_TRANSLATE_NOOP("core", "0 requires a minimum_idle of at least 1; otherwise no connection is ever opened.")));
}

Done checkPool(const std::string &path, const PoolPlan &pool)
{
    if (const Done named = checkName(path + ".name", pool.name); !named)
        return named;
    for (const PoolSetting &setting : poolSettings()) {
        if (const Done valid = checkSetting(path + '.' + setting.id, pool, setting); !valid)
            return valid;
    }
    return checkQueue(path + ".queue_limit", pool);
}

} // namespace

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
            return refused(path + ".name",
                           text(QT_TRANSLATE_NOOP("core", "“%1” is already the name of an earlier pool."), plan.pools[i].name));
    }
    return done();
}

} // namespace poolwart
