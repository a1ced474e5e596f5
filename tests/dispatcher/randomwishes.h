// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/dispatcher/dispatcherworld.h"

namespace poolwart {

using namespace std::chrono_literals;

inline RetryPolicy anyRetries(Random &random)
{
    return {.maxAttempts = 1 + static_cast<int>(random.below(4)),
            .initialBackoff = std::chrono::milliseconds(random.below(20)),
            .maxBackoff = std::chrono::milliseconds(20 + random.below(20)),
            .jitter = static_cast<int>(random.below(101)),
            .budget = static_cast<int>(random.below(101))};
}

inline Workload anyWorkload(Random &random)
{
    Workload workload;
    for (std::size_t i = 0; i < random.below(4); ++i) {
        WorkloadClass &added = workload.classes.emplace_back();
        added.name = "class-" + std::to_string(i);
        added.share = static_cast<int>(random.below(4));
        if (random.below(2))
            added.deadline = std::chrono::milliseconds(1 + random.below(60));
        if (random.below(2))
            added.pool = "pool-" + std::to_string(1 + random.below(5));
    }
    for (std::size_t i = 0; i <= random.below(5); ++i)
        workload.scripts.push_back({.weight = static_cast<int>(random.below(3)), .className = "class-" + std::to_string(random.below(4))});
    return workload;
}

inline void wish(DispatcherWorld &world, Random &random, Plan &plan, std::uint32_t &lastId)
{
    Dispatcher &dispatcher = world.dispatcher;
    const PoolId pool{static_cast<std::uint32_t>(1 + random.below(lastId))};
    const SlotId slot{pool, static_cast<SlotIndex>(random.below(8))};
    switch (random.below(16)) {
    case 0:
        plan.pools.push_back(
            {.id = PoolId{++lastId}, .name = "pool-" + std::to_string(lastId), .slots = 1 + static_cast<int>(random.below(6))});
        return dispatcher.apply(plan, world.now);
    case 1:
        if (plan.pools.size() > 1)
            plan.pools.erase(plan.pools.begin() + static_cast<std::ptrdiff_t>(random.below(plan.pools.size())));
        return dispatcher.apply(plan, world.now);
    case 2:
    case 3: {
        PoolPlan &changed = plan.pools[random.below(plan.pools.size())];
        changed.slots = 1 + static_cast<int>(random.below(8));
        changed.minimumIdle = random.below(2) ? std::optional(static_cast<int>(random.below(2))) : std::nullopt;
        changed.acquireTimeout = std::chrono::milliseconds(10 + random.below(200));
        changed.statementTimeout = std::chrono::milliseconds(100 + random.below(2) * 1000);
        changed.queueLimit = random.below(3) ? std::nullopt : std::optional(static_cast<int>(random.below(5)));
        changed.maxLifetime = 1s;
        return dispatcher.apply(plan, world.now);
    }
    case 4:
        plan.policy = routingPolicies[random.below(routingPolicies.size())];
        plan.pools[random.below(plan.pools.size())].weight = 1 + static_cast<int>(random.below(5));
        plan.migrationShare = static_cast<int>(random.below(101));
        return dispatcher.apply(plan, world.now);
    case 5:
        return dispatcher.pausePool(pool, world.now);
    case 6:
        return dispatcher.resumePool(pool, world.now);
    case 7:
        return dispatcher.drainPool(pool, world.now);
    case 8:
        return dispatcher.cancelSlot(slot, world.now);
    case 9:
        return dispatcher.closeSlot(slot, world.now);
    case 10:
        return dispatcher.reopenSlot(slot, world.now);
    case 11:
        return world.setTraffic({.arrivals = ClosedLoop{.clients = static_cast<int>(random.below(40))},
                                 .workload = anyWorkload(random),
                                 .retries = anyRetries(random)});
    case 12:
        return world.setTraffic({.arrivals = OpenLoop{.ratePerSecond = 1 + 2000 * random.uniform()},
                                 .workload = anyWorkload(random),
                                 .retries = anyRetries(random)});
    case 13:
        random.below(2) ? dispatcher.pauseTraffic(world.now) : dispatcher.startTraffic(world.now);
        return;
    case 14:
        return random.below(2) ? dispatcher.recyclePools(world.now) : world.loseAllConnections();
    default:
        world.faults = {.openFails = random.uniform() * 0.3,
                        .statementFails = random.uniform() * 0.2,
                        .connectionDies = random.uniform() * 0.1,
                        .serializationFails = random.uniform() * 0.3};
        return;
    }
}

// The first thing that is wrong, or nothing.
inline std::string randomRun(DispatcherWorld &world, std::uint64_t seed, int wishes)
{
    Random random(seed);
    Plan plan = uniformPlan(3, 4);
    std::uint32_t lastId = 3;
    begin(world, plan, {.arrivals = ClosedLoop{.clients = 20}});
    for (int step = 0; step < wishes; ++step) {
        wish(world, random, plan, lastId);
        if (const auto violation = world.run(Duration(random.below(30'000'000))))
            return *violation;
    }
    world.faults = {};
    world.dispatcher.shutDown(5s, world.now);
    if (const auto violation = world.run(8s))
        return *violation;
    const RequestCounts counts = seen(world).requests;
    if (!world.dispatcher.isShutDown() || world.openConnections() > 0)
        return "the shutdown has not ended, or left connections";
    return counts.ended() == counts.offered ? "" : "not all that was offered has ended";
}

inline std::string randomRun(std::uint64_t seed, int wishes)
{
    DispatcherWorld world(seed);
    return randomRun(world, seed, wishes);
}

} // namespace poolwart
