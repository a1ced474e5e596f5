// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/meter/meterlevels.h"

#include <algorithm>

namespace poolwart {

std::optional<MeterLevels> meterLevels(const Snapshot &snapshot, const ServerSample &server)
{
    const ServerLimits &limits = server.limits;
    if (limits.maxConnections <= 0)
        return std::nullopt;
    MeterLevels levels;
    for (const PoolSnapshot &pool : snapshot.pools) {
        levels.inUse += pool.inUse;
        levels.idle += std::max(0, pool.open - pool.inUse);
        if (pool.inUse > 0)
            levels.pools.push_back({.id = pool.id, .inUse = pool.inUse});
    }
    std::ranges::sort(levels.pools, {}, &MeterLevels::PoolLevel::id);
    levels.monitors = server.monitors;
    levels.others = server.others + server.monitors;
    levels.usable = limits.usable();
    levels.reserved = limits.superuserReserved + limits.reserved;
    levels.maxConnections = limits.maxConnections;
    levels.free = std::max(0, levels.usable - levels.taken());
    levels.over = std::max(0, levels.taken() - levels.usable);
    levels.barred = std::max(0, levels.maxConnections - levels.reserved - levels.usable);
    return levels;
}

} // namespace poolwart
