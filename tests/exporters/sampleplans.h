// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/random.h"
#include "model/exporters/framework/exporter.h"

namespace poolwart {

// A context as the tests need it: fixed date and version, a server of 100 connections, 3 reserved.
inline ExportContext sampleContext(Plan plan)
{
    ExportContext context{.plan = std::move(plan), .date = "2026-02-03", .toolVersion = "0.1.0"};
    context.target = {{"host", "db"}, {"port", "5432"}, {"dbname", "app"}, {"user", "app"}};
    ServerSample server;
    server.limits = {.versionNumber = 150018, .version = "15.18", .maxConnections = 100, .superuserReserved = 3};
    context.budget = makeBudget(context.plan, server);
    return context;
}

inline Plan shopPlan(int pools = 5, int slots = 12)
{
    Plan plan = uniformPlan(pools, slots);
    plan.applicationName = "shop";
    for (PoolPlan &pool : plan.pools)
        pool.statementTimeout = std::chrono::seconds(30);
    return plan;
}

// The same with times that a machine with other work does not miss, sixty connections at once included.
inline Plan patientShopPlan(int pools = 5, int slots = 12)
{
    Plan plan = shopPlan(pools, slots);
    for (PoolPlan &pool : plan.pools) {
        pool.acquireTimeout = std::chrono::minutes(10);
        pool.connectTimeout = std::chrono::minutes(2);
        pool.statementTimeout = std::chrono::hours(1);
    }
    return plan;
}

// An acquire timeout that a test can wait for. node-postgres bounds the opening of a connection by the same figure, and a machine
// that has other work took more than three seconds for each of five, again and again.
inline constexpr std::chrono::milliseconds impatience = std::chrono::seconds(15);
inline constexpr int impatienceAtLeastMs = 14'980; // a timer of Node.js may be early by its grain

// With that timeout, and no minimum: sixty connections at once may take longer.
inline Plan impatient(Plan plan)
{
    for (PoolPlan &pool : plan.pools) {
        pool.acquireTimeout = impatience;
        pool.minimumIdle = 0;
    }
    return plan;
}

// Any valid plan, with the names that break escapes.
inline Plan randomPlan(std::uint64_t seed)
{
    Random random(seed);
    const std::vector<std::string> names{"shop", R"(a"b'c\d#e;f%g${h}ü)", "x`y", "*/ //", "{{name|raw}}", "%1 %2", "=", "日本語"};
    const auto time = [&random](long long least) {
        return std::chrono::milliseconds(least + static_cast<long long>(random.below(90'000)));
    };
    const auto maybe = [&random](auto value) { return random.below(4) == 0 ? std::nullopt : std::optional(value); };
    Plan plan = uniformPlan(1 + static_cast<int>(random.below(8)), 1);
    plan.applicationName = names[random.below(names.size())];
    plan.policy = routingPolicies[random.below(routingPolicies.size())];
    plan.migrationShare = static_cast<int>(random.below(101));
    plan.fleet = {.replicas = 1 + static_cast<int>(random.below(4)),
                  .surge = static_cast<int>(random.below(2)),
                  .processes = 1 + static_cast<int>(random.below(3))};
    for (PoolPlan &pool : plan.pools) {
        pool.name = names[random.below(names.size())] + ' ' + pool.name;
        pool.slots = 1 + static_cast<int>(random.below(40));
        pool.minimumIdle = maybe(static_cast<int>(random.below(static_cast<std::uint64_t>(pool.slots) + 1)));
        pool.acquireTimeout = time(1);
        pool.connectTimeout = time(1'000);
        pool.idleTimeout = maybe(time(1'000));
        pool.maxLifetime = maybe(time(1'000));
        pool.statementTimeout = maybe(time(1));
        pool.queueLimit = random.below(2) == 0 ? std::nullopt : std::optional(static_cast<int>(random.below(1'000)));
        pool.weight = random.below(2) == 0 ? 1 : 1 + static_cast<int>(random.below(limits::maxWeight));
    }
    return plan;
}

} // namespace poolwart
