// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/history.h"

#include <algorithm>
#include <cmath>
#include <random>

// A made-up run, the same each time: pools under a load that swells and ebbs, on a server with 100 connections.
class ChartCourse
{
public:
    explicit ChartCourse(int pools = 5, int slots = 12, std::size_t capacity = 600)
        : history(capacity)
    {
        using namespace poolwart;
        server.connected = true;
        server.limits.maxConnections = 100;
        server.limits.superuserReserved = 3;
        server.others = 5;
        for (int i = 1; i <= pools; ++i)
            addPool(static_cast<unsigned>(i), slots);
    }

    void addPool(unsigned id, int slots)
    {
        poolwart::PoolSnapshot pool;
        pool.id = poolwart::PoolId(id);
        pool.name = "pool-" + std::to_string(id);
        pool.slots = slots;
        pool.open = slots;
        snapshot.pools.push_back(pool);
    }

    void removePool(unsigned id)
    {
        std::erase_if(snapshot.pools, [id](const auto &pool) { return pool.id == poolwart::PoolId(id); });
    }

    void run(int ticks, std::chrono::milliseconds step = std::chrono::milliseconds(100))
    {
        for (int i = 0; i < ticks; ++i)
            tick(step);
    }

    void tick(std::chrono::milliseconds step = std::chrono::milliseconds(100))
    {
        ++snapshot.sequence;
        snapshot.at += step;
        const double seconds = std::chrono::duration<double>(step).count();
        const double t = std::chrono::duration<double>(snapshot.at.time_since_epoch()).count();
        m_level += 0.2 * (0.55 + 0.3 * std::sin(t / 9) + 0.12 * m_noise(m_random) - m_level);
        for (poolwart::PoolSnapshot &pool : snapshot.pools) {
            const double share = std::clamp(m_level + 0.1 * m_noise(m_random), 0.0, 1.0);
            pool.inUse = static_cast<int>(std::lround(share * pool.slots));
            pool.idle = pool.open - pool.inUse;
            const auto served = static_cast<std::uint64_t>(400.0 * pool.inUse * seconds);
            pool.requests.completed += served;
            snapshot.requests.completed += served;
        }
        snapshot.waiting = m_level > 0.8 ? static_cast<std::uint64_t>(60 * (m_level - 0.8)) : 0;
        if (isFailing)
            snapshot.requests.failed += static_cast<std::uint64_t>(900 * seconds);
        if (snapshot.sequence % 10 == 1)
            measureLatency();
        history.add(snapshot, server);
    }

    poolwart::Snapshot snapshot;
    poolwart::ServerSample server;
    poolwart::History history;
    bool isFailing = false;
    bool hasRequests = true;

private:
    void measureLatency()
    {
        using namespace std::chrono_literals;
        const auto of = [](double micros) { return std::chrono::duration_cast<poolwart::Duration>(micros * 1us); };
        const double load = m_level * m_level;
        const auto summary = [&](double factor) {
            return poolwart::LatencySummary{.count = hasRequests ? 4000u : 0u,
                                            .p50 = of(310 + 500 * load * factor + 12 * m_noise(m_random)),
                                            .p95 = of(900 + 2400 * load * factor + 60 * m_noise(m_random)),
                                            .p99 = of(1700 + 5200 * load * factor + 180 * m_noise(m_random)),
                                            .p999 = of(3900 + 9000 * load * factor + 700 * m_noise(m_random))};
        };
        snapshot.recentResponse = summary(2.2);
        snapshot.recentService = summary(0.4);
    }

    std::mt19937 m_random{7};
    std::normal_distribution<double> m_noise{0, 1};
    double m_level = 0.3;
};
